import { Cron } from '../values/cron.ts';
import { Duration } from '../values/duration.ts';
import { Quantity } from '../values/quantity.ts';
import { Flows } from './flow.ts';
import { LonghornMysql } from './longhorn-mysql.ts';
import { SecretKey } from './secret-key.ts';
import { aDatabase, anImage, aPeer, DB_SECRET, refusal, S3_SECRET, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';

const ping = { exec: { command: ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent'] }, timeoutSeconds: 5 };

test('is a server with its volume, its Service and its budget, and brings exporter and backup along', () => {
  const chart = Testing.chart();

  const database = new LonghornMysql(chart, 'Mysql', {
    namespace: SHOP,
    image: anImage('mysql:8.0'),
    resources: SMALL,
    storage: Quantity.parse('10Gi'),
    storageClass: 'longhorn',
    database: 'orders',
    rootPassword: new SecretKey(DB_SECRET, 'root'),
    user: { name: 'app', password: new SecretKey(DB_SECRET, 'app') },
    scrapedBy: aPeer('prometheus', 'monitoring'),
    exporter: { image: anImage('prom/mysqld-exporter:v0.16.0'), resources: SMALL, collectors: ['info_schema.tables'] },
    backup: {
      schedule: Cron.parse('0 3 * * *'),
      timeZone: 'Asia/Seoul',
      recoveryPoint: Duration.hours(24),
      bucket: 's3://dumps/',
      credentials: S3_SECRET,
      dump: { image: anImage('mysql:8.0'), resources: SMALL },
      upload: { image: anImage('amazon/aws-cli:2.15.0'), resources: SMALL },
    },
  });

  const selector = { matchLabels: { app: 'mysql' } };
  const fromSecret = (key: string) => ({ secretKeyRef: { name: 'db-secret', key } });
  const [claim, deployment, service, budget, ...others] = Testing.synth(chart);
  expect([claim, deployment, service, budget]).toEqual([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'mysql-pvc', namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'longhorn', resources: { requests: { storage: '10Gi' } } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'mysql', namespace: 'shop' },
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector,
        template: {
          metadata: { labels: { app: 'mysql' }, annotations: { 'sidecar.istio.io/inject': 'false' } },
          spec: {
            automountServiceAccountToken: false,
            tolerations: ['not-ready', 'unreachable'].map((state) => ({
              key: `node.kubernetes.io/${state}`,
              operator: 'Exists',
              effect: 'NoExecute',
              tolerationSeconds: 30,
            })),
            containers: [
              {
                name: 'mysql',
                image: 'mysql:8.0',
                resources: SMALL_JSON,
                ports: [{ name: 'tcp-mysql', containerPort: 3306 }],
                env: [
                  { name: 'MYSQL_ROOT_PASSWORD', valueFrom: fromSecret('root') },
                  { name: 'MYSQL_DATABASE', value: 'orders' },
                  { name: 'MYSQL_USER', value: 'app' },
                  { name: 'MYSQL_PASSWORD', valueFrom: fromSecret('app') },
                ],
                startupProbe: { ...ping, periodSeconds: 10, failureThreshold: 30 },
                livenessProbe: { ...ping, periodSeconds: 20 },
                readinessProbe: { ...ping, periodSeconds: 10 },
                volumeMounts: [{ name: 'data', mountPath: '/var/lib/mysql' }],
              },
            ],
            volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'mysql-pvc' } }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'mysql-service', namespace: 'shop' },
      spec: { selector: { app: 'mysql' }, ports: [{ name: 'tcp-mysql', port: 3306, targetPort: 'tcp-mysql' }] },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'mysql-pdb', namespace: 'shop' },
      spec: { maxUnavailable: 1, selector },
    },
  ]);
  expect(others.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ConfigMap mysql-exporter-config',
    'Deployment mysql-exporter',
    'Service mysql-exporter',
    'CronJob mysql-backup',
  ]);
  expect(database.jdbcUrl).toBe('jdbc:mysql://mysql-service:3306/orders');
  expect(Testing.problems(chart)).toEqual([]);
});

test('a second database has a name of its own everywhere', () => {
  const chart = Testing.chart();
  const { jdbcUrl } = aDatabase(chart, { name: 'orders' });

  const names = Testing.synth(chart).map(({ metadata }) => metadata.name);

  expect(names).toEqual([
    'orders-pvc',
    'orders',
    'orders-service',
    'orders-pdb',
    'orders-exporter-config',
    'orders-exporter',
    'orders-exporter',
    'orders-backup',
  ]);
  expect(jdbcUrl).toBe('jdbc:mysql://orders-service:3306/orders');
});

test('its helpers declare what they need, so that no policy has to be remembered', () => {
  const chart = Testing.chart();
  const scraper = aPeer('prometheus', 'monitoring');
  const { server, exporter, backup } = aDatabase(chart, { scrapedBy: scraper });

  const { all } = Flows.of(chart);

  expect(all).toEqual([
    { kind: 'pod', from: exporter, to: server },
    { kind: 'pod', from: scraper, to: exporter.metrics },
    { kind: 'pod', from: backup, to: server },
    { kind: 'world', from: backup, port: 443 },
  ]);
});

test('refuses an image that is no MySQL', () => {
  expect(refusal(() => aDatabase(Testing.chart(), { image: anImage('postgres:16.4') }))).toBe(
    'test/Mysql: the image is postgres:16.4, its entrypoint and data directory are not those of MySQL. Use an image of repository mysql.',
  );
});

test('takes a MySQL of a private registry, with what it takes to pull it', () => {
  const chart = Testing.chart();

  aDatabase(chart, { image: anImage('ghcr.io/acme/mysql:8.0.36', 'ghcr-secret') });

  expect(Testing.kind(chart, 'Deployment')[0]?.['spec'].template.spec.imagePullSecrets).toEqual([{ name: 'ghcr-secret' }]);
});
