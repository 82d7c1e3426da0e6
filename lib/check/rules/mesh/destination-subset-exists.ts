import { destinationsOf } from '../../destinations.ts';
import { destinationRules } from '../../mesh.ts';
import { itemsAt, textAt } from '../../read.ts';
import { isOpaque, nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const destinationSubsetExists = defineRule({
  id: 'destination-subset-exists',
  severity: 'error',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'The subsets that routes name are declared by a DestinationRule of the same Service.',
  source: 'https://istio.io/latest/docs/ops/common-problems/network-issues/#503-errors-after-setting-destination-rule; seed 002, D-13',
  *check(manifest, world) {
    for (const { host, subset, path } of destinationsOf(manifest, world)) {
      if (subset === undefined || isOpaque(world, host.namespace)) continue;
      const rules = destinationRules(world).byService.get(`${host.namespace}/${host.name}`) ?? [];
      const known = new Set(rules.flatMap(({ object }) => itemsAt(object, 'spec.subsets')).flatMap((each) => textAt(each, 'name') ?? []));
      if (known.has(subset)) continue;

      const near = nearName(subset, known);
      yield {
        path: `${path}.subset`,
        message: `no DestinationRule of ${host.name} has a subset "${subset}"${known.size === 0 ? '' : `; known: ${[...known].join(', ')}`}`,
        why: 'There are no endpoints for it: the gateway or the calling sidecar answers 503 for every request that is sent there.',
        fix: near === undefined ? 'Add the subset to the DestinationRule.' : `Did you mean "${near}"?`,
      };
    }
  },
});
