import { readQuery, selections } from '../../observability/expression.ts';
import { matches } from '../../observability/pod-limits.ts';
import { shapesOfKind } from '../../observability/shapes.ts';
import { chartValues } from '../../observability/jobs.ts';
import { at, items, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

interface Served {
  readonly name: string;
  readonly series: string;
}

export const adapterServesMetric = defineRule({
  id: 'adapter-serves-metric',
  severity: 'error',
  kinds: ['autoscaling/v2/HorizontalPodAutoscaler'],
  asks: 'Custom metrics that an autoscaler reads are served by a rule of the adapter, for the pods that it scales.',
  source: 'https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md; seed 002, D-06',
  *check({ object }, world) {
    const rules = served(world);
    if (rules.length === 0) return;
    const target = textAt(object, 'spec.scaleTargetRef.name') ?? '';
    for (const [index, metric] of itemsAt(object, 'spec.metrics').entries()) {
      const type = textAt(metric, 'type')?.toLowerCase();
      if (type !== 'pods' && type !== 'object') continue;
      const name = textAt(metric, `${type}.metric.name`) ?? '';
      const path = `spec.metrics[${index}].${type}.metric.name`;
      const own = rules.filter((each) => each.name === name);
      const why = 'The autoscaler gets no value for the metric and does not scale by it.';
      if (own.length === 0) {
        const names = rules.map((each) => each.name);
        const near = nearName(name, names);
        if (near === undefined && (hasDefaultRules(world) || names.some((each) => each.includes('$')))) continue;
        yield {
          path,
          message: `the adapter has no rule for the metric ${name}; it serves ${names.join(', ')}`,
          severity: hasDefaultRules(world) ? 'warning' : 'error',
          why,
          fix: near === undefined ? 'Add a rule with name.as for it.' : `Did you mean "${near}"?`,
        };
        continue;
      }
      const fits = own.some(({ series }) => coversPods(series, target, object.metadata.namespace ?? ''));
      if (type !== 'pods' || fits) continue;
      yield {
        path,
        message: `the adapter's rule for ${name} finds series by ${own[0]?.series ?? ''}, which leaves out the pods of ${target}`,
        severity: 'warning',
        why: 'The metric exists for these pods only as long as other pods have it, or not at all.',
        fix: 'Widen the seriesQuery to all pods that an autoscaler reads the metric of.',
      };
    }
  },
});

/** Names of the metrics that the rules of the tree make, with the query that finds their series. */
function served(world: World): readonly Served[] {
  return world.once('served metrics', () =>
    shapesOfKind(world, 'adapter').flatMap(({ content }) =>
      items(content).flatMap((rule): readonly Served[] => {
        const series = textAt(rule, 'seriesQuery') ?? '';
        const metric = /^\s*([a-zA-Z_:][\w:]*)/.exec(series)?.[1] ?? /__name__\s*=\s*"([^"]+)"/.exec(series)?.[1];
        const as = textAt(rule, 'name.as');
        const pattern = textAt(rule, 'name.matches');
        if (as !== undefined && !as.includes('$')) return [{ name: as, series }];
        if (metric === undefined) return [{ name: '$', series }];
        return [{ name: renamed(metric, pattern, as), series }];
      }),
    ),
  );
}

function renamed(metric: string, pattern: string | undefined, as: string | undefined): string {
  try {
    if (pattern === undefined || pattern === '') return as ?? metric;
    const found = new RegExp(pattern).exec(metric);
    if (found === null) return metric;
    return (as ?? (found.length > 1 ? '$1' : '$0')).replace(/\$\{?(\d)\}?/g, (_, place: string) => found[Number(place)] ?? '');
  } catch {
    return '$';
  }
}

/** The chart serves every metric that it finds, unless that is switched off. */
function hasDefaultRules(world: World): boolean {
  const values = chartValues(world).filter(
    ({ chart, values: each }) =>
      chart === 'prometheus-adapter' || (at(each, 'prometheus.url') !== undefined && at(each, 'rules') !== undefined),
  );
  return values.some(({ values: each }) => at(each, 'rules.default') !== false);
}

function coversPods(series: string, target: string, namespace: string): boolean {
  const read = readQuery(series);
  if (read.problem !== undefined) return true;
  return selections(read.tree).every(({ matchers }) =>
    matchers.every((matcher) => {
      if (matcher.label === 'namespace') return matches(matcher, namespace) || matcher.value === '';
      if (matcher.label !== 'pod') return true;
      return matcher.value === '' || [`${target}-7d9c5b6f4-x2x4z`, `${target}-0`, target].some((name) => matches(matcher, name));
    }),
  );
}
