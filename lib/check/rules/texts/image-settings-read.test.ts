import { deployment, kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { imageSettingsRead } from './image-settings-read.ts';

function app(
  image: string,
  {
    env = {},
    ...rest
  }: { env?: Readonly<Record<string, string>>; args?: readonly string[]; command?: readonly string[]; envFrom?: readonly object[] } = {},
): KubeObject {
  return deployment({ container: { image, env: Object.entries(env).map(([name, value]) => ({ name, value })), ...rest } });
}

const as = (image: string, runAsUser: number): KubeObject => deployment({ container: { image, securityContext: { runAsUser } } });

ruleCases(imageSettingsRead, {
  accepts: {
    'a user of the application': [app('mysql:8.0', { env: { MYSQL_USER: 'board' } })],
    'a plug-in of a version that has it': [app('mysql:8.0.36', { args: ['--default-authentication-plugin=mysql_native_password'] })],
    'a tag that moves': [app('mysql:8', { args: ['--default-authentication-plugin=mysql_native_password'] })],
    'the address of an exporter of old': [app('prom/mysqld-exporter:v0.14.0', { env: { DATA_SOURCE_NAME: 'root@(mysql:3306)/' } })],
    'the address of another exporter': [
      app('prometheuscommunity/postgres-exporter:v0.15.0', { env: { DATA_SOURCE_NAME: 'postgresql://a' } }),
    ],
    'two dashes, and one before version 1': [
      app('nginx/nginx-prometheus-exporter:1.4.0', { args: ['--nginx.scrape-uri=http://web/status'] }),
      app('nginx/nginx-prometheus-exporter:0.11.0', { args: ['-nginx.scrape-uri=http://web/status'] }),
    ],
    'flags of Prometheus': [
      app('prom/prometheus:v2.55.1', {
        args: ['--storage.tsdb.retention.time=15d', '--no-storage.tsdb.wal-compression', '--web.enable-lifecycle'],
      }),
    ],
    'keys of AWS': [app('amazon/aws-cli:2.15.0', { env: { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' }, args: ['s3', 'ls'] })],
    'a program that is named in command': [app('amazon/aws-cli:2.15.0', { command: ['aws', 's3', 'ls'] })],
    'a variable that an argument hands on': [
      app('ghcr.io/acme/web:v1', { env: { AWS_SECRET_KEY: 'y' }, args: ['--secret=$(AWS_SECRET_KEY)'] }),
    ],
    'settings of Grafana': [
      app('grafana/grafana:11.4.0', {
        env: { GF_SERVER_ROOT_URL: 'http://a', GF_AUTH_ANONYMOUS_ENABLED: 'false', GF_FEATURE_TOGGLES_ENABLE: 'x' },
      }),
    ],
    'variables of one own': [app('ghcr.io/acme/web:v1', { env: { OTEL_ACME_MODE: 'x', SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: '5' } })],
    'settings of PostgreSQL, each behind its own -c': [
      app('postgres:15-alpine', { args: ['-c', 'max_connections=200', '-c', 'log_line_prefix=%m [%p] '] }),
    ],
    'a variable of an older Jaeger': [app('jaegertracing/all-in-one:1.18', { env: { COLLECTOR_ZIPKIN_HTTP_PORT: '9411' } })],
    'the user of the image of PostgreSQL': [
      as('postgres:15-alpine', 70),
      as('postgres:15', 999),
      as('postgres:15', 1000),
      as('postgres:15-alpine', 0),
    ],
    'another program of the image of PostgreSQL': [
      deployment({
        container: {
          image: 'postgres:15-alpine',
          command: ['sh', '-c', 'until pg_isready -h db; do sleep 2; done'],
          securityContext: { runAsUser: 10001 },
        },
      }),
    ],
  },
  refuses: {
    'two settings behind one -c': {
      given: [app('postgres:15-alpine', { args: ['-c', 'max_connections=200 -c log_statement=all'] })],
      says: 'one -c is followed by two settings: max_connections=200 -c log_statement=all',
      fix: 'Write them apart: "-c", "max_connections=200", "-c", "log_statement=all".',
    },
    'a variable that Jaeger reads no more': {
      given: [app('jaegertracing/all-in-one:1.54.0', { env: { COLLECTOR_ZIPKIN_HTTP_PORT: '9411' } })],
      says: 'Jaeger reads COLLECTOR_ZIPKIN_HOST_PORT since 1.22, not COLLECTOR_ZIPKIN_HTTP_PORT',
    },
    'a user that the small image does not have': {
      given: [as('postgres:15-alpine', 999)],
      says: 'PostgreSQL runs as user 999, which postgres:15-alpine does not have',
      fix: 'Run as user 70, which is postgres in this image.',
    },
    'a user root': {
      given: [app('mysql:8.0', { env: { MYSQL_USER: 'root' } })],
      says: 'MYSQL_USER is root, which the image refuses to make a second time',
    },
    'a setting that is gone': {
      given: [app('mysql:8.4.3', { args: ['--default-authentication-plugin=mysql_native_password'] })],
      says: 'MySQL 8.4 has no default-authentication-plugin, which is set here',
    },
    'an address that is read no more': {
      given: [app('prom/mysqld-exporter:v0.16.0', { env: { DATA_SOURCE_NAME: 'root@(mysql:3306)/' } })],
      says: 'DATA_SOURCE_NAME is read by no mysqld-exporter since 0.15',
    },
    'one dash': {
      given: [app('nginx/nginx-prometheus-exporter:1.4.0', { args: ['-nginx.scrape-uri=http://web/status'] })],
      says: '-nginx.scrape-uri is written with one dash, and the exporter reads two since 1.0',
    },
    'a flag that is off by a letter': {
      given: [app('prom/prometheus:v2.55.1', { args: ['--web.enable-lifecycl'] })],
      says: 'Prometheus has no flag --web.enable-lifecycl',
      fix: 'Did you mean "--web.enable-lifecycle"?',
    },
    'a retention without a unit': {
      given: [app('prom/prometheus:v2.55.1', { args: ['--storage.tsdb.retention.time=15'] })],
      says: '--storage.tsdb.retention.time is 15, without a unit',
    },
    'a key of AWS by half its name': {
      given: [app('ghcr.io/acme/web:v1', { env: { AWS_ACCESS_KEY: 'x' } })],
      says: 'AWS clients read AWS_ACCESS_KEY_ID, not AWS_ACCESS_KEY',
    },
    'a property in a ConfigMap': {
      given: [
        kube('v1/ConfigMap', { name: 'was' }, { data: { SPRING_DATASOURCE_USER: 'root' } }),
        app('ghcr.io/acme/web:v1', { envFrom: [{ configMapRef: { name: 'was' } }] }),
      ],
      says: 'Spring Boot reads SPRING_DATASOURCE_USERNAME, not SPRING_DATASOURCE_USER',
    },
    'a variable of OpenTelemetry that is off by a letter': {
      given: [app('ghcr.io/acme/web:v1', { env: { OTEL_EXPORTER_OTLP_ENDPONT: 'http://tempo:4317' } })],
      says: 'OpenTelemetry reads OTEL_EXPORTER_OTLP_ENDPOINT, not OTEL_EXPORTER_OTLP_ENDPONT',
    },
    'a setting of Grafana without its underscore': {
      given: [app('grafana/grafana:11.4.0', { env: { GF_SERVER_ROOTURL: 'http://a' } })],
      says: 'Grafana reads GF_SERVER_ROOT_URL, not GF_SERVER_ROOTURL',
    },
    'a shell in the arguments': {
      given: [app('amazon/aws-cli:2.15.0', { args: ['sh', '-c', 'aws s3 ls'] })],
      says: 'the image amazon/aws-cli:2.15.0 starts aws, and its arguments begin with sh',
      fix: 'Write sh as command: it takes the place of aws.',
    },
    'a program that is named twice': {
      given: [app('amazon/aws-cli:2.15.0', { args: ['aws', 's3', 'ls'] })],
      says: 'the image amazon/aws-cli:2.15.0 starts aws, and its arguments begin with aws',
    },
  },
});
