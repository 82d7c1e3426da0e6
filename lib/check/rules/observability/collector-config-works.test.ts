import { configFile } from '../../observability/testing.ts';
import { deployment, kube, ruleCases } from '../../testing.ts';
import { collectorConfigWorks } from './collector-config-works.ts';

const content = (processors: readonly string[], more: object = {}) => ({
  receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
  processors: { memory_limiter: { check_interval: '1s', limit_mib: 400 }, batch: {} },
  exporters: { otlp: { endpoint: 'tempo:4317' } },
  ...more,
  service: { pipelines: { traces: { receivers: ['otlp'], processors, exporters: ['otlp'] } } },
});
const config = (processors = ['memory_limiter', 'batch'], more: object = {}) =>
  configFile('collector', 'config.yaml', content(processors, more));
const pod = (version = '0.115.1', container: object = {}) =>
  deployment({
    namespace: 'monitoring',
    container: {
      image: `otel/opentelemetry-collector-contrib:${version}`,
      resources: { limits: { memory: '512Mi' } },
      readinessProbe: { httpGet: { path: '/', port: 13133 } },
      ...container,
    },
    pod: { volumes: [{ name: 'config', configMap: { name: 'collector' } }] },
  });

/** One exporter that the pipeline uses, and where it listens or sends. */
const through = (exporter: string, endpoint: string, telemetry: object = {}) => {
  const whole = content(['batch'], { exporters: { [exporter]: { endpoint } } });
  const pipelines = { metrics: { receivers: ['otlp'], processors: ['batch'], exporters: [exporter] } };
  return configFile('collector', 'config.yaml', { ...whole, service: { telemetry, pipelines } });
};
const own = (address: string) => ({ metrics: { address } });

ruleCases(collectorConfigWorks, {
  accepts: {
    'a page for Prometheus, and addresses by HTTP': [
      through('prometheus', '0.0.0.0:8889'),
      through('otlphttp', 'http://tempo:4318'),
      through('otlp', 'http://tempo:4317'),
      through('prometheusremotewrite', '${env:PROMETHEUS}'),
    ],
    'metrics of its own in an older version': [through('otlp', 'tempo:4317', own('0.0.0.0:8888')), pod('0.115.1')],
    'a guard that stands first and is below the limit': [config(), pod()],
    'no guard at all': [config(['batch'], { processors: { batch: {} } }), pod()],
    'a share of the memory': [config(undefined, { processors: { memory_limiter: { limit_percentage: 80 }, batch: {} } }), pod()],
    'a check of health on all addresses, and one of an older version': [
      config(undefined, { extensions: { health_check: { endpoint: '0.0.0.0:13133' } } }),
      pod(),
    ],
    'an older version, that has its parts': [
      config(undefined, { extensions: { health_check: {} }, exporters: { logging: {}, otlp: { endpoint: 'tempo:4317' } } }),
      pod('0.96.0'),
    ],
    'a probe of another port': [
      config(undefined, { extensions: { health_check: {} } }),
      pod('0.115.1', { readinessProbe: { httpGet: { path: '/', port: 8888 } } }),
    ],
  },
  refuses: {
    'a page for Prometheus at the address of Prometheus': {
      given: [through('prometheus', 'http://prometheus:9090')],
      says: 'prometheus is to listen on http://prometheus:9090, which is a URL',
    },
    'the same without a scheme': {
      given: [through('prometheus', 'prometheus.monitoring:9090')],
      says: 'prometheus is to listen on prometheus.monitoring:9090, the address of another',
    },
    'an address by HTTP without a scheme': {
      given: [through('otlphttp/tempo', 'tempo:4318')],
      says: 'otlphttp/tempo sends to tempo:4318, without a scheme',
      fix: 'Write http://tempo:4318.',
    },
    'metrics of its own as they were told once': {
      given: [through('otlp', 'tempo:4317', own('0.0.0.0:8888')), pod('0.131.0', { resources: {} })],
      says: 'service.telemetry.metrics.address is refused since 0.128, and otel/opentelemetry-collector-contrib:0.131.0 runs',
    },
    'what gathers before the guard': {
      given: [config(['batch', 'memory_limiter']), pod()],
      says: 'the pipeline traces runs batch before memory_limiter',
    },
    'a guard of more than there is': {
      given: [config(undefined, { processors: { memory_limiter: { limit_mib: 1500 }, batch: {} } }), pod()],
      says: 'limit_mib of memory_limiter is 1500, and the memory limit of the container is 512Mi',
    },
    'the same of the operator': {
      given: [
        kube(
          'opentelemetry.io/v1beta1/OpenTelemetryCollector',
          { name: 'main', namespace: 'monitoring' },
          { spec: { resources: { limits: { memory: '256Mi' } }, config: content(['memory_limiter', 'batch']) } },
        ),
      ],
      says: 'limit_mib of memory_limiter is 400, and the memory limit of the container is 256Mi',
    },
    'an exporter that is gone': {
      given: [config(undefined, { exporters: { 'logging/all': {}, otlp: { endpoint: 'tempo:4317' } } }), pod()],
      says: 'the exporter logging is not in the collector since 0.111, and otel/opentelemetry-collector-contrib:0.115.1 runs',
      fix: 'Use debug.',
    },
    'a check of health for its own pod only': {
      given: [config(undefined, { extensions: { health_check: {} } }), pod()],
      says: 'readinessProbe asks port 13133, and health_check listens on localhost:13133 only, as its version does where no endpoint is written',
    },
  },
});
