import { collectorOff, EXPORTERS } from '../../observability/collectors.ts';
import { type Expression, parts, selections } from '../../observability/expression.ts';
import { pushedJobs } from '../../observability/jobs.ts';
import { forbiddenState } from '../../observability/kube-state-rights.ts';
import { hiddenState, toldExporter } from '../../observability/kube-state.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const exporterShows = defineRule({
  id: 'exporter-shows',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Exporters are told to show the metrics and labels that queries ask for.',
  source:
    'https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md; https://github.com/prometheus/mysqld_exporter#collector-flags; https://github.com/prometheus/node_exporter#collectors',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      if (tree === undefined) continue;
      for (const { metric = '', matchers } of selections(tree)) {
        const labels = matchers.flatMap(({ label, operator }) => (operator.startsWith('!') ? [] : [label]));
        const lost = hidden(world, metric, [...labels, ...(/_(labels|annotations)$/.test(metric) ? taken(tree) : [])]);
        if (lost === undefined || said.has(`${name} ${metric}`)) continue;
        said.add(`${name} ${metric}`);
        yield {
          path,
          message: `${name} asks for ${metric}, which ${lost.by} does not show: ${lost.why}`,
          why: 'There is no such series: the alert never fires, and the panel stays empty.',
          fix: 'Correct the arguments of the exporter, or ask for what it shows.',
        };
      }
    }
  },
});

function hidden(world: World, metric: string, labels: readonly string[]): { readonly by: string; readonly why: string } | undefined {
  if (metric.startsWith('kube_')) {
    const told = toldExporter(world, 'kube-state-metrics');
    if (metric.startsWith('kube_customresource_') && told !== undefined && !showsCustom(world))
      return { by: told.by, why: 'it knows custom resources only from --custom-resource-state-config' };
    const why = told === undefined ? undefined : (hiddenState(told, metric, labels) ?? forbiddenState(world, told, metric));
    return told === undefined || why === undefined ? undefined : { by: told.by, why };
  }
  for (const [program, exporter] of Object.entries(EXPORTERS)) {
    if (!exporter.metric.test(metric)) continue;
    // An agent may measure the same.
    const { open, names } = pushedJobs(world);
    if (program === 'node-exporter' && (open || names.has('integrations/unix'))) return undefined;
    const told = toldExporter(world, program);
    const why = told === undefined ? undefined : collectorOff(program, told, metric);
    if (told !== undefined && why !== undefined) return { by: told.by, why };
  }
  return undefined;
}

/** Something of the tree describes metrics of custom resources to kube-state-metrics. */
function showsCustom(world: World): boolean {
  return world.once('custom resource state', () =>
    world.objects.some(({ object }) => /custom-?resource-?state/i.test(JSON.stringify(object))),
  );
}

/** Labels that a query takes over from one side, or sums by. */
function taken(tree: Expression): readonly string[] {
  return [...parts(tree)].flatMap((part) => (part.type === 'operation' ? part.included : []));
}
