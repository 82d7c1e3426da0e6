import { cronJob, ruleCases } from '../../testing.ts';
import { cleanupFindsFiles } from './cleanup-finds-files.ts';

const job = (command: string, volume: object = { persistentVolumeClaim: { claimName: 'backup' } }) =>
  cronJob({
    pod: { volumes: [{ name: 'backup', ...volume }] },
    container: { command: ['sh', '-c', command], volumeMounts: [{ name: 'backup', mountPath: '/backup' }] },
  });

ruleCases(cleanupFindsFiles, {
  accepts: {
    'the folder that is mounted': [job('find /backup -mtime +7 -delete')],
    'a folder below it': [job("find /backup/mysql/ -name '*.sql' -mtime +7 -exec rm {} \\;")],
    'a folder in a variable': [job('find "$DIR" -mtime +7 -delete')],
    'files that are only listed': [job('find /backups -mtime +7')],
    'a job without a lasting volume': [job('find /backups -mtime +7 -delete', { emptyDir: {} })],
  },
  refuses: {
    'another folder': {
      given: [job('set -e\nfind /backups -mtime +7 -delete')],
      says: 'line 2: it clears away old files in /backups, and what lasts is mounted at /backup',
      fix: 'Look in /backup.',
    },
  },
});
