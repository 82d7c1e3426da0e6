import { selections } from '../../observability/expression.ts';
import { missingExporter } from '../../observability/exporters.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { defineRule } from '../../rule.ts';

export const exporterInstalled = defineRule({
  id: 'exporter-installed',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Where the tree installs Prometheus, it also shows the program whose metrics its alerts ask for.',
  source: 'https://prometheus.io/docs/instrumenting/exporters/; seed 002, D-07',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, kind, tree } of queriesIn(world, manifest)) {
      if (kind === 'panel' || tree === undefined) continue;
      for (const { metric } of selections(tree)) {
        const exporter = metric === undefined ? undefined : missingExporter(metric, world);
        if (metric === undefined || exporter === undefined || said.has(exporter)) continue;
        said.add(exporter);
        yield {
          path,
          message: `${name} asks for ${metric}, and nothing in the tree shows ${exporter}`,
          why: 'The series does not exist: the alert can never fire, and what it watches over can fail unseen.',
          fix: 'Install it and let Prometheus scrape it, or remove what asks for it.',
        };
      }
    }
  },
});
