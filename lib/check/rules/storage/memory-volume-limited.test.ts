import { deployment, ruleCases } from '../../testing.ts';
import { memoryVolumeLimited } from './memory-volume-limited.ts';

const scratch = (emptyDir: object) => deployment({ pod: { volumes: [{ name: 'cache', emptyDir }] } });

ruleCases(memoryVolumeLimited, {
  accepts: { 'a limit': [scratch({ medium: 'Memory', sizeLimit: '64Mi' })], 'a folder on disk': [scratch({})] },
  refuses: {
    'memory without a limit': {
      given: [scratch({ medium: 'Memory' })],
      says: 'the volume "cache" is in memory and may grow without limit',
    },
  },
});
