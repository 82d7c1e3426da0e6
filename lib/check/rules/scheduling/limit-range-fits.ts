import type { Quantity } from '../../../values/quantity.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt, type Fields } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
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
        const own = pod.containers.find((each) => name === `container "${each.name}"`);
        const states = own === undefined || textAt(own.fields, `resources.limits.${resource}`) !== undefined;
        for (const each of faults(name, resource, requests[resource], limits[resource], states, ranges)) yield { path, why, ...each };
      }
    }
  },
});

function* faults(
  name: string,
  resource: string,
  request: Quantity,
  limit: Quantity | undefined,
  states: boolean,
  ranges: readonly Fields[],
): Iterable<Pick<Issue, 'message' | 'fix'>> {
  const asks = `${name} asks for ${request.text} ${resource}`;
  if (limit !== undefined && !states && request.compare(limit) > 0) {
    const message = `${asks} and states no limit, and the LimitRange gives it one of ${limit.text}`;
    yield { message, fix: 'State a limit, or raise the default of the LimitRange.' };
  }
  for (const range of ranges) {
    const bound = (list: string): Quantity | undefined => quantityOf(textAt(range, `${list}.${resource}`));
    const [max, min, ratio] = [bound('max'), bound('min'), Number(textAt(range, `maxLimitRequestRatio.${resource}`))];
    if (max !== undefined && limit === undefined) {
      const message = `${name} has no limit for ${resource}, the LimitRange asks for one of at most ${max.text}`;
      yield { message, fix: 'State a limit.' };
    }
    if (max !== undefined && limit !== undefined && limit.compare(max) > 0) {
      const message = `${name} may use ${limit.text} ${resource}, the LimitRange allows ${max.text}`;
      yield { message, fix: 'Lower the limit, or raise the LimitRange.' };
    }
    const [most, least] = [limit?.toNumber() ?? 0, request.toNumber()];
    if (ratio > 0 && (limit === undefined || least === 0 || most / least > ratio + 1e-9)) {
      const message = `${asks} and may use ${limit?.text ?? 'whatever there is'}, the LimitRange allows ${ratio} times the request`;
      yield { message, fix: 'Raise the request, lower the limit, or raise maxLimitRequestRatio.' };
    }
    if (min !== undefined && request.compare(min) < 0)
      yield { message: `${asks}, the LimitRange wants at least ${min.text}`, fix: 'Raise the request, or lower the LimitRange.' };
  }
}
