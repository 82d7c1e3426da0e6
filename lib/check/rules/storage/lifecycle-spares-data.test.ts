import { chartApplication } from '../../observability/testing.ts';
import { cronJob, kube, ruleCases } from '../../testing.ts';
import { lifecycleSparesData } from './lifecycle-spares-data.ts';

const velero = (ttl?: string, prefix?: string) =>
  chartApplication('velero', 'velero', {
    configuration: { backupStorageLocation: [{ name: 'default', bucket: 'velero', prefix }] },
    schedules: { daily: { schedule: '0 2 * * *', template: { ttl } } },
  });
const running = (script: string) => cronJob({ container: { command: ['sh', '-c'], args: [script] } });
const expire = (days: number, target = 'local/velero') => running(`mc ilm rule add --expire-days ${days} ${target}`);

ruleCases(lifecycleSparesData, {
  accepts: {
    'objects that live longer': [velero('168h'), expire(14)],
    'another bucket': [velero('720h'), expire(7, 'local/logs')],
    'another folder': [velero('720h', 'app1'), expire(7, 'local/velero/app2')],
    'old versions only': [velero('720h'), running('mc ilm rule add --noncurrent-expire-days 7 local/velero')],
    'a number that is worked out': [velero('720h'), running('mc ilm rule add --expire-days "$DAYS" local/velero')],
  },
  refuses: {
    'backups that are deleted from under Velero': {
      given: [velero('720h0m0s'), expire(7)],
      says: 'objects of bucket velero expire after 7 days, and schedule daily of Velero keeps its backups 30 days',
    },
    'a place and a Schedule, in the old words of the client': {
      given: [
        kube('velero.io/v1/BackupStorageLocation', { name: 'minio' }, { spec: { objectStorage: { bucket: 'velero' } } }),
        kube('velero.io/v1/Schedule', { name: 'nightly' }, { spec: { template: { storageLocation: 'minio' } } }),
        running('mc ilm add local/velero --expiry-days 10'),
      ],
      says: 'objects of bucket velero expire after 10 days, and schedule nightly of Velero keeps its backups 30 days',
    },
    'lines of Loki, by the values of MinIO': {
      given: [
        chartApplication('loki', 'monitoring', {
          loki: { storage: { bucketNames: { chunks: 'loki' } }, limits_config: { retention_period: '336h' } },
        }),
        chartApplication('minio', 'minio', { customCommands: [{ command: 'ilm rule add --expire-days 7 myminio/loki' }] }),
      ],
      says: 'objects of bucket loki expire after 7 days, and release loki (Loki) keeps lines 14 days',
    },
  },
});
