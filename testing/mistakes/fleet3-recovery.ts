import { deployment, mistake, service } from './apps.ts';
import { clusterChart, installs } from './clusters-pieces.ts';
import { documents, namespace, cronJob, rules, alert } from './pieces.ts';
import { velero } from './fleet-recovery-parts.ts';
import type { Mistake } from './mistake.ts';
import { stack, vault, snap, claim, vs, bsl, thanos, dataClaim, objstore, thanosSecret, cron } from './fleet3-room-parts.ts';

/** Jobs, backups and what they keep, and the alerts that watch them. */
export const fleet3Recovery: readonly Mistake[] = [
  mistake(
    'A job that starts late by five seconds is never started',
    'cron-job-runs',
    {
      'mgmt/job.yaml': documents(
        namespace('ops'),
        cron('report', 'ops', 'ghcr.io/example/report:1.2.0', 'report', '  startingDeadlineSeconds: 5\n'),
      ),
    },
    'mgmt/job.yaml',
    [['startingDeadlineSeconds: 5', 'startingDeadlineSeconds: 300']],
  ),
  mistake(
    'An alert waits for failed jobs, of which the CronJob keeps none',
    'cron-job-runs',
    {
      'mgmt/stack.yaml': stack,
      'mgmt/job.yaml': documents(
        namespace('ops'),
        cron('etcd-copy', 'ops', 'ghcr.io/example/report:1.2.0', 'report', '  failedJobsHistoryLimit: 0\n'),
      ),
      'mgmt/rules.yaml': rules(
        'monitoring',
        'backups',
        alert('BackupFailed', 'kube_job_status_failed{namespace="ops", job_name=~"etcd-copy.*"} > 0'),
      ),
    },
    'mgmt/job.yaml',
    [['failedJobsHistoryLimit: 0', 'failedJobsHistoryLimit: 3']],
  ),
  mistake(
    'Finished jobs are gone before the alert on their failure has waited',
    'cron-job-runs',
    {
      'mgmt/stack.yaml': stack,
      'mgmt/job.yaml': documents(
        namespace('ops'),
        cronJob('ops', 'etcd-copy', 'ghcr.io/example/report:1.2.0', 'report').replace(
          'backoffLimit: 2',
          'backoffLimit: 2\n      ttlSecondsAfterFinished: 60',
        ),
      ),
      'mgmt/rules.yaml': rules(
        'monitoring',
        'backups',
        alert('BackupFailed', 'kube_job_status_failed{namespace="ops", job_name=~"etcd-copy.*"} > 0'),
      ),
    },
    'mgmt/job.yaml',
    [['ttlSecondsAfterFinished: 60', 'ttlSecondsAfterFinished: 86400']],
  ),
  mistake(
    'The alert on backups asks for a schedule without the name of the release that the chart puts before',
    'query-names-exist',
    {
      'mgmt/stack.yaml': stack,
      'mgmt/velero.yaml': velero({})
        .replaceAll('app1', 'mgmt')
        .replace('name: mgmt, namespace: velero', 'server: https://kubernetes.default.svc, namespace: velero'),
      'mgmt/rules.yaml': rules(
        'monitoring',
        'backups',
        alert('BackupOld', 'time() - velero_backup_last_successful_timestamp{schedule="daily-backup"} > 93600'),
      ),
    },
    'mgmt/rules.yaml',
    [['schedule=\\"daily-backup\\"', 'schedule=\\"velero-daily-backup\\"']],
  ),
  mistake(
    'A script restores from the schedule as its values call it',
    'velero-names-exist',
    {
      'mgmt/velero.yaml': velero({}),
      'scripts/restore.sh': installs('velero restore create --from-schedule daily-backup --include-namespaces app --wait'),
    },
    'scripts/restore.sh',
    [['--from-schedule daily-backup', '--from-schedule velero-daily-backup']],
  ),
  mistake(
    'Only claims are backed up, and the files are read through pods',
    'velero-reaches-data',
    {
      'app1/velero.yaml': documents(
        namespace('velero'),
        namespace('app'),
        bsl,
        vs('includedNamespaces: [app], includedResources: [persistentvolumeclaims, persistentvolumes]'),
      ),
    },
    'app1/velero.yaml',
    [
      [
        'includedResources: [persistentvolumeclaims, persistentvolumes]',
        'includedResources: [persistentvolumeclaims, persistentvolumes, pods]',
      ],
    ],
  ),
  mistake(
    'The dump before a backup is to run in a container that was renamed',
    'velero-hook-runs',
    {
      'app1/velero.yaml': documents(namespace('velero'), namespace('app'), bsl, vs('includedNamespaces: [app]')),
      'app1/db.yaml': deployment('postgres', 'app', 5432, { image: 'postgres:16.4' }).replace(
        'metadata: { labels: { app: postgres } }',
        `metadata:
      labels: { app: postgres }
      annotations:
        pre.hook.backup.velero.io/container: db
        pre.hook.backup.velero.io/command: '["/bin/sh", "-c", "pg_dump -U app app > /var/lib/postgresql/data/dump.sql"]'`,
      ),
    },
    'app1/db.yaml',
    [['container: db', 'container: postgres']],
  ),
  mistake(
    'Snapshots of Raft are asked of a Vault that keeps files',
    'vault-snapshot-works',
    {
      'mgmt/vault.yaml': vault('standalone: { enabled: true }'),
      'mgmt/snapshot.yaml': documents(namespace('vault'), claim('vault-backup', 'vault', '5Gi'), snap()),
    },
    'mgmt/vault.yaml',
    [['standalone: { enabled: true }', 'ha: { enabled: true, replicas: 1, raft: { enabled: true } }']],
  ),
  mistake(
    'Snapshots are asked of the active Vault, and the chart has no such Service for one server',
    'url-host-exists',
    {
      'mgmt/vault.yaml': vault('standalone: { enabled: true, config: \'storage "raft" { path = "/vault/data" }\' }'),
      'mgmt/snapshot.yaml': documents(
        namespace('vault'),
        claim('vault-backup', 'vault', '5Gi'),
        snap('http://vault-active.vault.svc:8200'),
      ),
    },
    'mgmt/snapshot.yaml',
    [['vault-active', 'vault']],
  ),
  mistake(
    'The compactor of Thanos works beside its volume',
    'thanos-works',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        thanosSecret('            insecure: true\n'),
        thanos(
          'compact',
          'thanos-compact',
          '--wait\n--data-dir=/var/thanos/compact\n--objstore.config-file=/etc/thanos/config.yaml\n--retention.resolution-raw=30d',
          '{ name: data, mountPath: /data }, { name: objstore, mountPath: /etc/thanos }',
          objstore + dataClaim,
        ),
      ),
    },
    'mgmt/thanos.yaml',
    [['--data-dir=/var/thanos/compact', '--data-dir=/data']],
  ),
  mistake(
    'Thanos Query merges copies by a label that the receivers do not write',
    'thanos-works',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        thanosSecret('            insecure: true\n'),
        thanos(
          'receive',
          'thanos-receive',
          '--tsdb.path=/data\n--tsdb.retention=6h\n--label=receive_replica="$(POD_NAME)"\n--objstore.config-file=/etc/thanos/config.yaml\n--remote-write.address=0.0.0.0:19291\n--grpc-address=0.0.0.0:10901'.replace(
            /--label=.*/,
            '\'--label=receive_replica="thanos-receive-0"\'',
          ),
          '{ name: data, mountPath: /data }, { name: objstore, mountPath: /etc/thanos }',
          objstore + dataClaim,
        ),
        service('thanos-receive', 'monitoring', 10901, 'grpc'),
        thanos(
          'query',
          'thanos-query',
          '--query.replica-label=replica\n--endpoint=dnssrv+_grpc._tcp.thanos-receive-service.monitoring.svc',
          '',
        ),
      ),
    },
    'mgmt/thanos.yaml',
    [['--query.replica-label=replica', '--query.replica-label=receive_replica']],
    { partly: true },
  ),
  mistake(
    'MinIO throws backups away before Velero lets them go',
    'lifecycle-spares-data',
    {
      'mgmt/velero.yaml': velero({ ttl: '720h' }),
      'scripts/minio.sh': installs(
        'mc alias set local https://minio.example.com "$MINIO_USER" "$MINIO_PASSWORD"',
        'mc mb --ignore-existing local/velero',
        'mc ilm rule add --expire-days 7 local/velero',
      ),
    },
    'scripts/minio.sh',
    [['--expire-days 7', '--expire-days 45']],
  ),
  mistake(
    'Certificates of Hubble live shorter than the job that renews them sleeps',
    'helm-values-work',
    {
      'mgmt/cilium.yaml': clusterChart(
        'mgmt',
        'cilium',
        'cilium',
        'cilium',
        '1.19.1',
        'cilium-system',
        "cluster: { name: mgmt, id: 1 }\noperator: { replicas: 1 }\nhubble: { enabled: true, tls: { auto: { enabled: true, method: cronJob, certValidityDuration: 90, schedule: '0 0 1 */4 *' } } }",
      ),
    },
    'mgmt/cilium.yaml',
    [['certValidityDuration: 90', 'certValidityDuration: 365']],
  ),
];
