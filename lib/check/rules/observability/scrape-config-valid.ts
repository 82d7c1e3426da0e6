import { durationSeconds } from '../../observability/expression.ts';
import { scrapeJobs, type ScrapeJob } from '../../observability/jobs.ts';
import { SHAPE_KINDS, shapesIn } from '../../observability/shapes.ts';
import { fields, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const scrapeConfigValid = defineRule({
  id: 'scrape-config-valid',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'Scrape jobs have names of their own, time out within their interval, and relabel with actions that exist.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config',
  *check(manifest, world) {
    const jobs = world.once('scrape jobs by object', () => {
      const map = new Map<object, ScrapeJob[]>();
      for (const job of scrapeJobs(world)) map.set(job.manifest, [...(map.get(job.manifest) ?? []), job]);
      return map;
    });
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
    for (const job of jobs.get(manifest) ?? []) {
      for (const issue of faults(job)) yield { path: job.path, ...issue, message: `job ${job.name}: ${issue.message}` };
    }
  },
});

const REFUSED = 'Prometheus refuses the configuration: it keeps the old one, or does not start.';

const ACTIONS = [
  'replace',
  'keep',
  'drop',
  'hashmod',
  'labelmap',
  'labeldrop',
  'labelkeep',
  'lowercase',
  'uppercase',
  'keepequal',
  'dropequal',
];

function* faults({ config, interval }: ScrapeJob): Iterable<Omit<Issue, 'path'>> {
  const timeout = durationSeconds(textAt(config, 'scrape_timeout'));
  if (timeout !== undefined && interval !== undefined && timeout > interval)
    yield {
      message: `scrape_timeout ${timeout} s is longer than its interval of ${interval} s`,
      why: REFUSED,
      fix: 'Make the timeout the interval or less.',
    };
  for (const target of itemsAt(config, 'static_configs').flatMap((each) => itemsAt(each, 'targets').flatMap((one) => text(one) ?? []))) {
    // A prober's targets are URLs, which relabelling hands over as a parameter.
    if (/^https?:\/\//.test(target) && !handsOver(config))
      yield {
        message: `the target ${target} is a URL, and a target is host:port`,
        why: REFUSED,
        fix: 'Write host:port, with scheme and metrics_path beside it.',
      };
  }
  for (const list of ['relabel_configs', 'metric_relabel_configs']) {
    for (const step of itemsAt(config, list)) {
      const action = textAt(step, 'action')?.toLowerCase();
      if (action !== undefined && !ACTIONS.includes(action)) {
        const near = nearName(action, ACTIONS);
        yield {
          message: `there is no relabelling action "${action}"`,
          why: REFUSED,
          fix: near === undefined ? `Write one of ${ACTIONS.join(', ')}.` : `Did you mean "${near}"?`,
        };
      }
      if (
        (action === undefined || action === 'replace') &&
        textAt(step, 'target_label') === undefined &&
        Object.keys(fields(step)).length > 0
      )
        yield { message: `a step of ${list} replaces, and names no target_label`, why: REFUSED, fix: 'Add target_label, or an action.' };
    }
  }
  const blackbox = textAt(config, 'metrics_path') === '/probe';
  if (blackbox && !handsOver(config))
    yield {
      message: 'it probes, and hands no target to the prober as __param_target',
      severity: 'warning',
      why: 'The prober answers 400 each time: probe_success never exists.',
      fix: 'Relabel __address__ to __param_target, and set __address__ to the prober.',
    };
}

function handsOver(config: unknown): boolean {
  return (
    itemsAt(config, 'relabel_configs').some((step) => /^__param_(target|url|address)$/.test(textAt(step, 'target_label') ?? '')) ||
    itemsAt(config, 'params.target').length > 0 ||
    textAt(config, 'metrics_path')?.includes('target=') === true
  );
}
