import { calledServices } from '../../network/called-services.ts';
import type { ShownFlow } from '../../network/shown-flow.ts';
import { itemsAt, text, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { matches } from '../../selector.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const sidecarReaches = defineRule({
  id: 'sidecar-reaches',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/Sidecar'],
  asks: 'A Sidecar lets its pods know the namespaces that they call.',
  source: 'https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener',
  *check({ object }, world) {
    const own = object.metadata.namespace ?? '';
    const listed = itemsAt(object, 'spec.egress').flatMap((listener) => itemsAt(listener, 'hosts').flatMap((host) => text(host) ?? []));
    if (listed.length === 0) return;
    const known = new Set(listed.map((host) => host.split('/')[0] ?? '').map((place) => (place === '.' ? own : place)));
    if (known.has('*') || known.has('~')) return;
    const selector = textsAt(object, 'spec.workloadSelector.labels');
    const said = new Set<string>();
    for (const { from, to, because } of calledFrom(world).get(own) ?? []) {
      const place = to.pod?.namespace ?? '';
      if (from.pod === undefined || place === '' || known.has(place) || said.has(place) || !matches(selector, from.pod.labels)) continue;
      said.add(place);
      yield {
        path: 'spec.egress',
        message: `${from.name} calls ${to.name} (${because}), and namespace "${place}" is not among the hosts: ${listed.join(', ')}`,
        why: 'The proxy knows nothing of the Service: the call goes out without mTLS and without its routes, and ends at a peer that asks for them, or nowhere.',
        fix: `Add "${place}/*" to the hosts.`,
      };
    }
  },
});

/** Flows between pods by the namespace that they come from. */
function calledFrom(world: World): ReadonlyMap<string, readonly ShownFlow[]> {
  return world.once('calls by namespace', () => {
    const found = new Map<string, ShownFlow[]>();
    for (const flow of calledServices(world)) if (flow.from.pod !== undefined) addTo(found, flow.from.pod.namespace, flow);
    return found;
  });
}
