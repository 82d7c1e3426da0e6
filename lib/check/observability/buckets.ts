import { documentKind } from '../document.ts';
import { HELM_KINDS } from '../helm.ts';
import { itemsAt } from '../read.ts';
import type { World } from '../world.ts';

/** A histogram whose bounds come with the program that tells it. */
export interface KnownHistogram {
  readonly metric: RegExp;
  /** Upper bounds of its buckets, without +Inf. */
  readonly bounds: readonly number[];
  readonly source: string;
  /** Nobody can have set others where no tree shows it, in code or at another maker of the metric. */
  readonly isSure: (world: World) => boolean;
}

/** Bounds that the OpenTelemetry conventions advise for durations of HTTP, and those of libraries that do not take advice. */
const ADVISED = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const UNADVISED = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];
/** Bounds of Envoy. Unit: that of the metric. */
const ENVOY = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000];
/** Since Kubernetes 1.23. */
const APISERVER = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60];

/**
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 * @see https://github.com/envoyproxy/envoy/blob/main/source/common/stats/histogram_impl.cc
 * @see https://github.com/kubernetes/kubernetes/blob/v1.31.0/staging/src/k8s.io/apiserver/pkg/endpoints/metrics/metrics.go
 * @see https://github.com/prometheus/prometheus/blob/v2.53.0/web/web.go
 * @see https://github.com/grafana/tempo/blob/main/modules/generator/processor/spanmetrics/config.go; …/servicegraphs/config.go
 */
const HISTOGRAMS: readonly KnownHistogram[] = [
  {
    metric: /^http_(?:server|client)_request_duration_seconds_bucket$/,
    bounds: [...new Set([...ADVISED, ...UNADVISED])].sort((a, b) => a - b),
    source: 'OpenTelemetry',
    isSure: isInstrumented,
  },
  { metric: /^istio_(?:request_duration_milliseconds|(?:request|response)_bytes)_bucket$/, bounds: ENVOY, source: 'Istio', isSure: always },
  { metric: /^apiserver_request_duration_seconds_bucket$/, bounds: APISERVER, source: 'the API server', isSure: always },
  {
    metric: /^prometheus_http_request_duration_seconds_bucket$/,
    bounds: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
    source: 'Prometheus',
    isSure: always,
  },
  {
    metric: /^traces_spanmetrics_latency_bucket$/,
    bounds: [0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048, 4.096, 8.192, 16.384],
    source: 'Tempo',
    isSure: never,
  },
  {
    metric: /^traces_service_graph_request_(?:server|client)_seconds_bucket$/,
    bounds: [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8],
    source: 'Tempo',
    isSure: never,
  },
];

function always(): boolean {
  return true;
}

function never(): boolean {
  return false;
}

/** Programs are instrumented from outside: what their code could set, it does not set here. */
function isInstrumented(world: World): boolean {
  return world.ofKind('opentelemetry.io/v1alpha1/Instrumentation').length > 0;
}

export function knownHistogram(metric: string): KnownHistogram | undefined {
  return HISTOGRAMS.find((each) => each.metric.test(metric));
}

/** Words of views, of annotations and of settings by which bounds of one's own are given. */
const OWN_BOUNDS =
  /explicit_?bucket|histogram_?bucket|bucket_?boundaries|\bboundaries\b|histogram_aggregation|base2_exponential|distribution\.slo|metric\.view|MeterProvider/i;

/** Something in the tree gives a histogram bounds of its own. */
export function setsBounds(world: World): boolean {
  return world.once('bounds of histograms are set', () => {
    const kinds = [
      ...HELM_KINDS,
      'v1/ConfigMap',
      'opentelemetry.io/v1alpha1/Instrumentation',
      'install.istio.io/v1alpha1/IstioOperator',
      'networking.istio.io/v1alpha3/EnvoyFilter',
      ...(['Config', 'Script', 'TextFile'] as const).map(documentKind),
    ];
    return (
      kinds.some((kind) => world.ofKind(kind).some(({ object }) => namesBounds(object))) ||
      world
        .podTemplates()
        .some(
          ({ annotations, containers }) =>
            Object.keys(annotations).some((key) => OWN_BOUNDS.test(key)) ||
            namesBounds(annotations) ||
            containers.some(({ fields }) => namesBounds([...itemsAt(fields, 'env'), ...itemsAt(fields, 'args')])),
        )
    );
  });
}

/** Keys count, too: a configuration is a map in values. */
function namesBounds(value: unknown): boolean {
  return OWN_BOUNDS.test(JSON.stringify(value));
}
