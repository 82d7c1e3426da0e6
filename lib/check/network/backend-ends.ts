import { destinationsOf } from '../destinations.ts';
import { gatewaysOf, isMesh } from '../host-claims.ts';
import { backendsOf } from '../hosts/backends.ts';
import { textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

export const NGINX_PROTOCOL = 'nginx.ingress.kubernetes.io/backend-protocol';

/** How requests are sent on, where that is known: other controllers read it from the name of the port. */
export function sentOn(manifest: WorldObject): 'http' | 'https' | undefined {
  const { object } = manifest;
  if (object.kind === 'VirtualService') return gatewaysOf(manifest).some((each) => !isMesh(each)) ? 'http' : undefined;
  if (object.kind === 'HTTPRoute') return 'http';
  const annotations = textsAt(object, 'metadata.annotations');
  if ((textAt(object, 'spec.ingressClassName') ?? annotations['kubernetes.io/ingress.class']) !== 'nginx') return undefined;
  if (annotations['nginx.ingress.kubernetes.io/ssl-passthrough'] === 'true') return undefined;
  const protocol = annotations[NGINX_PROTOCOL] ?? 'HTTP';
  return protocol === 'HTTP' ? 'http' : protocol === 'HTTPS' ? 'https' : undefined;
}

interface End {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly port: number | string | undefined;
}

/** Where a route sends requests, with the port as it is written. */
export function backendEnds(manifest: WorldObject, world: World): readonly End[] {
  if (manifest.object.kind !== 'VirtualService') return [...backendsOf(manifest.object)];
  return destinationsOf(manifest, world)
    .filter(({ path }) => path.startsWith('spec.http') && path.includes('.route'))
    .map(({ path, host, port }) => ({ path, ...host, port }));
}
