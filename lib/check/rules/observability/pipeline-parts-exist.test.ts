import { chartApplication, configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { pipelinePartsExist } from './pipeline-parts-exist.ts';

const config = (traces: object, rest: object = {}) => ({
  receivers: { otlp: {} },
  processors: { batch: {} },
  exporters: { 'otlp/tempo': {} },
  service: { pipelines: { traces } },
  ...rest,
});
const file = (traces: object, rest: object = {}) => configFile('collector', 'config.yaml', config(traces, rest));
const whole = { receivers: ['otlp'], processors: ['batch'], exporters: ['otlp/tempo'] };

ruleCases(pipelinePartsExist, {
  accepts: {
    'parts that are configured': [file(whole)],
    'a connector at both ends': [
      file({ receivers: ['otlp'], exporters: ['otlp/tempo', 'spanmetrics'] }, { connectors: { spanmetrics: {} } }),
    ],
    'parts that the chart brings': [
      chartApplication('opentelemetry-collector', 'monitoring', {
        config: config({ receivers: ['otlp', 'jaeger'], processors: ['memory_limiter'], exporters: ['otlp/tempo'] }),
      }),
    ],
  },
  refuses: {
    'an exporter with a slip': {
      given: [file({ ...whole, exporters: ['otlp/temp', 'otlp/tempo'] })],
      says: 'the pipeline traces names exporter "otlp/temp", which is not configured; configured: otlp/tempo',
      fix: 'Did you mean "otlp/tempo"?',
    },
    'a processor that is gone': {
      given: [
        kube(
          'opentelemetry.io/v1beta1/OpenTelemetryCollector',
          {},
          { spec: { config: config({ ...whole, processors: ['memory_limiter'] }) } },
        ),
      ],
      says: 'the pipeline traces names processor "memory_limiter", which is not configured; configured: batch',
    },
    'a pipeline that ends nowhere': {
      given: [file({ receivers: ['otlp'] }, { exporters: {} })],
      says: 'the pipeline traces has no exporters',
    },
    'an exporter that nothing uses': {
      given: [file(whole, { exporters: { 'otlp/tempo': {}, debug: {} } })],
      says: 'no pipeline uses the exporter "debug"',
    },
  },
});
