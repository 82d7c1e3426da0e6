import { deployment, kube, ruleCases } from '../../testing.ts';
import { settingsValid } from './settings-valid.ts';

const pod = (...env: readonly (readonly [string, string])[]) =>
  deployment({ namespace: 'blog', container: { env: env.map(([name, value]) => ({ name, value })) } });

ruleCases(settingsValid, {
  accepts: {
    'zones in all their forms': [
      pod(['TZ', 'Asia/Seoul']),
      pod(['TZ', 'UTC']),
      pod(['TZ', 'KST-9']),
      pod(['TZ', ':Europe/Berlin']),
      pod(['TZ', '<+09>-9']),
    ],
    'sizes of Go': [pod(['GOMEMLIMIT', '200MiB']), pod(['GOMEMLIMIT', '1073741824']), pod(['GOMEMLIMIT', 'off'])],
    'an exporter with an endpoint of its own, beside metrics': [
      pod(
        ['OTEL_TRACES_EXPORTER', 'zipkin'],
        ['OTEL_EXPORTER_ZIPKIN_ENDPOINT', 'http://zipkin:9411/api/v2/spans'],
        ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://tempo:4317'],
      ),
    ],
    'attributes with an address': [pod(['OTEL_RESOURCE_ATTRIBUTES', 'service.namespace=blog,url=http://a:8080/b=c,empty='])],
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
    'a URL where an exporter writes one around it': {
      given: [pod(['DATA_SOURCE_URI', 'postgresql://db:5432/shop?sslmode=disable'])],
      says: 'DATA_SOURCE_URI is "postgresql://db:5432/shop?sslmode=disable", which begins with a scheme, which postgres_exporter puts before it itself',
      fix: 'Write db:5432/shop?sslmode=disable.',
    },
    'a share for a sampler without one': {
      given: [pod(['OTEL_TRACES_SAMPLER', 'always_on'], ['OTEL_TRACES_SAMPLER_ARG', '0.1'])],
      says: 'OTEL_TRACES_SAMPLER_ARG is 0.1, and OTEL_TRACES_SAMPLER is always_on, which takes no share',
    },
    'an exporter beside the endpoint of another': {
      given: [pod(['OTEL_TRACES_EXPORTER', 'zipkin'], ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://tempo:4317'])],
      says: 'OTEL_TRACES_EXPORTER is zipkin, and the address is that of OTLP (OTEL_EXPORTER_OTLP_ENDPOINT)',
    },
    'attributes with colons': {
      given: [pod(['OTEL_RESOURCE_ATTRIBUTES', 'service.namespace:blog, deployment.environment:prod'])],
      says: 'OTEL_RESOURCE_ATTRIBUTES is "service.namespace:blog, deployment.environment:prod", which is no list of name=value with commas',
      fix: 'Write service.namespace=blog,deployment.environment=prod.',
    },
    'attributes of which one has no value': {
      given: [pod(['OTEL_RESOURCE_ATTRIBUTES', 'service.namespace=blog,prod'])],
      says: 'OTEL_RESOURCE_ATTRIBUTES is "service.namespace=blog,prod", which is no list of name=value with commas',
    },
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
    'a size of Kubernetes for the runtime of Go': {
      given: [pod(['GOMEMLIMIT', '200Mi'])],
      says: 'GOMEMLIMIT is "200Mi", which is no size of Go (400MiB)',
      fix: 'Write 200MiB.',
    },
    'a zone that is off by a letter': {
      given: [pod(['TZ', 'Asia/Seol'])],
      says: 'TZ is "Asia/Seol", which is no time zone',
    },
    'a mode of another framework': {
      given: [pod(['GIN_MODE', 'production'])],
      says: 'GIN_MODE is "production", and known are debug, release, test',
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
