import { deployment, kube, ruleCases, service, statefulSet } from '../../testing.ts';
import { databaseTlsAgrees } from './database-tls-agrees.ts';

const namespace = 'shop';
const server = (container: Readonly<Record<string, unknown>> = {}, pod: Readonly<Record<string, unknown>> = {}) =>
  statefulSet({ name: 'db', namespace, labels: { app: 'db' }, container: { image: 'postgres:15.6-alpine', ...container }, pod });
const door = service({ name: 'db', namespace, selector: { app: 'db' }, ports: [{ port: 5432 }] });
const web = (...env: readonly (readonly [string, string])[]) =>
  deployment({ name: 'web', namespace, container: { env: env.map(([name, value]) => ({ name, value })) } });
const url = (mode: string) => `postgres://shop:$(PASSWORD)@db:5432/shop?application_name=web&sslmode=${mode}`;
const config = (content: string) => kube('v1/ConfigMap', { name: 'pg', namespace }, { data: { 'postgresql.conf': content } });
const mounted = server(
  { volumeMounts: [{ name: 'config', mountPath: '/etc/postgresql' }], args: ['-c', 'config_file=/etc/postgresql/postgresql.conf'] },
  { volumes: [{ name: 'config', configMap: { name: 'pg' } }] },
);
const says = (mode: string) =>
  `sslmode is ${mode}, and StatefulSet db behind Service db has no TLS: nothing switches ssl on, and the image makes no certificate`;

const exporter = (...env: readonly (readonly [string, string])[]) =>
  deployment({
    name: 'exporter',
    namespace,
    container: { image: 'prometheuscommunity/postgres-exporter:v0.15.0', env: env.map(([name, value]) => ({ name, value })) },
  });

ruleCases(databaseTlsAgrees, {
  accepts: {
    'no encryption': [server(), door, web(['DATABASE_URL', url('disable')])],
    'encryption where there is some': [server(), door, web(['DATABASE_URL', url('prefer')])],
    'a server with a certificate': [
      server({ args: ['-c', 'ssl=on', '-c', 'ssl_cert_file=/tls/tls.crt'] }),
      door,
      web(['DATABASE_URL', url('require')]),
    ],
    'a server whose file says so': [
      config("ssl = on\nssl_cert_file = '/tls/tls.crt'\n"),
      mounted,
      door,
      web(['DATABASE_URL', url('require')]),
    ],
    'a server that mounts a Secret': [
      server({ volumeMounts: [{ name: 'tls', mountPath: '/tls' }] }, { volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] }),
      door,
      web(['DATABASE_URL', url('require')]),
    ],
    'an image that brings its own': [server({ image: 'bitnami/postgresql:15' }), door, web(['DATABASE_URL', url('require')])],
    'a database outside': [web(['DATABASE_URL', 'postgres://shop:x@db.example.org:5432/shop?sslmode=require'])],
    'a driver that asks for nothing': [server(), door, web(['DATABASE_URL', 'postgres://shop@db:5432/shop'])],
    'an exporter that says what it takes': [server(), door, exporter(['DATA_SOURCE_URI', 'db:5432/shop?sslmode=disable'])],
    'an exporter that is told beside': [server(), door, exporter(['DATA_SOURCE_URI', 'db:5432/shop'], ['PGSSLMODE', 'disable'])],
    'an exporter of a database outside': [exporter(['DATA_SOURCE_NAME', 'postgresql://shop@db.example.org:5432/shop'])],
    'a mode of MySQL': [web(['DB_HOST', 'mysql'], ['DB_SSL_MODE', 'DISABLED'])],
  },
  refuses: {
    'an exporter that says nothing, which is TLS': {
      given: [server(), door, exporter(['DATA_SOURCE_NAME', 'postgresql://shop:$(WORD)@db:5432/shop'])],
      says: 'DATA_SOURCE_NAME says no sslmode, which the driver takes for require, and StatefulSet db behind Service db has no TLS',
    },
    'TLS of a server without': { given: [server(), door, web(['DATABASE_URL', url('require')])], says: says('require') },
    'TLS in the words of libpq': {
      given: [server(), door, web(['DSN', 'host=db port=5432 user=shop dbname=shop sslmode=verify-full'])],
      says: says('verify-full'),
    },
    'TLS in a variable beside the host': {
      given: [server(), door, web(['POSTGRES_HOST', 'db'], ['POSTGRES_SSLMODE', 'require'])],
      says: says('require'),
    },
    'TLS in a ConfigMap, by the variable of libpq': {
      given: [server(), door, kube('v1/ConfigMap', { name: 'web', namespace }, { data: { PGHOST: 'db', PGSSLMODE: 'require' } })],
      says: says('require'),
    },
    'a server whose file says nothing of it': {
      given: [config('max_connections = 50\n'), mounted, door, web(['DATABASE_URL', url('require')])],
      says: says('require'),
    },
    'a word of libpq for asyncpg': {
      given: [web(['DATABASE_URL', 'postgresql+asyncpg://shop:x@db.example.org:5432/shop?sslmode=disable'])],
      says: 'a URL for asyncpg says sslmode, a word of libpq that asyncpg does not take',
    },
    'a word of its own': {
      given: [server(), door, web(['DB_HOST', 'db'], ['DB_SSL_MODE', 'disabled'])],
      says: 'sslmode is "disabled", and PostgreSQL knows disable, allow, prefer, require, verify-ca, verify-full',
      fix: 'Did you mean "disable"?',
    },
  },
});
