import { alertOn, chartApplication, configFile, dashboardOf } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { spanFiguresMade } from './span-figures-made.ts';

const asks = dashboardOf(['sum by (service) (rate(traces_spanmetrics_calls_total[5m]))']);
const tempo = (enabled?: boolean) =>
  chartApplication('tempo', 'monitoring', enabled === undefined ? {} : { tempo: { metricsGenerator: { enabled } } });
const file = (rest: object) =>
  configFile('tempo-config', 'tempo.yaml', { distributor: { receivers: { otlp: { protocols: { grpc: {} } } } }, ...rest });
const alloy = (content: string) => chartApplication('alloy', 'monitoring', { alloy: { configMap: { content } } });

ruleCases(spanFiguresMade, {
  accepts: {
    'a generator that is on': [tempo(true), asks],
    'a generator in a file': [
      file({ metrics_generator: { storage: { remote_write: [{ url: 'http://prometheus:9090/api/v1/write' }] } } }),
      asks,
    ],
    'a Tempo that is not in the tree': [asks],
    'figures of other spans': [tempo(false), alertOn('rate(traces_span_metrics_calls_total[5m]) > 1')],
    'a connector of Alloy': [tempo(false), alloy('otelcol.connector.spanmetrics "default" {\n  histogram { explicit {} }\n}'), asks],
    'a connector of a collector': [
      tempo(),
      kube(
        'opentelemetry.io/v1beta1/OpenTelemetryCollector',
        { name: 'gateway' },
        { spec: { config: { receivers: { otlp: {} }, connectors: { spanmetrics: {} }, service: { pipelines: { traces: {} } } } } },
      ),
      asks,
    ],
    'an eBPF agent': [tempo(false), chartApplication('beyla', 'monitoring', {}), asks],
    'one Tempo of two': [tempo(false), chartApplication('tempo-distributed', 'traces', { metricsGenerator: { enabled: true } }), asks],
    'a Tempo that an operator runs': [
      kube('tempo.grafana.com/v1alpha1/TempoStack', { name: 'simplest' }, { spec: {} }),
      tempo(false),
      asks,
    ],
  },
  refuses: {
    'a generator that is switched off': {
      given: [tempo(false), asks],
      says: 'panel "Panel 1" of dashboard "Blog" reads traces_spanmetrics_calls_total, and nothing here makes figures of spans: release tempo has no metrics generator (tempo.metricsGenerator.enabled)',
    },
    'the default of the chart, beside an agent of logs': {
      given: [
        chartApplication('tempo-distributed', 'traces', {}, 'traces'),
        alloy('loki.source.kubernetes "pods" {\n}'),
        alertOn('sum(rate(traces_service_graph_request_failed_total[5m])) > 1'),
      ],
      says: 'alert Broken reads traces_service_graph_request_failed_total, and nothing here makes figures of spans: release traces has no metrics generator (metricsGenerator.enabled)',
    },
    'a file without a generator': {
      given: [file({}), asks],
      says: 'panel "Panel 1" of dashboard "Blog" reads traces_spanmetrics_calls_total, and nothing here makes figures of spans: ConfigMap tempo-config has no metrics generator (metrics_generator)',
    },
  },
});
