import type { Chart } from 'cdk8s';
import { Quantity } from '../values/quantity.ts';
import { Port } from './port.ts';
import { exec } from './probe.ts';
import { PostgresDatabase, type PostgresDatabaseProps } from './postgres-database.ts';
import { SecretKey } from './secret-key.ts';
import { anImage, aSecret, refusal, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { unprivileged } from './security.ts';

const SECRET = aSecret('db-secret', 'user', 'password');

function database(chart: Chart, props: Partial<PostgresDatabaseProps> = {}): PostgresDatabase {
  return new PostgresDatabase(chart, 'Database', {
    namespace: SHOP,
    image: anImage('postgres:15-alpine'),
    resources: SMALL,
    storage: Quantity.parse('10Gi'),
    storageClass: 'local-path',
    database: 'orders',
    user: new SecretKey(SECRET, 'user'),
    password: new SecretKey(SECRET, 'password'),
    ...props,
  });
}

const metadata = { name: 'postgresql', namespace: 'shop' };
const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };
const ping = { exec: { command: ['pg_isready', '--host=127.0.0.1', '--port=5432'] } };
const container = {
  name: 'postgresql',
  image: 'postgres:15-alpine',
  ports: [{ name: 'tcp-postgres', containerPort: 5432 }],
  env: [
    { name: 'POSTGRES_DB', value: 'orders' },
    { name: 'POSTGRES_USER', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'user' } } },
    { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-secret', key: 'password' } } },
    { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
  ],
  resources: SMALL_JSON,
  startupProbe: { ...ping, periodSeconds: 10, failureThreshold: 30, timeoutSeconds: 5 },
  livenessProbe: { ...ping, periodSeconds: 20, timeoutSeconds: 5 },
  readinessProbe: { ...ping, periodSeconds: 10, timeoutSeconds: 5 },
  securityContext: unprivileged(70),
  volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }],
};

test('is one pod with a volume that outlives it and its Application', () => {
  const chart = Testing.chart();

  const postgresql = database(chart);

  expect(postgresql.server).toEqual({ peer: postgresql, port: Port.postgres(), service: 'postgresql-service' });
  expect(Testing.synth(chart)).toEqual([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { ...metadata, annotations: KEEP },
      spec: {
        replicas: 1,
        serviceName: 'postgresql-service',
        selector: { matchLabels: { app: 'postgresql' } },
        template: {
          metadata: { labels: { app: 'postgresql' } },
          spec: {
            serviceAccountName: 'postgresql',
            automountServiceAccountToken: false,
            securityContext: { fsGroup: 70 },
            containers: [container],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data', annotations: KEEP },
            spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '10Gi' } } },
          },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: 'postgresql-service' },
      spec: { selector: { app: 'postgresql' }, ports: [{ name: 'tcp-postgres', port: 5432, targetPort: 'tcp-postgres' }] },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { ...metadata, name: 'postgresql-pdb' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'postgresql' } } },
    },
  ]);
});

test('scripts are mounted where the image looks for them, and a change of them restarts nothing', () => {
  const chart = Testing.chart();

  database(chart, { initScripts: { 'init.sql': 'CREATE TABLE t (id INT);\n' } });

  const [config] = Testing.kind(chart, 'ConfigMap');
  const { template } = Testing.kind(chart, 'StatefulSet')[0]?.['spec'];
  expect(config).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, name: 'postgresql-init' },
    data: { 'init.sql': 'CREATE TABLE t (id INT);\n' },
  });
  expect(template.spec.volumes).toEqual([{ name: 'postgresql-init', configMap: { name: 'postgresql-init' } }]);
  expect(template.spec.containers[0].volumeMounts[1]).toEqual({
    name: 'postgresql-init',
    mountPath: '/docker-entrypoint-initdb.d/init.sql',
    subPath: 'init.sql',
    readOnly: true,
  });
  expect(template.metadata).toEqual({ labels: { app: 'postgresql' } });
});

test('in the Debian image the server has another user', () => {
  const chart = Testing.chart();

  database(chart, { image: anImage('postgres:16.4') });

  const { spec } = Testing.kind(chart, 'StatefulSet')[0]?.['spec'].template;
  expect([spec.securityContext.fsGroup, spec.containers[0].securityContext.runAsUser]).toEqual([999, 999]);
});

test.each<[string, Partial<PostgresDatabaseProps>, string]>([
  [
    'another image',
    { image: anImage('bitnami/postgresql:15') },
    'test/Database: the image is bitnami/postgresql:15, its entrypoint and data folder are not those of PostgreSQL. Use an image of repository postgres.',
  ],
  [
    'a version that keeps its data elsewhere',
    { image: anImage('postgres:18-alpine') },
    'test/Database: the image is postgres:18-alpine; up to major version 17 the data is kept under /var/lib/postgresql/data, later ones refuse a volume there, and a tag must say which it is. Use a tag that begins with a version up to 17, such as 15-alpine.',
  ],
  [
    'an image that does not say its version',
    { image: anImage(`postgres@sha256:${'0'.repeat(64)}`) },
    `test/Database: the image is postgres@sha256:${'0'.repeat(64)}; up to major version 17 the data is kept under /var/lib/postgresql/data, later ones refuse a volume there, and a tag must say which it is. Use a tag that begins with a version up to 17, such as 15-alpine.`,
  ],
])('refuses %s', (_, props, message) => {
  const chart = Testing.chart();

  const said = refusal(() => database(chart, props));

  expect(said).toBe(message);
});

test('the example of its page stands', () => {
  const chart = Testing.chart();

  const postgresql = new PostgresDatabase(chart, 'Database', {
    namespace: SHOP,
    image: anImage('postgres:15-alpine'),
    resources: SMALL,
    storage: Quantity.parse('10Gi'),
    storageClass: 'local-path',
    database: 'shop',
    user: new SecretKey(SECRET, 'user'),
    password: new SecretKey(SECRET, 'password'),
    initScripts: { 'init.sql': 'CREATE TABLE IF NOT EXISTS products (id SERIAL PRIMARY KEY);\n' },
  });

  expect(postgresql.server.service).toBe('postgresql-service');
  expect(Testing.problems(chart)).toEqual([]);
});

test('may be asked in another way whether it lives and is ready; a slow start is still waited for', () => {
  const chart = Testing.chart();
  const liveness = exec(['pg_isready', '-U', 'postgres'], { periodSeconds: 10 });

  database(chart, { probes: { liveness, readiness: liveness } });

  const [asked] = Testing.kind(chart, 'StatefulSet')[0]?.['spec'].template.spec.containers;
  expect([asked.startupProbe, asked.livenessProbe, asked.readinessProbe]).toEqual([container.startupProbe, liveness, liveness]);
});
