import { at, itemsAt, text, textAt } from '../read.ts';
import type { KubeObject } from '../../manifest/manifest.ts';
import { gatewaysOf, isMesh } from '../host-claims.ts';
import type { WorldObject } from '../rule.ts';
import { serviceHost } from '../services.ts';
import type { World } from '../world.ts';

/** Annotations with which a controller asks for a login, or lets in some addresses only. */
const GUARDS = /auth-(url|type|signin|secret|tls)|whitelist|allowlist|source-range|middlewares|oidc|cognito|iap|internal/i;

/** Something stands before what a route leads to: a login, a list of addresses, or it is inside anyway. */
export function guarded(route: WorldObject, world: World): boolean {
  const { object } = route;
  const annotations = Object.entries(object.metadata.annotations ?? {});
  if (annotations.some(([key, value]) => GUARDS.test(key) || (text(value) ?? '').includes('internal'))) return true;
  if (object.kind === 'Ingress') return /internal|private|tailscale/.test(textAt(object, 'spec.ingressClassName') ?? '');
  if (object.kind === 'HTTPRoute')
    return (
      JSON.stringify(object['spec'] ?? '').includes('ExtensionRef') ||
      itemsAt(object, 'spec.parentRefs').some((each) => /internal|private/.test(textAt(each, 'name') ?? ''))
    );
  const gateways = gatewaysOf(route).filter((each) => !isMesh(each));
  if (gateways.length === 0 || gateways.every((each) => /internal|private/.test(each))) return true;
  const hosts = itemsAt(object, 'spec.hosts').map((host) => text(host) ?? '');
  const limited = limitedHosts(world);
  return hosts.some((host) => limited.has(host) || limited.has('*') || limited.has(`*.${host.slice(host.indexOf('.') + 1)}`));
}

/** Hosts of which a policy asks where the request comes from or who sends it. */
function limitedHosts(world: World): ReadonlySet<string> {
  return world.once('limited hosts', () => {
    const found = new Set<string>();
    for (const { object } of world.ofKind('security.istio.io/v1/AuthorizationPolicy')) {
      const action = textAt(object, 'spec.action');
      for (const rule of itemsAt(object, 'spec.rules')) {
        const from = itemsAt(rule, 'from');
        const asks =
          action === 'CUSTOM' ||
          (action === 'DENY' && from.length === 0) ||
          from.some((each) => SOURCES.some((list) => at(each, `source.${list}`) !== undefined));
        if (!asks) continue;
        for (const to of itemsAt(rule, 'to')) for (const host of itemsAt(to, 'operation.hosts')) found.add(text(host) ?? '');
      }
    }
    return found;
  });
}

const SOURCES = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks', 'requestPrincipals', 'notRequestPrincipals'];

/** An address of a load balancer that is for the inside. */
export function isPrivate(service: KubeObject): boolean {
  return Object.entries(service.metadata.annotations ?? {}).some(
    ([key, value]) => /internal/i.test(key) && !/^(false|no)$/i.test(text(value) ?? ''),
  );
}

/** Services that an Ingress, a VirtualService or an HTTPRoute leads to. */
export function* routeBackends(object: KubeObject): Iterable<{ service: string; namespace: string; path: string }> {
  const own = object.metadata.namespace ?? '';
  for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
    for (const target of itemsAt(route, 'route')) {
      const found = serviceHost(textAt(target, 'destination.host') ?? '', own);
      if (found !== undefined) yield { service: found.name, namespace: found.namespace, path: `spec.http[${index}].route` };
    }
  }
  for (const [index, rule] of itemsAt(object, 'spec.rules').entries()) {
    for (const one of itemsAt(rule, 'http.paths'))
      yield { service: textAt(one, 'backend.service.name') ?? '', namespace: own, path: `spec.rules[${index}].http.paths` };
    for (const one of itemsAt(rule, 'backendRefs'))
      yield { service: textAt(one, 'name') ?? '', namespace: textAt(one, 'namespace') ?? own, path: `spec.rules[${index}].backendRefs` };
  }
}
