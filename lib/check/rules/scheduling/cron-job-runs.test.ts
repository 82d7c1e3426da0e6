import { cronJob, ruleCases } from '../../testing.ts';
import { cronJobRuns } from './cron-job-runs.ts';

const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'dumps' } }];

ruleCases(cronJobRuns, {
  accepts: {
    defaults: [cronJob()],
    'a deadline of minutes, one run at a time, one failure kept': [
      cronJob({
        pod: { volumes },
        spec: { startingDeadlineSeconds: 300, failedJobsHistoryLimit: 1, concurrencyPolicy: 'Forbid', suspend: false },
      }),
    ],
    'runs that end': [cronJob({ pod: { volumes, activeDeadlineSeconds: 600 } })],
    'runs without a volume in common': [cronJob({ pod: { volumes: [{ name: 'tmp', emptyDir: {} }] } })],
  },
  refuses: {
    'a deadline below what the controller needs': {
      given: [cronJob({ spec: { startingDeadlineSeconds: 5 } })],
      says: 'it may start no later than 5 s after its time, and the controller looks every 10 s',
    },
    'failures without a trace': { given: [cronJob({ spec: { failedJobsHistoryLimit: 0 } })], says: 'a Job that failed is removed at once' },
    'runs that meet on one volume': {
      given: [cronJob({ pod: { volumes } })],
      says: 'a run that hangs does not keep the next from starting, and both write dumps',
    },
    'a pause in Git': { given: [cronJob({ spec: { suspend: true } })], says: 'it is suspended' },
  },
});
