import { deployment, job, rollout, ruleCases, statefulSet } from '../../testing.ts';
import { workloadsOverlap } from './workloads-overlap.ts';

const namespace = 'blog';

ruleCases(workloadsOverlap, {
  accepts: {
    'workloads with labels of their own': [
      deployment({ namespace, name: 'a', labels: { app: 'a' } }),
      deployment({ namespace, name: 'b', labels: { app: 'b' } }),
    ],
    'two versions that share a label': [
      deployment({ namespace, name: 'web-v1', labels: { app: 'web', version: 'v1' } }),
      deployment({ namespace, name: 'web-v2', labels: { app: 'web', version: 'v2' } }),
    ],
    'another namespace': [deployment({ namespace }), deployment({ namespace: 'shop' })],
    'a Job with the same label': [deployment({ namespace }), job({ namespace, name: 'migrate' })],
    'a wider label on one side only': [
      deployment({ namespace, name: 'web', labels: { app: 'web' } }),
      statefulSet({ namespace, name: 'cache', labels: { app: 'web', part: 'cache' } }),
    ],
  },
  refuses: {
    'a Rollout beside the Deployment it replaced': {
      given: [deployment({ namespace, name: 'was', labels: { app: 'was' } }), rollout({ namespace, name: 'was', labels: { app: 'was' } })],
      says: 'Deployment was selects app=was, too',
    },
  },
});
