import { made, the } from '../../testing.ts';
import { containers, names, ofKind, one, podTemplates, production, titanium, told, toldTo } from './testing.ts';

// Configuration, Secrets and data of production, as seed 003, sections 7 and 9 have them.

const objects = production();
const KEEP = 'Prune=false,Delete=false';
const OPTIONS = 'argocd.argoproj.io/sync-options';

test('app-config has exactly the values of the seed', () => {
  expect(one(objects, 'ConfigMap', 'app-config')['data']).toEqual({
    API_GATEWAY_URL: 'http://api-gateway-service:8000',
    USER_SERVICE_URL: 'http://user-service:8001',
    AUTH_SERVICE_URL: 'http://auth-service:8002',
    BLOG_SERVICE_URL: 'http://blog-service:8005',
    REDIS_HOST: 'redis-service',
    REDIS_PORT: '6379',
    REDIS_DB: '0',
    USE_POSTGRES: 'true',
    POSTGRES_HOST: 'postgresql-service',
    POSTGRES_PORT: '5432',
    POSTGRES_DB: 'titanium',
    ENVIRONMENT: 'production',
    LOG_LEVEL: 'INFO',
    DEBUG_MODE: 'false',
    APP_NAME: 'titanium',
    APP_VERSION: '2.0.0',
    CORS_ALLOWED_ORIGINS: 'http://10.0.11.168:31304',
  });
});

test('every address in a variable is a Service of the output with that port (M5)', () => {
  const known = new Map(
    ofKind(objects, 'Service').map(({ metadata, spec }) => [metadata.name, (spec.ports as { port: number }[]).map(({ port }) => port)]),
  );
  const values = [
    ...Object.values(one(objects, 'ConfigMap', 'app-config')['data'] as Record<string, string>),
    ...Object.values(containers(objects)).flatMap((container) => Object.values(told(container))),
  ];
  const urls = values.filter((value) => value.startsWith('http://') && !/^http:\/\/\d/.test(value)).map((value) => new URL(value));

  expect(urls.length).toBeGreaterThan(8);
  expect(urls.filter(({ hostname, port }) => known.get(hostname)?.includes(Number(port)) !== true).map(({ href }) => href)).toEqual([]);
  expect(toldTo(objects, 'load-balancer')).toEqual({
    LB_PORT: '7100',
    API_GATEWAY_URL: 'http://api-gateway-service:8000',
    AUTH_SERVICE_URL: 'http://auth-service:8002',
    BLOG_SERVICE_URL: 'http://blog-service:8005',
    USER_SERVICE_URL: 'http://user-service:8001',
    DASHBOARD_UI_URL: 'http://blog-service:8005',
  });
});

test('no Secret is published, and no value of one (M11)', () => {
  expect(names(objects, 'Secret')).toEqual([]);
  const literal = Object.values(containers(objects)).flatMap(({ env = [] }) =>
    env.filter(({ name, value }) => /PASSWORD|SECRET|TOKEN/.test(name) && value !== undefined),
  );
  expect(literal).toEqual([]);
});

test('every key of the expected Secrets is read, and the password of the database has one source (M12, M13)', () => {
  const read = new Map<string, string[]>();
  for (const [app, container] of Object.entries(containers(objects))) {
    for (const value of Object.values(told(container))) {
      if (/^[\w-]+\/[A-Z_]+$/.test(value)) read.set(value, [...(read.get(value) ?? []), app]);
    }
  }

  const expected = titanium('solid-cloud')
    .secrets.filter(({ namespace }) => namespace === 'titanium-prod')
    .flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
  expect([...read.keys()].sort()).toEqual(expected.sort());
  expect(read.get('postgresql-secret/POSTGRES_PASSWORD')?.sort()).toEqual([
    'blog-service',
    'postgresql',
    'postgresql-backup',
    'user-service',
  ]);
});

test('PostgreSQL keeps its data in a folder of a claim of its own, of the class that there is (L10, L12)', () => {
  const { spec } = one(objects, 'StatefulSet', 'postgresql');
  const [container] = spec.template.spec.containers;

  expect([spec.replicas, spec.serviceName, container.image]).toEqual([1, 'postgresql-service', 'postgres:15-alpine']);
  expect(spec.volumeClaimTemplates).toEqual([
    {
      metadata: { name: 'data', annotations: { [OPTIONS]: KEEP } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '10Gi' } } },
    },
  ]);
  expect(container.volumeMounts).toEqual([
    { name: 'data', mountPath: '/var/lib/postgresql/data' },
    { name: 'postgresql-init', mountPath: '/docker-entrypoint-initdb.d/init.sql', subPath: 'init.sql', readOnly: true },
  ]);
  expect(told(container)['PGDATA']).toBe('/var/lib/postgresql/data/pgdata');
});

test('the init script makes both tables and the three indexes, and may run where they are', () => {
  const sql = one(objects, 'ConfigMap', 'postgresql-init')['data']['init.sql'] as string;
  const statements = sql
    .split(';')
    .map((each) => each.trim().replaceAll(/\s+/g, ' '))
    .filter((each) => each !== '');

  expect(statements).toEqual([
    'CREATE TABLE IF NOT EXISTS users ( id SERIAL PRIMARY KEY, username VARCHAR(100) UNIQUE NOT NULL, email VARCHAR(255) NOT NULL, password_hash VARCHAR(255) NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP )',
    'CREATE TABLE IF NOT EXISTS posts ( id SERIAL PRIMARY KEY, title VARCHAR(200) NOT NULL, content TEXT NOT NULL, author VARCHAR(100) NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP )',
    'CREATE INDEX IF NOT EXISTS idx_users_username ON users (username)',
    'CREATE INDEX IF NOT EXISTS idx_posts_author ON posts (author)',
    'CREATE INDEX IF NOT EXISTS idx_posts_created_at ON posts (created_at DESC)',
  ]);
});

test('nothing that holds data goes with an Application or a file (M24)', () => {
  const kept = [
    one(objects, 'Namespace', 'titanium-prod'),
    one(objects, 'StatefulSet', 'postgresql'),
    ...ofKind(objects, 'PersistentVolumeClaim'),
  ];

  expect(kept.map(({ metadata }) => [metadata.name, metadata.annotations?.[OPTIONS]])).toEqual(
    ['titanium-prod', 'postgresql', 'database-backup'].map((name) => [name, KEEP]),
  );
});

test('what the API server writes into the claim of the database is no drift (L13)', () => {
  const { spec } = the(made(titanium('solid-cloud')), 'Application', 'titanium-prod');

  expect(spec.ignoreDifferences).toContainEqual({
    group: 'apps',
    kind: 'StatefulSet',
    name: 'postgresql',
    namespace: 'titanium-prod',
    jqPathExpressions: ['.spec.volumeClaimTemplates[]?.apiVersion', '.spec.volumeClaimTemplates[]?.kind'],
  });
  expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
});

test('the database is dumped to another volume, every night and not in two runs at once (M15)', () => {
  const { spec } = one(objects, 'CronJob', 'postgresql-backup');

  expect([spec.schedule, spec.timeZone, spec.concurrencyPolicy]).toEqual(['0 0 * * *', 'UTC', 'Forbid']);
  expect(one(objects, 'PersistentVolumeClaim', 'database-backup')['spec']).toEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'local-path',
    resources: { requests: { storage: '10Gi' } },
  });
});

test('no service keeps a file database or a volume (L9, M9, M10)', () => {
  const mounted = Object.entries(podTemplates(objects)).flatMap(([app, { spec }]) =>
    JSON.stringify(spec.volumes ?? []).includes('persistentVolumeClaim') ? [app] : [],
  );

  expect(mounted).toEqual(['postgresql-backup']);
  expect(JSON.stringify(objects)).not.toContain('DATABASE_PATH');
});

test('Redis keeps nothing, and has room for what it holds', () => {
  expect(containers(objects)['redis']?.args).toEqual([
    '--save',
    '',
    '--appendonly',
    'no',
    '--maxmemory',
    '192mb',
    '--maxmemory-policy',
    'allkeys-lru',
  ]);
});
