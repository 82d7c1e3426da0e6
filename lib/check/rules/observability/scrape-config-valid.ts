import { durationSeconds } from '../../observability/expression.ts';
import { jobFaults } from '../../observability/job-faults.ts';
import { scrapeJobsIn } from '../../observability/jobs.ts';
import { MONITORS, monitorFaults } from '../../observability/monitor-faults.ts';
import { REFUSED } from '../../observability/prometheus-refuses.ts';
import { timeoutFaults } from '../../observability/prometheus-settings.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const scrapeConfigValid = defineRule({
  id: 'scrape-config-valid',
  severity: 'error',
  kinds: [...SHAPE_KINDS, ...MONITORS],
  asks: 'Scrape jobs have names of their own, time out within their interval, discover roles and relabel with actions that exist.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config',
  *check(manifest, world) {
    yield* timeoutFaults(manifest);
    yield* monitorFaults(manifest);
    for (const shape of shapesIn(world, manifest, 'prometheus')) {
      const names = itemsAt(shape.content, 'scrape_configs').map((each) => textAt(each, 'job_name') ?? '');
      const double = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
      if (double !== undefined)
        yield {
          path: shape.path,
          message: `there are two scrape jobs "${double}"`,
          why: REFUSED,
          fix: 'Rename one, or put their targets together.',
        };
      const interval = durationSeconds(textAt(shape.content, 'global.scrape_interval')) ?? 60;
      const timeout = durationSeconds(textAt(shape.content, 'global.scrape_timeout')) ?? 10;
      if (textAt(shape.content, 'global.scrape_timeout') !== undefined && timeout > interval)
        yield {
          path: shape.path,
          message: `scrape_timeout ${timeout} s is longer than scrape_interval ${interval} s`,
          why: REFUSED,
          fix: 'Make the timeout the interval or less.',
        };
    }
    for (const job of scrapeJobsIn(world, manifest)) {
      for (const issue of jobFaults(job)) yield { path: job.path, ...issue, message: `job ${job.name}: ${issue.message}` };
    }
  },
});
