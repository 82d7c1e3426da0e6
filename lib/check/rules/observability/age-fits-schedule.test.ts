import { alertOn } from '../../observability/testing.ts';
import { cronJob, kube, ruleCases } from '../../testing.ts';
import { ageFitsSchedule } from './age-fits-schedule.ts';

const daily = cronJob({ name: 'mysql-backup', namespace: 'blog' });
const last = 'kube_cronjob_status_last_successful_time{namespace="blog", cronjob="mysql-backup"}';

ruleCases(ageFitsSchedule, {
  accepts: {
    'longer than a day': [daily, alertOn(`time() - ${last} > 26 * 3600`)],
    'shorter, and then for long': [daily, alertOn(`time() - max by (cronjob) (${last}) > 12 * 3600`, { for: '14h' })],
    'a job that runs each hour': [
      cronJob({ name: 'mysql-backup', namespace: 'blog', spec: { schedule: '0 * * * *' } }),
      alertOn(`time() - ${last} > 2 * 3600`),
    ],
    'one of another namespace, and one that is suspended': [
      cronJob({ name: 'mysql-backup', namespace: 'shop' }),
      cronJob({ name: 'mysql-backup', namespace: 'blog', spec: { suspend: true } }),
      alertOn(`time() - ${last} > 3600`),
    ],
    'an age in days': [daily, alertOn(`(time() - ${last}) / 86400 > 2`)],
    'what is no time of a run': [daily, alertOn('time() - process_start_time_seconds{job="mysql-backup"} < 3600')],
  },
  refuses: {
    'some hours for a job that runs once a day': {
      given: [daily, alertOn(`time() - ${last} > 6 * 3600`)],
      says: 'alert Broken fires when CronJob mysql-backup is 6h old, and it runs every 24h (0 3 * * *)',
      fix: 'Wait longer than 24h, and for as long as a run takes.',
    },
    'a metric of ones own, that names the job': {
      given: [daily, alertOn('time() - max(backup_last_success_timestamp_seconds{job="mysql-backup"}) > 7200')],
      says: 'alert Broken fires when CronJob mysql-backup is 2h old, and it runs every 24h (0 3 * * *)',
    },
    'a backup of Velero that runs once a week': {
      given: [
        kube('velero.io/v1/Schedule', { name: 'weekly', namespace: 'velero' }, { spec: { schedule: '0 3 * * 0' } }),
        alertOn('time() - velero_backup_last_successful_timestamp{schedule="weekly"} > 2 * 86400'),
      ],
      says: 'alert Broken fires when Schedule weekly is 48h old, and it runs every 168h (0 3 * * 0)',
    },
  },
});
