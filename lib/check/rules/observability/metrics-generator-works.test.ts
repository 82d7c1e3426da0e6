import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { metricsGeneratorWorks } from './metrics-generator-works.ts';

const tempo = (content: object) =>
  configFile('tempo-config', 'tempo.yaml', { distributor: { receivers: { otlp: { protocols: { grpc: null } } } }, ...content });
const storage = { path: '/var/tempo', remote_write: [{ url: 'http://prometheus:9090/api/v1/write' }] };

const map = configFile('datasources', 'datasources.yaml', {
  apiVersion: 1,
  datasources: [
    { name: 'Tempo', type: 'tempo', uid: 'tempo', url: 'http://tempo:3200', jsonData: { serviceMap: { datasourceUid: 'prometheus' } } },
  ],
});
const collector = {
  receivers: { otlp: { protocols: { grpc: null } } },
  connectors: { servicegraph: {} },
  exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
  service: { pipelines: { metrics: { receivers: ['servicegraph'], exporters: ['prometheus'] } } },
};

ruleCases(metricsGeneratorWorks, {
  accepts: {
    'no generator': [tempo({})],
    'a map of figures that a collector makes': [tempo({}), map, configFile('otel', 'otel.yaml', collector)],
    'a generator that writes': [
      tempo({ metrics_generator: { storage }, overrides: { defaults: { metrics_generator: { processors: ['service-graphs'] } } } }),
    ],
    'the older form': [tempo({ metrics_generator: { storage }, overrides: { metrics_generator_processors: ['span-metrics'] } })],
    'a single figure of spans': [
      tempo({
        metrics_generator: { storage },
        overrides: { defaults: { metrics_generator: { processors: ['span-metrics-latency', 'local-blocks'] } } },
      }),
    ],
  },
  refuses: {
    'a map of figures that nobody makes': {
      given: [tempo({}), map],
      says: 'data source Tempo shows a service map, and Tempo has no metrics_generator that makes its figures',
    },
    'a processor in the singular': {
      given: [
        tempo({
          metrics_generator: { storage },
          overrides: { defaults: { metrics_generator: { processors: ['service-graph', 'span_metrics'] } } },
        }),
      ],
      says: [
        'overrides.defaults.metrics_generator.processors names "service-graph", which is no processor of Tempo',
        'overrides.defaults.metrics_generator.processors names "span_metrics", which is no processor of Tempo',
      ],
    },
    'a generator with storage alone': {
      given: [tempo({ metrics_generator: { storage: { path: '/var/tempo' } } })],
      says: 'metrics_generator is configured without storage.remote_write and without processors in overrides',
    },
    'a generator without processors': {
      given: [tempo({ metrics_generator: { storage } })],
      says: 'metrics_generator is configured without processors in overrides',
    },
  },
});
