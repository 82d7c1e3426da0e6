import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import { Cron } from '../values/cron.ts';
import { Quantity } from '../values/quantity.ts';
import { PostgresBackup, type PostgresBackupProps } from './postgres-backup.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { SecretKey } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { anImage, aSecret, refusal, SHOP, SMALL, SMALL_JSON, Testing, told } from './testing.ts';
import { Flows } from './flow.ts';
import { VolumeClaim } from './volume-claim.ts';

const SECRET = aSecret('db-secret', 'user', 'password');
const IMAGE = anImage('postgres:15-alpine');
const login = { user: new SecretKey(SECRET, 'user'), password: new SecretKey(SECRET, 'password') };

function server(chart: Chart): PostgresDatabase {
  const storage = { storage: Quantity.parse('10Gi'), storageClass: 'local-path' };
  return new PostgresDatabase(chart, 'Database', {
    ...login,
    ...storage,
    namespace: SHOP,
    image: IMAGE,
    resources: SMALL,
    database: 'orders',
  });
}

function claim(chart: Chart): VolumeClaim {
  return new VolumeClaim(chart, 'Dumps', { name: 'dumps', namespace: 'shop', size: Quantity.parse('10Gi'), storageClass: 'local-path' });
}

function backup(chart: Chart, props: Partial<PostgresBackupProps> = {}): PostgresBackup {
  return new PostgresBackup(chart, 'Backup', {
    namespace: SHOP,
    server: server(chart),
    image: IMAGE,
    resources: SMALL,
    database: 'orders',
    ...login,
    target: claim(chart),
    schedule: Cron.parse('0 0 * * *'),
    timeZone: 'UTC',
    keep: 14,
    ...props,
  });
}

test('the example of its page stands: it runs in the mesh, on another node than the server, and ends within the hour', () => {
  const chart = Testing.chart();
  const database = server(chart);
  const dumps = claim(chart);

  new PostgresBackup(chart, 'Backup', {
    namespace: SHOP,
    server: database,
    image: anImage('postgres:15-alpine'),
    resources: SMALL,
    database: 'orders',
    user: new SecretKey(SECRET, 'user'),
    password: new SecretKey(SECRET, 'password'),
    target: dumps,
    schedule: Cron.parse('0 0 * * *'),
    timeZone: 'UTC',
    keep: 14,
  });

  const spec: unknown = Testing.kind(chart, 'CronJob')[0]?.['spec'];
  const { template, ...job } = (spec as { jobTemplate: { spec: { template: { spec: { containers: object[] } } } } }).jobTemplate.spec;
  expect(spec).toMatchObject({ schedule: '0 0 * * *', timeZone: 'UTC', concurrencyPolicy: 'Forbid' });
  expect(job).toEqual({ backoffLimit: 2, activeDeadlineSeconds: 3600 });
  expect(template).toMatchObject({
    metadata: { labels: { app: 'postgresql-backup' } },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: 'postgresql-backup',
      securityContext: { fsGroup: 70 },
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'postgresql' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'dumps' } }],
    },
  });
  const fromSecret = (name: string, key: string): object => ({ name, valueFrom: { secretKeyRef: { name: 'db-secret', key } } });
  expect(template.spec.containers).toEqual([
    {
      name: 'dump',
      image: 'postgres:15-alpine',
      command: ['sh', '-euc', expect.any(String)],
      env: [
        { name: 'PGHOST', value: 'postgresql-service' },
        { name: 'PGPORT', value: '5432' },
        { name: 'PGDATABASE', value: 'orders' },
        fromSecret('PGUSER', 'user'),
        fromSecret('PGPASSWORD', 'password'),
      ],
      resources: SMALL_JSON,
      securityContext: readOnly(unprivileged(70)),
      volumeMounts: [{ name: 'data', mountPath: '/backup' }],
    },
  ]);
});

test('it may call the server and nobody else', () => {
  const chart = Testing.chart();

  const job = backup(chart);

  expect(Flows.of(chart).from(job).map(told)).toEqual(['postgresql-backup → postgresql:5432']);
});

describe('the script', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backup-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'backup'));
    program('pg_dump', 'for each; do case "$each" in --file=*) echo dump > "${each#--file=}";; esac; done');
    program('pg_restore', 'test -s "$2"');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function program(name: string, body: string): void {
    const file = join(folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  }

  /** Runs it with programs of ours in the place of PostgreSQL's. */
  function run(keep: number): void {
    const chart = Testing.chart();
    backup(chart, { keep });
    const [, , script = ''] = Testing.kind(chart, 'CronJob')[0]?.['spec'].jobTemplate.spec.template.spec.containers[0].command ?? [];
    const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, PGDATABASE: 'orders' };
    execFileSync('sh', ['-euc', (script as string).replace('cd /backup', `cd ${join(folder, 'backup')}`)], { env, stdio: 'pipe' });
  }

  const kept = (): string[] => readdirSync(join(folder, 'backup')).sort();
  const old = (name: string): void => writeFileSync(join(folder, 'backup', name), 'dump');

  test('keeps the newest dumps and removes what an interrupted run left', () => {
    for (const day of [1, 2, 3]) old(`orders-2025010${day}-000000.dump`);
    old('orders-20250104-000000.dump.part');

    run(2);

    expect(kept()).toEqual(['orders-20250103-000000.dump', expect.stringMatching(/^orders-\d{8}-\d{6}\.dump$/)]);
  });

  test.each([
    ['the server refuses', 'pg_dump', 'exit 1'],
    ['nobody can read what was dumped', 'pg_restore', 'exit 1'],
  ])('fails where %s, and removes no older dump', (_, name, body) => {
    for (const day of [1, 2, 3]) old(`orders-2025010${day}-000000.dump`);
    program(name, body);

    expect(() => run(2)).toThrow('Command failed');

    expect(kept().filter((file) => file.endsWith('.dump'))).toHaveLength(3);
  });
});

test('refuses to keep one dump only', () => {
  expect(refusal(() => backup(Testing.chart(), { keep: 1 }))).toBe(
    'test/Backup: 1 dumps are kept, and a dump that nobody can read would be the only one. Keep at least 2.',
  );
});
