import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { metricsGeneratorWorks } from './metrics-generator-works.ts';

const tempo = (content: object) =>
  configFile('tempo-config', 'tempo.yaml', { distributor: { receivers: { otlp: { protocols: { grpc: null } } } }, ...content });
const storage = { path: '/var/tempo', remote_write: [{ url: 'http://prometheus:9090/api/v1/write' }] };

ruleCases(metricsGeneratorWorks, {
  accepts: {
    'no generator': [tempo({})],
    'a generator that writes': [
      tempo({ metrics_generator: { storage }, overrides: { defaults: { metrics_generator: { processors: ['service-graphs'] } } } }),
    ],
    'the older form': [tempo({ metrics_generator: { storage }, overrides: { metrics_generator_processors: ['span-metrics'] } })],
  },
  refuses: {
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
