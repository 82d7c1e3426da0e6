import { alertOn, configFile, dashboardOf, rulesObject } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { histogramBucketExists } from './histogram-bucket-exists.ts';

const share = (metric: string, le: string) =>
  rulesObject({ record: 'app:good', expr: `sum(rate(${metric}_bucket{le=${le}}[5m])) / sum(rate(${metric}_count[5m]))` });
const OTEL = 'http_server_request_duration_seconds';
const ISTIO = 'istio_request_duration_milliseconds';
const instrumentation = kube('opentelemetry.io/v1alpha1/Instrumentation', { name: 'java' }, { spec: {} });

ruleCases(histogramBucketExists, {
  accepts: {
    'buckets that there are': [share(OTEL, '"0.5"'), share(ISTIO, '"250"')],
    'the same numbers in other forms': [share(OTEL, '"1.0"'), share(OTEL, '"2.50"'), share('apiserver_request_duration_seconds', '"1"')],
    'all requests': [share(OTEL, '"+Inf"')],
    'a bucket of a library that takes no advice': [share(OTEL, '"25"')],
    'a histogram of one’s own': [share('shop_request_seconds', '"2"')],
    quantiles: [alertOn(`histogram_quantile(0.9, sum by (le) (rate(${ISTIO}_bucket[5m]))) > 2000`)],
    'a variable': [dashboardOf([`sum(rate(${ISTIO}_bucket{le="$limit"}[5m]))`])],
    'a view that sets bounds': [
      instrumentation,
      share(OTEL, '"2"'),
      configFile('otel', 'views.yaml', { view: { aggregation: { explicit_bucket_histogram: { bucket_boundaries: [0.5, 2] } } } }),
    ],
    'sidecars that are told theirs': [
      share(ISTIO, '"300"'),
      deployment({ podAnnotations: { 'sidecar.istio.io/statsHistogramBuckets': '{"istiocustom":[100,300]}' } }),
    ],
  },
  refuses: {
    'between two buckets, the program instrumented from outside': {
      given: [instrumentation, share(OTEL, '"2.0"')],
      says: `rule app:good picks the bucket le="2.0" of ${OTEL}_bucket, and next to it OpenTelemetry has 1 and 2.5`,
      fix: 'Pick 1 or 2.5, or give the histogram a bucket at 2.0.',
    },
    'the same, where the code may set bounds': {
      given: [share(OTEL, '"0.3"')],
      says: `rule app:good picks the bucket le="0.3" of ${OTEL}_bucket, and next to it OpenTelemetry has 0.25 and 0.5`,
    },
    'seconds for milliseconds, one of several': {
      given: [dashboardOf([`sum(rate(${ISTIO}_bucket{le=~"0.2|500"}[5m]))`])],
      says: `panel "Panel 1" of dashboard "Blog" picks the bucket le="0.2" of ${ISTIO}_bucket, and next to it Istio has 0.5`,
    },
    'half a second of the API server': {
      given: [alertOn('sum(rate(apiserver_request_duration_seconds_bucket{le="0.5"}[5m])) < 1')],
      says: 'alert Broken picks the bucket le="0.5" of apiserver_request_duration_seconds_bucket, and next to it the API server has 0.4 and 0.6',
    },
    'a second of the spans, of which there are powers of two': {
      given: [dashboardOf(['sum(rate(traces_spanmetrics_latency_bucket{le="1"}[5m]))'])],
      says: 'panel "Panel 1" of dashboard "Blog" picks the bucket le="1" of traces_spanmetrics_latency_bucket, and next to it Tempo has 0.512 and 1.024',
    },
    'longer than any': {
      given: [alertOn('sum(rate(prometheus_http_request_duration_seconds_bucket{le="300"}[5m])) < 1')],
      says: 'alert Broken picks the bucket le="300" of prometheus_http_request_duration_seconds_bucket, and next to it Prometheus has 120 and +Inf',
    },
  },
});
