import { JOB_KINDS, scrapeJobsIn } from '../../observability/jobs.ts';
import { scrapedTwice } from '../../observability/twice-scraped.ts';
import { defineRule } from '../../rule.ts';

export const targetScrapedOnce = defineRule({
  id: 'target-scraped-once',
  severity: 'warning',
  kinds: JOB_KINDS,
  asks: 'What tells metrics is scraped by one job of Prometheus.',
  source:
    'https://prometheus.io/docs/concepts/jobs_instances/; https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml',
  *check(manifest, world) {
    for (const job of scrapeJobsIn(world, manifest)) {
      const said = new Set<string>();
      for (const { what, other, how } of scrapedTwice(world, job)) {
        if (said.has(what)) continue;
        said.add(what);
        yield {
          path: job.path,
          message: `the jobs ${job.name} and ${other} both scrape ${what}: ${how}`,
          why: 'Each series is there twice, under two jobs: sums and counts are twice as high, and a join finds "many-to-many matching not allowed".',
          fix: `Leave it to one of them: remove the job, or the annotation.`,
        };
      }
    }
  },
});
