import { at, itemsAt, text } from './read.ts';
import type { WorldObject } from './rule.ts';
import type { World } from './world.ts';

/** A route of a VirtualService for one host on one gateway. */
export interface Claim {
  readonly manifest: WorldObject;
  /** What the route matches, as text. */
  readonly route: string;
}

/** Routes by gateway and host: who sends what where. */
export function claimsOf(world: World): ReadonlyMap<string, readonly Claim[]> {
  return world.once('routed hosts', () => {
    const claims = new Map<string, Claim[]>();
    for (const manifest of world.ofKind('networking.istio.io/v1/VirtualService')) {
      for (const host of itemsAt(manifest.object, 'spec.hosts')) {
        for (const gateway of gatewaysOf(manifest)) {
          const key = `${gateway} ${fullHost(manifest, text(host) ?? '')}`;
          claims.set(key, [...(claims.get(key) ?? []), ...routesOf(manifest, gateway).map((route) => ({ manifest, route }))]);
        }
      }
    }
    return claims;
  });
}

/** Gateways with their namespaces; a VirtualService that names none is for the mesh, or for its own namespace's part of it (`exportTo`). */
export function gatewaysOf({ object }: WorldObject): readonly string[] {
  const named = itemsAt(object, 'spec.gateways').flatMap((each) => text(each) ?? []);
  const { namespace = '' } = object.metadata;
  const exported = itemsAt(object, 'spec.exportTo');
  const mesh = exported.length === 1 && exported[0] === '.' ? `mesh ${namespace}` : 'mesh';
  return named.length === 0 ? [mesh] : named.map((each) => (each === 'mesh' ? mesh : each.includes('/') ? each : `${namespace}/${each}`));
}

/** What each route matches. In the mesh routes of two objects are not merged at all, so there any pair collides. */
export function routesOf({ object }: WorldObject, gateway: string): readonly string[] {
  if (isMesh(gateway)) return ['any'];
  return [...itemsAt(object, 'spec.http'), ...itemsAt(object, 'spec.tls'), ...itemsAt(object, 'spec.tcp')].map((route) =>
    JSON.stringify(at(route, 'match') ?? 'any'),
  );
}

/** Sidecars take the route themselves; no gateway is involved. */
export function isMesh(gateway: string): boolean {
  return gateway === 'mesh' || gateway.startsWith('mesh ');
}

/** A host as the mesh knows it, so that short and long names of one Service are one. */
export function fullHost({ object }: WorldObject, host: string): string {
  return host.includes('.') || host === '*' ? host.replace(/\.svc\.cluster\.local$/, '') : `${host}.${object.metadata.namespace ?? ''}`;
}
