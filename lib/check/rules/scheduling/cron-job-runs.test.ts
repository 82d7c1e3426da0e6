import { alertOn } from '../../observability/testing.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { cronJobRuns } from './cron-job-runs.ts';

const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'dumps' } }];
const removed = (ttlSecondsAfterFinished: number) => {
  const job = cronJob();
  const spec = job['spec'] as { readonly schedule: string; readonly jobTemplate: { readonly spec: object } };
  return { ...job, spec: { ...spec, jobTemplate: { spec: { ...spec.jobTemplate.spec, ttlSecondsAfterFinished } } } };
};

ruleCases(cronJobRuns, {
  accepts: {
    defaults: [cronJob()],
    'a deadline of minutes, one run at a time, one failure kept': [
      cronJob({
        pod: { volumes },
        spec: { startingDeadlineSeconds: 300, failedJobsHistoryLimit: 1, concurrencyPolicy: 'Forbid', suspend: false },
      }),
    ],
    'a Job that stays longer than its alert waits': [removed(3600), alertOn('kube_job_failed == 1', { for: '5m' })],
    'a Job that is removed soon, and no alert': [removed(60)],
    'runs that end': [cronJob({ pod: { volumes, activeDeadlineSeconds: 600 } })],
    'runs without a volume in common': [cronJob({ pod: { volumes: [{ name: 'tmp', emptyDir: {} }] } })],
  },
  refuses: {
    'a Job that is removed at once': {
      given: [removed(0)],
      says: 'a Job is removed 0 s after its end, with its logs',
    },
    'a Job that is gone before its alert': {
      given: [removed(60), alertOn('kube_job_status_failed > 0', { for: '5m' })],
      says: 'a Job is removed 60 s after its end, and alert Broken waits 5m to tell of one that failed',
    },
    'a deadline below what the controller needs': {
      given: [cronJob({ spec: { startingDeadlineSeconds: 5 } })],
      says: 'it may start no later than 5 s after its time, and the controller looks every 10 s',
    },
    'failures without a trace': { given: [cronJob({ spec: { failedJobsHistoryLimit: 0 } })], says: 'a Job that failed is removed at once' },
    'runs that meet on one volume': {
      given: [cronJob({ pod: { volumes } })],
      says: 'a run that hangs does not keep the next from starting, and both write dumps',
    },
    'a day that never comes': { given: [cronJob({ spec: { schedule: '0 2 31 2 *' } })], says: '0 2 31 2 * fits no day' },
    'a pause in Git': { given: [cronJob({ spec: { suspend: true } })], says: 'it is suspended' },
  },
});
