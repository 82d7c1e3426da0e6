import { selections } from '../../observability/expression.ts';
import { hasHiddenJobs, scrapeJobs } from '../../observability/jobs.ts';
import { CHARTED, FAMILIES, isScraped } from '../../observability/metric-families.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { recordedLabels } from '../../observability/recorded.ts';
import { defineRule } from '../../rule.ts';

export const metricSourceScraped = defineRule({
  id: 'metric-source-scraped',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Where the whole configuration of Prometheus is written out, a job scrapes what tells the metrics that queries ask for.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config; seed 002, D-12',
  *check(manifest, world) {
    // A file that nothing deploys may be for other clusters.
    if (manifest.object.kind === 'Config' || scrapeJobs(world).length === 0 || hasHiddenJobs(world)) return;
    const said = new Set<string>();
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      for (const { metric = '' } of tree === undefined ? [] : selections(tree)) {
        const family = [...FAMILIES, ...CHARTED].find((each) => each.metric.test(metric));
        if (
          family === undefined ||
          said.has(`${name} ${family.source}`) ||
          recordedLabels(world)(metric) !== undefined ||
          isScraped(world, family)
        )
          continue;
        said.add(`${name} ${family.source}`);
        yield {
          path,
          severity: kind === 'panel' ? 'info' : 'warning',
          message: `${name} asks for ${metric}, and none of the jobs ${jobsShown(scrapeJobs(world).map((each) => each.name))} scrapes ${family.source}`,
          why: 'The series does not exist: the alert never fires, and the panel stays empty.',
          fix: `Add a job for ${family.source}, or remove what asks for it.`,
        };
      }
    }
  },
});

function jobsShown(names: readonly string[]): string {
  return names.slice(0, 6).join(', ') + (names.length > 6 ? ' …' : '');
}
