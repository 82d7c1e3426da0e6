import { type Expression, parts, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { isWritten, jobsShown } from '../../observability/relabelled-labels.ts';
import { partPath, shapesIn } from '../../observability/shapes.ts';
import { fieldsAt, items } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Labels that series have only where a step writes them, with those that take their place. */
const MADE: Readonly<Record<string, string>> = {
  kubernetes_namespace: 'namespace',
  kubernetes_pod_name: 'pod',
  kubernetes_name: 'service',
  kubernetes_node: 'node',
};

export const relabelledLabelMade = defineRule({
  id: 'relabelled-label-made',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Labels that only a relabel step gives to series (kubernetes_namespace, kubernetes_pod_name) are written by one of the jobs.',
  source: 'https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml',
  *check(manifest, world) {
    // A file that nothing deploys may be for other clusters.
    if (manifest.object.kind === 'Config' || !jobsShown(world)) return;
    const why = 'No series has the label: the query finds nothing, the alert never fires, and an autoscaler gets no value.';
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      const label = tree === undefined ? undefined : labelsOf(tree).find((each) => each in MADE && !isWritten(world, each));
      if (label === undefined || said.has(name)) continue;
      said.add(name);
      yield { path, message: `${name} reads the label ${label}, which no job writes`, why, fix: `Did you mean "${MADE[label] ?? ''}"?` };
    }
    for (const shape of shapesIn(world, manifest, 'adapter')) {
      for (const [index, rule] of items(shape.content).entries()) {
        const label = Object.keys(fieldsAt(rule, 'resources.overrides')).find((each) => each in MADE && !isWritten(world, each));
        if (label === undefined || said.size > 0) continue;
        yield {
          path: partPath(shape, index),
          message: `a rule of the adapter finds objects by the label ${label}, which no job writes`,
          why,
          fix: `Did you mean "${MADE[label] ?? ''}"?`,
        };
      }
    }
  },
});

function labelsOf(tree: Expression): readonly string[] {
  const matched = selections(tree).flatMap(({ matchers }) =>
    matchers.filter(({ operator, value }) => operator !== '=' || value !== '').map(({ label }) => label),
  );
  const grouped = [...parts(tree)].flatMap((part) =>
    part.type === 'aggregation' ? (part.by ?? []) : part.type === 'operation' ? (part.on ?? []) : [],
  );
  return [...matched, ...grouped];
}
