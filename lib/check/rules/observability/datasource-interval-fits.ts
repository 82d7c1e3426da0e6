import { dashboards } from '../../observability/dashboards.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { dataSourcesIn } from '../../observability/grafanas.ts';
import { chartValues, scrapeJobs } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** What Grafana takes for the interval of scrapes where a data source says none. Unit: seconds. @see https://grafana.com/docs/grafana/latest/datasources/prometheus/configure/#interval-behavior */
const DEFAULT_INTERVAL = 15;
/** `$__rate_interval` is at least so many of these. @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval */
const INTERVALS = 4;

export const datasourceIntervalFits = defineRule({
  id: 'datasource-interval-fits',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Where panels take rates over $__rate_interval, the data source knows how often Prometheus scrapes (timeInterval).',
  source: 'https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/#use-__rate_interval',
  *check(manifest, world) {
    for (const { name, type, path, fields } of dataSourcesIn(world, manifest)) {
      if (type !== 'prometheus' || !ratesByInterval(world)) continue;
      const written = textAt(fields, 'jsonData.timeInterval');
      const known = written === undefined || written === '' ? DEFAULT_INTERVAL : durationSeconds(written);
      const scraped = shortestInterval(world);
      if (known === undefined || scraped === undefined || known * INTERVALS >= scraped * 2) continue;
      yield {
        path,
        message: `data source ${name} takes the interval of scrapes for ${known} s${written === undefined ? ' (the default)' : ''}, and Prometheus scrapes every ${scraped} s`,
        why: `$__rate_interval is ${known * INTERVALS} s when people look at few hours: one value is in it or none, and the panels are empty ("No data"); over a whole day they are not.`,
        fix: `Set jsonData.timeInterval: ${scraped}s.`,
      };
    }
  },
});

function ratesByInterval(world: World): boolean {
  return world.once('panels by $__rate_interval', () =>
    dashboards(world).some(({ panels }) =>
      panels.some(({ targets }) => targets.some((target) => textAt(target, 'expr')?.includes('__rate_interval') === true)),
    ),
  );
}

/** The interval of the job that scrapes most often; `undefined` where it is not known. Unit: seconds. */
function shortestInterval(world: World): number | undefined {
  return world.once('shortest interval of scrapes', () => {
    const stacks = chartValues(world).filter(({ chart }) => chart === 'kube-prometheus-stack' || chart === 'prometheus');
    const jobs = scrapeJobs(world);
    const monitors = ['ServiceMonitor', 'PodMonitor', 'Probe'].flatMap((kind) => world.ofKind(`monitoring.coreos.com/v1/${kind}`));
    const stated = [
      ...jobs.map(({ interval }) => interval),
      ...stacks.map(({ values }) => durationSeconds(textAt(values, 'prometheus.prometheusSpec.scrapeInterval'))),
      ...monitors.flatMap(({ object }) =>
        ['endpoints', 'podMetricsEndpoints'].flatMap((list) =>
          itemsAt(object, `spec.${list}`).map((each) => durationSeconds(textAt(each, 'interval')) ?? Number.NaN),
        ),
      ),
    ];
    // A monitor without an interval takes that of its Prometheus.
    const known = stated.filter((each) => !Number.isNaN(each));
    return known.length === 0 || known.includes(undefined) ? undefined : Math.min(...known.map((each) => each ?? 0));
  });
}
