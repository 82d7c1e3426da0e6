import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { HELM_KINDS } from '../../helm.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';
import { chartValuesOf } from '../../security/chart-values.ts';

export const volumeCopiesFit = defineRule({
  id: 'volume-copies-fit',
  severity: 'warning',
  kinds: ['storage.k8s.io/v1/StorageClass', ...HELM_KINDS],
  asks: 'A volume has no more copies than there are nodes to hold them, and more than one where there are several.',
  source: 'https://longhorn.io/docs/1.7.2/best-practices/; seed 002, D-03',
  *check(manifest, world) {
    const nodes = nodesOf(world);
    if (nodes === undefined) return;
    const tolerated = chartTolerates(world.ofKind('argoproj.io/v1alpha1/Application').flatMap((each) => chartValuesOf(each)));
    const holding = nodes.filter(({ schedulable }) => schedulable || tolerated).length;
    for (const { path, copies } of stated(manifest.object, chartValuesOf(manifest))) {
      if (copies <= holding) continue;
      yield {
        path,
        message: `${copies} copies of each volume, and ${holding} ${holding === 1 ? 'node' : 'nodes'} to hold them`,
        why: 'Every volume is degraded from its first day: the warning that a copy is missing means nothing any more, and a real loss goes unnoticed.',
        fix: `Set it to ${holding}, or let the storage run on more nodes (taintToleration).`,
      };
    }
  },
});

function* stated(object: unknown, charts: ReturnType<typeof chartValuesOf>): Iterable<{ path: string; copies: number }> {
  const own = Number(textAt(object, 'parameters.numberOfReplicas') ?? 0);
  if (at(object, 'provisioner') === 'driver.longhorn.io' && own > 0) yield { path: 'parameters.numberOfReplicas', copies: own };
  for (const { chart, path, values } of charts) {
    if (chart !== 'longhorn') continue;
    for (const place of ['defaultSettings.defaultReplicaCount', 'persistence.defaultClassReplicaCount']) {
      const copies = Number(textAt(values, place) ?? 0);
      if (copies > 0) yield { path: `${path}.${place}`, copies };
    }
  }
}

/** Longhorn runs on tainted nodes too, where it is told so. */
function chartTolerates(charts: ReturnType<typeof chartValuesOf>): boolean {
  return charts.some(({ chart, values }) => chart === 'longhorn' && (textAt(values, 'defaultSettings.taintToleration') ?? '') !== '');
}
