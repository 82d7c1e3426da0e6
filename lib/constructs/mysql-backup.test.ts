import { Cron } from '../values/cron.ts';
import { Duration } from '../values/duration.ts';
import { MysqlBackup, type MysqlBackupProps } from './mysql-backup.ts';
import { SecretKey } from './secret-key.ts';
import { readOnly, unprivileged } from './security.ts';
import { anImage, aPeer, aSecret, DB_SECRET, refusal, S3_SECRET, SHOP, SMALL, SMALL_JSON, Testing } from './testing.ts';
import { Port } from './port.ts';

const server = { peer: aPeer('mysql', 'shop'), port: Port.mysql(), service: 'mysql-service' };
const database = { server, database: 'orders', rootPassword: new SecretKey(DB_SECRET, 'root') };

function backup(props: Partial<MysqlBackupProps> = {}): MysqlBackup {
  return new MysqlBackup(Testing.chart(), 'Backup', {
    name: 'mysql-backup',
    namespace: SHOP,
    database,
    schedule: Cron.parse('0 3 * * *'),
    timeZone: 'Asia/Seoul',
    recoveryPoint: Duration.hours(24),
    bucket: 's3://dumps/',
    credentials: S3_SECRET,
    dump: { image: anImage('mysql:8.0'), resources: SMALL },
    upload: { image: anImage('amazon/aws-cli:2.15.0'), resources: SMALL },
    ...props,
  });
}

test('dumps, and uploads only what was dumped completely', () => {
  const chart = Testing.chart();

  new MysqlBackup(chart, 'Backup', {
    name: 'mysql-backup',
    namespace: SHOP,
    database,
    schedule: Cron.parse('0 3 * * *'),
    timeZone: 'Asia/Seoul',
    recoveryPoint: Duration.hours(24),
    bucket: 's3://dumps/',
    credentials: S3_SECRET,
    dump: { image: anImage('mysql:8.0'), resources: SMALL },
    upload: { image: anImage('amazon/aws-cli:2.15.0'), resources: SMALL },
  });

  const volumeMounts = [{ name: 'backup', mountPath: '/backup' }];
  const fromSecret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'mysql-backup', namespace: 'shop' },
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Asia/Seoul',
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          spec: {
            backoffLimit: 2,
            activeDeadlineSeconds: 3600,
            template: {
              metadata: { labels: { app: 'mysql-backup' }, annotations: { 'sidecar.istio.io/inject': 'false' } },
              spec: {
                automountServiceAccountToken: false,
                restartPolicy: 'Never',
                initContainers: [
                  {
                    name: 'dump',
                    image: 'mysql:8.0',
                    resources: SMALL_JSON,
                    command: [
                      'bash',
                      '-euo',
                      'pipefail',
                      '-c',
                      'file="/backup/mysql-backup-$(date +%Y%m%d-%H%M%S).sql.gz"\n' +
                        'mysqldump --host=mysql-service --port=3306 --user=root --single-transaction --routines --triggers --events --databases orders | gzip > "$file.part"\n' +
                        'last=$(gzip -dc "$file.part" | tail -n 1)\n' +
                        `[[ $last == '-- Dump completed'* ]] || { echo "the dump ends with: $last" >&2; exit 1; }\n` +
                        'mv "$file.part" "$file"\n',
                    ],
                    env: [{ name: 'MYSQL_PWD', ...fromSecret('db-secret', 'root') }],
                    securityContext: readOnly(unprivileged()),
                    volumeMounts,
                  },
                ],
                containers: [
                  {
                    name: 'upload',
                    image: 'amazon/aws-cli:2.15.0',
                    resources: SMALL_JSON,
                    command: [
                      'aws',
                      's3',
                      'cp',
                      '/backup',
                      's3://dumps/',
                      '--recursive',
                      '--exclude',
                      '*',
                      '--include',
                      '*.sql.gz',
                      '--no-progress',
                    ],
                    env: [
                      { name: 'AWS_ACCESS_KEY_ID', ...fromSecret('s3', 'AWS_ACCESS_KEY_ID') },
                      { name: 'AWS_SECRET_ACCESS_KEY', ...fromSecret('s3', 'AWS_SECRET_ACCESS_KEY') },
                      { name: 'AWS_DEFAULT_REGION', ...fromSecret('s3', 'AWS_DEFAULT_REGION') },
                    ],
                    securityContext: readOnly(unprivileged()),
                    volumeMounts,
                  },
                ],
                volumes: [{ name: 'backup', emptyDir: {} }],
              },
            },
          },
        },
      },
    },
  ]);
});

test.each([
  [
    'a schedule that loses more than is allowed',
    { schedule: Cron.parse('0 3 * * 1'), recoveryPoint: Duration.hours(24) },
    'test/Backup: the schedule "0 3 * * 1" leaves up to 168h between two dumps, the recovery goal allows a loss of 24h. Run more often, or change the goal in the inventory.',
  ],
  [
    'credentials without a region',
    { credentials: aSecret('s3', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY') },
    'Secret shop/s3: it has no key "AWS_DEFAULT_REGION", pods that read it would stay in CreateContainerConfigError. Known: "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY".',
  ],
])('refuses %s', (_, props, message) => {
  expect(refusal(() => backup(props))).toBe(message);
});

test('takes a schedule that meets the goal exactly', () => {
  expect(Testing.synth(backup({ schedule: Cron.parse('0 3 * * 1'), recoveryPoint: Duration.days(7) }))).toHaveLength(1);
});
