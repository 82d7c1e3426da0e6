import { type Expression, parts } from '../../observability/expression.ts';
import { hasHiddenJobs, scrapeJobs } from '../../observability/jobs.ts';
import { chartValues } from '../../observability/jobs.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const rangeCoversScrapes = defineRule({
  id: 'range-covers-scrapes',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'A rate is taken over at least two scrapes.',
  source:
    'https://prometheus.io/docs/prometheus/latest/querying/functions/#rate; https://www.robustperception.io/what-range-should-i-use-with-rate/',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { name, path, tree } of queriesIn(world, manifest)) {
      for (const part of tree === undefined ? [] : parts(tree)) {
        const read = rateOf(part);
        const interval = read === undefined ? undefined : intervalOf(world, read.job);
        if (read === undefined || interval === undefined || read.range >= interval * 2 || said.has(`${name} ${read.range}`)) continue;
        said.add(`${name} ${read.range}`);
        yield {
          path,
          message: `${name} takes ${read.name}() over ${read.range} s, and Prometheus scrapes every ${interval} s`,
          severity: read.range <= interval ? 'error' : 'warning',
          why: 'A rate needs two values in its range: this one is empty, or comes and goes.',
          fix: `Take at least ${interval * 2} s, better ${interval * 4} s.`,
        };
      }
    }
  },
});

function rateOf(part: Expression): { readonly name: string; readonly range: number; readonly job: string | undefined } | undefined {
  if (part.type !== 'call' || !['rate', 'irate', 'increase', 'delta', 'deriv'].includes(part.name)) return undefined;
  const [body] = part.args;
  if (body?.type !== 'selection' || body.range === undefined || (body.metric ?? ':').includes(':')) return undefined;
  return {
    name: part.name,
    range: body.range,
    job: body.matchers.find(({ label, operator }) => label === 'job' && operator === '=')?.value,
  };
}

/** How often the job scrapes; of an unknown job the shortest interval there is. Unit: seconds. */
function intervalOf(world: World, job: string | undefined): number | undefined {
  const intervals = world.once('scrape intervals', () => {
    const jobs = scrapeJobs(world).flatMap(({ name, interval }) => (interval === undefined ? [] : [[name, interval] as const]));
    return { byJob: new Map(jobs), shortest: hasHiddenJobs(world) ? operated(world) : Math.min(...jobs.map(([, each]) => each)) };
  });
  const found = (job === undefined ? undefined : intervals.byJob.get(job)) ?? intervals.shortest;
  return found === undefined || !Number.isFinite(found) ? undefined : found;
}

/** The operator's default interval, unless a monitor scrapes more often. */
function operated(world: World): number | undefined {
  const stated = [
    ...world.ofKind('monitoring.coreos.com/v1/Prometheus').map(({ object }) => textAt(object, 'spec.scrapeInterval')),
    ...chartValues(world).flatMap(({ values }) =>
      ['prometheus.prometheusSpec.scrapeInterval', 'server.global.scrape_interval'].map((key) => textAt(values, key)),
    ),
  ].flatMap((each) => durationSeconds(each) ?? []);
  if (stated.length === 0) return undefined;
  const monitors = ['ServiceMonitor', 'PodMonitor'].flatMap((kind) => world.ofKind(`monitoring.coreos.com/v1/${kind}`));
  const own = monitors.flatMap(({ object }) =>
    [...JSON.stringify(object['spec'] ?? {}).matchAll(/"interval":"(\w+)"/g)].flatMap(([, each]) => durationSeconds(each) ?? []),
  );
  return Math.min(...stated, ...own, ...scrapeJobs(world).flatMap(({ interval }) => interval ?? []));
}
