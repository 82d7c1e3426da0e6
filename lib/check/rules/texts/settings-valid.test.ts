import { deployment, kube, ruleCases } from '../../testing.ts';
import { settingsValid } from './settings-valid.ts';

const pod = (...env: readonly (readonly [string, string])[]) =>
  deployment({ namespace: 'blog', container: { env: env.map(([name, value]) => ({ name, value })) } });

ruleCases(settingsValid, {
  accepts: {
    'words of the lists': [
      pod(
        ['OTEL_TRACES_SAMPLER', 'parentbased_traceidratio'],
        ['OTEL_PROPAGATORS', 'tracecontext, baggage'],
        ['SPRING_JPA_HIBERNATE_DDL_AUTO', 'UPDATE'],
      ),
    ],
    'an address with its scheme': [pod(['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://tempo.monitoring:4317'])],
    'an address that is made at the start': [pod(['OTEL_EXPORTER_OTLP_ENDPOINT', '$(NODE_IP):4317'])],
    'regions of AWS and of others': [pod(['AWS_REGION', 'us-gov-west-1']), pod(['AWS_REGION', 'fsn1']), pod(['AWS_REGION', 'minio'])],
  },
  refuses: {
    'a percentage where a share must stand': {
      given: [pod(['OTEL_TRACES_SAMPLER_ARG', '10'])],
      says: 'OTEL_TRACES_SAMPLER_ARG is "10", which is no share of 0 to 1',
      fix: 'Write 0.1.',
    },
    'a driver of another database': {
      given: [
        pod(['SPRING_DATASOURCE_URL', 'jdbc:mysql://db:3306/board'], ['SPRING_DATASOURCE_DRIVER_CLASS_NAME', 'org.postgresql.Driver']),
      ],
      says: 'SPRING_DATASOURCE_DRIVER_CLASS_NAME is org.postgresql.Driver, for postgresql, and SPRING_DATASOURCE_URL is of mysql',
    },
    'half a word': {
      given: [pod(['OTEL_TRACES_SAMPLER', 'always'])],
      says: 'OTEL_TRACES_SAMPLER is "always", and known are always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio, parentbased_jaeger_remote, jaeger_remote, xray',
      fix: 'Did you mean "always_on"?',
    },
    'an address without its scheme': {
      given: [pod(['OTEL_EXPORTER_OTLP_ENDPOINT', 'tempo.monitoring:4317'])],
      says: 'OTEL_EXPORTER_OTLP_ENDPOINT is "tempo.monitoring:4317", which has no scheme (http:// or https://)',
      fix: 'Write http://tempo.monitoring:4317.',
    },
    'a zone for a region, in a ConfigMap': {
      given: [
        kube('v1/ConfigMap', { name: 'aws', namespace: 'blog' }, { data: { AWS_DEFAULT_REGION: 'ap-northeast-2a' } }),
        deployment({ namespace: 'blog', container: { envFrom: [{ configMapRef: { name: 'aws' } }] } }),
      ],
      says: 'AWS_DEFAULT_REGION is "ap-northeast-2a", which is no region',
      fix: 'Write ap-northeast-2: ap-northeast-2a is a zone of it.',
    },
  },
});
