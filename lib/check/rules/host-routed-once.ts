import { at, itemsAt, text } from '../read.ts';
import { defineRule, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

interface Claim {
  readonly manifest: WorldObject;
  readonly route: string;
}

export const hostRoutedOnce = defineRule({
  id: 'host-routed-once',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'A host is routed by one VirtualService on each gateway; several may share it only with different matches.',
  source: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/#split-virtual-services; seed 002, L-10',
  *check(manifest, world) {
    const claims = claimsOf(world);
    for (const [index, host] of itemsAt(manifest.object, 'spec.hosts').entries()) {
      for (const gateway of gatewaysOf(manifest)) {
        const twin = (claims.get(`${gateway} ${fullHost(manifest, text(host) ?? '')}`) ?? []).find(
          (claim) => claim.manifest !== manifest && routesOf(manifest, gateway).includes(claim.route),
        );
        if (twin === undefined) continue;
        const { namespace = '', name } = twin.manifest.object.metadata;
        yield {
          path: `spec.hosts[${String(index)}]`,
          message: `${text(host) ?? ''} is also routed by VirtualService ${namespace}/${name} on ${gateway === 'mesh' ? 'the mesh' : `gateway ${gateway}`}`,
          why: 'Only one of the two routes is used, and which one can change with a restart of istiod: a release or a fix seems to have no effect.',
          fix: 'Merge the routes into one VirtualService, or give each a match of its own.',
        };
        break;
      }
    }
  },
});

function claimsOf(world: World): ReadonlyMap<string, readonly Claim[]> {
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

/** Gateways with their namespaces; a VirtualService that names none is for the mesh. */
function gatewaysOf({ object }: WorldObject): readonly string[] {
  const named = itemsAt(object, 'spec.gateways').flatMap((each) => text(each) ?? []);
  return named.length === 0 ? ['mesh'] : named.map((each) => (each === 'mesh' || each.includes('/') ? each : `${object.metadata.namespace ?? ''}/${each}`));
}

/** What each route matches. In the mesh routes of two objects are not merged at all, so there any pair collides. */
function routesOf({ object }: WorldObject, gateway: string): readonly string[] {
  if (gateway === 'mesh') return ['any'];
  return [...itemsAt(object, 'spec.http'), ...itemsAt(object, 'spec.tls'), ...itemsAt(object, 'spec.tcp')].map((route) => JSON.stringify(at(route, 'match') ?? 'any'));
}

function fullHost({ object }: WorldObject, host: string): string {
  return host.includes('.') || host === '*' ? host.replace(/\.svc\.cluster\.local$/, '') : `${host}.${object.metadata.namespace ?? ''}`;
}
