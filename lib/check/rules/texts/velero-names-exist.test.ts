import { chartApplication } from '../../observability/testing.ts';
import { cronJob, kube, ruleCases } from '../../testing.ts';
import { veleroNamesExist } from './velero-names-exist.ts';

const chart = chartApplication('velero', 'velero', {
  configuration: { backupStorageLocation: [{ name: 'default' }] },
  schedules: { daily: { schedule: '0 2 * * *' } },
});
const running = (script: string) => cronJob({ container: { command: ['sh', '-c'], args: [script] } });

ruleCases(veleroNamesExist, {
  accepts: {
    'the name with that of the release': [chart, running('velero restore create --from-schedule velero-daily --wait')],
    'a Schedule of the tree': [kube('velero.io/v1/Schedule', { name: 'nightly' }), running('velero schedule pause nightly')],
    'one of the backups': [chart, running('velero restore create --from-backup velero-daily-20260131020000')],
    'a name that is worked out': [chart, running('velero restore create --from-schedule "$SCHEDULE"')],
    'a new schedule': [chart, running('velero schedule create weekly --schedule "0 3 * * 0" --storage-location default')],
    'a Velero that nobody shows': [running('velero restore create --from-schedule daily')],
  },
  refuses: {
    'the name as the values have it': {
      given: [chart, running('velero restore create --from-schedule daily')],
      says: 'line 1: there is no schedule daily; there is velero-daily',
      fix: 'Did you mean "velero-daily"?',
    },
    'a place of before': {
      given: [chart, running('velero backup create now --storage-location minio')],
      says: 'line 1: there is no place of backups minio; there is default',
    },
    'a schedule for a backup': {
      given: [chart, running('velero restore create --from-backup=velero-daily')],
      says: 'line 1: velero-daily is a schedule, and --from-backup takes one of its backups (velero-daily-20260131020000)',
    },
  },
});
