import { DOCUMENT } from '../../document.ts';
import { QUERY_KINDS, selectionsIn } from '../../observability/queries.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, someString, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const PORTS = /envoy|15090|15020|merged|stats\/prometheus/;
const MONITORS = [
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/ServiceMonitor',
  'monitoring.coreos.com/v1alpha1/ScrapeConfig',
];
const STACK = 'kube-prometheus-stack';

export const meshMetricsScraped = defineRule({
  id: 'mesh-metrics-scraped',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Where queries read metrics of sidecars, something scrapes the sidecars.',
  source: 'https://istio.io/latest/docs/ops/integrations/prometheus/; seed 003, L5',
  *check(manifest, world) {
    // A dashboard that lies in a file may be for another cluster.
    if (manifest.object.apiVersion === DOCUMENT || !onlyMonitors(world) || scrapes(world)) return;
    const own = selectionsIn(world, manifest).find(({ selection }) => /^istio_(requests?|tcp|response)_/.test(selection.metric ?? ''));
    if (own === undefined) return;
    yield {
      path: own.query.path,
      message: `${own.query.name} reads ${own.selection.metric ?? ''}, and no monitor here scrapes sidecars (port http-envoy-prom, or 15020)`,
      why: 'The operator scrapes what monitors name, and follows no annotations: the panel says "No data", and the alert never fires.',
      fix: 'Add a PodMonitor for port http-envoy-prom with path /stats/prometheus, and one for istiod.',
    };
  },
});

/** A Prometheus of the operator is here, none of another kind, and no scrape configuration of its own is handed to it. */
function onlyMonitors(world: World): boolean {
  return world.once('prometheus with monitors only', () => {
    const releases = releasesOf(world);
    const stacks = releases.filter(({ chart }) => chart === STACK);
    const specs = [
      ...stacks.map(({ values }) => at(values, 'prometheus.prometheusSpec')),
      ...world.ofKind('monitoring.coreos.com/v1/Prometheus').map(({ object }) => at(object, 'spec')),
    ];
    const others = releases.some(({ chart }) => chart === 'prometheus' || chart === 'victoria-metrics-k8s-stack' || chart === 'alloy');
    const open =
      stacks.some((each) => each.open === true) || specs.some((spec) => JSON.stringify(spec ?? '').includes('dditionalScrapeConfigs'));
    return specs.length > 0 && !others && !open;
  });
}

function scrapes(world: World): boolean {
  return world.once('sidecars are scraped', () => {
    const monitors = MONITORS.flatMap((kind) => world.ofKind(kind)).some(
      ({ object }) => someString(object['spec'], (text) => PORTS.test(text)) || hasPort(object),
    );
    const inValues = releasesOf(world).some(
      ({ chart, values }) => chart === STACK && /additional(Pod|Service)Monitors/.test(JSON.stringify(values ?? '')),
    );
    return monitors || inValues;
  });
}

function hasPort(object: unknown): boolean {
  return ['endpoints', 'podMetricsEndpoints'].some((list) =>
    itemsAt(object, `spec.${list}`).some((each) => /^150[29]0$/.test(textAt(each, 'targetPort') ?? textAt(each, 'portNumber') ?? '')),
  );
}
