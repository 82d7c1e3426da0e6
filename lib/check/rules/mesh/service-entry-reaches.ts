import { at, itemsAt, text, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const serviceEntryReaches = defineRule({
  id: 'service-entry-reaches',
  severity: 'error',
  kinds: ['networking.istio.io/v1/ServiceEntry'],
  asks: 'A ServiceEntry can find its endpoints, and is the only one for its host.',
  source:
    'https://istio.io/latest/docs/reference/config/networking/service-entry/; https://istio.io/latest/docs/reference/config/analysis/ist0166/',
  *check(manifest, world) {
    const { object } = manifest;
    const resolution = textAt(object, 'spec.resolution') ?? 'NONE';
    const endpoints = itemsAt(object, 'spec.endpoints');
    for (const [index, raw] of itemsAt(object, 'spec.hosts').entries()) {
      const host = text(raw) ?? '';
      const path = `spec.hosts[${index}]`;
      if (host.startsWith('*') && resolution === 'DNS' && endpoints.length === 0) {
        yield {
          path,
          message: `${host} cannot be looked up: resolution DNS needs one name`,
          why: 'Istio refuses the entry: the hosts stay unknown, and with REGISTRY_ONLY every call fails with 502.',
          fix: 'Use resolution NONE or DYNAMIC_DNS, or list the endpoints.',
        };
      }
      const service = serviceHost(host, '');
      const absent =
        service === undefined || service.namespace === '' || resolution !== 'DNS' || endpoints.length > 0 || !/\.svc(\.|$)/.test(host)
          ? undefined
          : missing(world, 'v1/Service', service.namespace, service.name);
      if (absent !== undefined) {
        yield {
          path,
          severity: absent.severity,
          message: `${host} is to be looked up, and there is no Service of this name in the cluster`,
          why: 'The DNS of this cluster does not know the name: Envoy finds no endpoint, and every call answers 503.',
          fix: meant(absent, 'List the addresses of the other cluster (its east-west gateway) under spec.endpoints.'),
        };
      }
      if (
        service !== undefined &&
        service.namespace !== '' &&
        /\.svc(\.|$)/.test(host) &&
        world.find('v1/Service', service.namespace, service.name) !== undefined &&
        endpoints.length === 0
      ) {
        yield {
          path,
          severity: 'warning',
          message: `${host} is a Service of the cluster already`,
          why: 'Two definitions of one host compete: endpoints and mTLS settings of the Service may be lost.',
          fix: 'Remove the ServiceEntry.',
        };
      }
      const twin = (entries(world).get(host) ?? []).find(
        (each) => each !== manifest && each.object.metadata.name !== object.metadata.name && shared(each, manifest),
      );
      if (twin !== undefined) {
        yield {
          path,
          severity: 'warning',
          message: `ServiceEntry ${twin.object.metadata.namespace ?? ''}/${twin.object.metadata.name} defines ${host} too, with the same port`,
          why: 'Istio uses one of them, usually the older: endpoints and settings of the other have no effect.',
          fix: 'Merge the two.',
        };
      }
    }
    for (const [index, port] of itemsAt(object, 'spec.ports').entries()) {
      const protocol = textAt(port, 'protocol')?.toUpperCase();
      // With a target port or a DestinationRule the proxy itself turns plain HTTP into TLS.
      const originates =
        at(port, 'targetPort') !== undefined || itemsAt(object, 'spec.hosts').some((host) => hasRule(world, text(host) ?? ''));
      if (textAt(port, 'number') !== '443' || (protocol !== 'HTTP' && protocol !== 'HTTP2') || originates) continue;
      yield {
        path: `spec.ports[${index}].protocol`,
        message: `port 443 is declared as ${protocol}, and clients speak TLS there`,
        why: 'The proxy expects plain HTTP on this port and answers the TLS handshake with an error: every https:// call fails.',
        fix: 'Write protocol TLS (or HTTPS), or let clients speak HTTP and add a DestinationRule with tls mode SIMPLE.',
      };
    }
    if (resolution === 'STATIC' && endpoints.length === 0 && at(object, 'spec.workloadSelector') === undefined) {
      yield {
        path: 'spec.resolution',
        message: 'resolution STATIC without endpoints',
        why: 'There is nowhere to send the request: every call answers 503.',
        fix: 'List spec.endpoints, or use resolution DNS.',
      };
    }
  },
});

/** Some DestinationRule is about the host. */
function hasRule(world: World, host: string): boolean {
  const hosts = world.once(
    'hosts of destination rules',
    () => new Set(world.ofKind('networking.istio.io/v1/DestinationRule').map(({ object }) => textAt(object, 'spec.host') ?? '')),
  );
  return hosts.has(host) || [...hosts].some((each) => each.startsWith('*') && host.endsWith(each.slice(1)));
}

function entries(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('service entries by host', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/ServiceEntry')) {
      for (const host of itemsAt(each.object, 'spec.hosts')) addTo(map, text(host) ?? '', each);
    }
    return map;
  });
}

/** Both are seen from the same places and have a port in common. */
function shared(a: WorldObject, b: WorldObject): boolean {
  const own = [a, b].some(({ object }) => itemsAt(object, 'spec.exportTo').length === 1 && itemsAt(object, 'spec.exportTo')[0] === '.');
  if (own && a.object.metadata.namespace !== b.object.metadata.namespace) return false;
  const ports = itemsAt(a.object, 'spec.ports').map((each) => textAt(each, 'number'));
  return itemsAt(b.object, 'spec.ports').some((each) => ports.includes(textAt(each, 'number')));
}
