import type { Quantity } from '../../../values/quantity.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { quantityOf } from '../../quantities.ts';
import { containerSizes, defaultsOf, limitRanges, sidecarSizes } from '../../scheduling/sizes.ts';

export const limitRangeFits = defineRule({
  id: 'limit-range-fits',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'What containers and their sidecar state lies within the LimitRange of the namespace.',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/; seed 003, L1',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const ranges = limitRanges(world, pod.namespace);
    if (ranges.length === 0) return;
    const sized = pod.containers.map(({ name, fields, path }) => ({
      name: `container "${name}"`,
      path: `${path}.resources`,
      ...containerSizes(fields, defaultsOf(world, pod)),
    }));
    if (pod.injection === 'yes') sized.push({ name: 'its sidecar', path: `${pod.path}.metadata.annotations`, ...sidecarSizes(world, pod) });
    const why = 'The API server refuses the pod: the workload has none, and only the events of its ReplicaSet say why.';
    for (const { name, path, requests, limits } of sized) {
      for (const resource of ['cpu', 'memory'] as const) {
        for (const range of ranges) {
          const bound = (list: string): Quantity | undefined => quantityOf(textAt(range, `${list}.${resource}`));
          const [max, min] = [bound('max'), bound('min')];
          const limit = limits[resource];
          if (max !== undefined && limit === undefined)
            yield {
              path,
              message: `${name} has no limit for ${resource}, the LimitRange asks for one of at most ${max.text}`,
              why,
              fix: 'State a limit.',
            };
          if (max !== undefined && limit !== undefined && limit.compare(max) > 0)
            yield {
              path,
              message: `${name} may use ${limit.text} ${resource}, the LimitRange allows ${max.text}`,
              why,
              fix: 'Lower the limit, or raise the LimitRange.',
            };
          if (min !== undefined && requests[resource].compare(min) < 0)
            yield {
              path,
              message: `${name} asks for ${requests[resource].text} ${resource}, the LimitRange wants at least ${min.text}`,
              why,
              fix: 'Raise the request, or lower the LimitRange.',
            };
        }
      }
    }
  },
});
