import { deployment, ruleCases } from '../../testing.ts';
import { memoryVolumeLimited } from './memory-volume-limited.ts';

const scratch = (emptyDir: object, memory?: string, readOnly = false) =>
  deployment({
    container: {
      volumeMounts: [{ name: 'cache', mountPath: '/cache', readOnly }],
      ...(memory === undefined ? {} : { resources: { limits: { memory } } }),
    },
    pod: { volumes: [{ name: 'cache', emptyDir }] },
  });

ruleCases(memoryVolumeLimited, {
  accepts: {
    'a limit': [scratch({ medium: 'Memory', sizeLimit: '64Mi' })],
    'a folder on disk': [scratch({})],
    'memory enough for it': [scratch({ medium: 'Memory', sizeLimit: '64Mi' }, '256Mi')],
    'one who only reads it': [scratch({ medium: 'Memory', sizeLimit: '1Gi' }, '256Mi', true)],
  },
  refuses: {
    'a volume larger than its container': {
      given: [scratch({ medium: 'Memory', sizeLimit: '1Gi' }, '512Mi')],
      says: 'the volume "cache" in memory may hold 1Gi, and container "app" that writes to it has 512Mi in all',
    },
    'memory without a limit': {
      given: [scratch({ medium: 'Memory' })],
      says: 'the volume "cache" is in memory and may grow without limit',
    },
  },
});
