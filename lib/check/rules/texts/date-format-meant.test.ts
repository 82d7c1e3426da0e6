import { cronJob, ruleCases } from '../../testing.ts';
import { dateFormatMeant } from './date-format-meant.ts';

const job = (format: string) =>
  cronJob({ name: 'backup', container: { command: ['sh', '-c', `mysqldump db > /backup/db-$(date +${format}).sql`] } });

ruleCases(dateFormatMeant, {
  accepts: {
    'days and minutes': [job('%Y%m%d-%H%M%S')],
    'a date in words': [job('%F_%T')],
  },
  refuses: {
    'the minute for the month': {
      given: [job('%Y%M%d-%H%M%S')],
      says: 'in the format of a date %M, the minute, stands for the month',
      fix: 'Write %m.',
    },
    'the month for the minute': { given: [job('%Y-%m-%d_%H%m%S')], says: 'in the format of a date %m, the month, stands for the minute' },
  },
});
