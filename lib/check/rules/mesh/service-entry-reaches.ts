import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

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

function entries(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('service entries by host', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.ofKind('networking.istio.io/v1/ServiceEntry')) {
      for (const host of itemsAt(each.object, 'spec.hosts')) map.set(text(host) ?? '', [...(map.get(text(host) ?? '') ?? []), each]);
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
