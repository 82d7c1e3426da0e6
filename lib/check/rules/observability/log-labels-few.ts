import { helmValuesOf } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { JOB_KINDS } from '../../observability/jobs.ts';
import { relabellings, stepOf, type RelabelStep } from '../../observability/relabel-sources.ts';
import { shapesOfKind } from '../../observability/shapes.ts';
import { at, itemsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

const LIMIT = 'limits_config.max_label_names_per_series';
const DROPS = ['labelkeep', 'labeldrop'];

export const logLabelsFew = defineRule({
  id: 'log-labels-few',
  severity: 'info',
  kinds: JOB_KINDS,
  asks: 'Logs take the labels of pods one by one: Loki refuses lines with more than fifteen.',
  source:
    'https://grafana.com/docs/loki/latest/configure/#limits_config; https://grafana.com/docs/loki/latest/get-started/labels/cardinality/',
  *check(manifest, world) {
    for (const { path, name, steps } of [...[...relabellings(manifest, world)].filter(({ ofLogs }) => ofLogs), ...ofCharts(manifest)]) {
      const all = steps.find(({ action, pattern }) => action === 'labelmap' && /_pod_label_\(\.[+*]\)\$?$/.test(pattern));
      if (all === undefined || steps.some(({ action }) => DROPS.includes(action)) || isRaised(world)) continue;
      yield {
        path,
        message: `${name} makes a label of logs of every label of a pod (${all.pattern})`,
        why: 'Charts give their pods ten labels and more. Loki refuses lines of a pod with more than 15 labels ("has 16 label names; limit 15"), and each new hash of a template is a stream of its own.',
        fix: 'Take those by which you search (app, component), each with a step of its own.',
      };
    }
  },
});

/** Steps that the values of the chart of Promtail add to its own. */
function ofCharts(
  manifest: WorldObject,
): readonly { readonly path: string; readonly name: string; readonly steps: readonly RelabelStep[] }[] {
  return helmValuesOf(manifest).flatMap(({ values, path }) => {
    const steps = itemsAt(values, 'config.snippets.extraRelabelConfigs').map(stepOf);
    return steps.length === 0 ? [] : [{ path: `${path}.config.snippets.extraRelabelConfigs`, name: 'chart promtail', steps }];
  });
}

function isRaised(world: World): boolean {
  return (
    shapesOfKind(world, 'loki').some(({ content }) => at(content, LIMIT) !== undefined) ||
    releasesOf(world).some(({ values }) => at(values, `loki.${LIMIT}`) !== undefined)
  );
}
