import { kube, ruleCases } from '../../testing.ts';
import { volumeNodeExists } from './volume-node-exists.ts';

const volume = (...values: readonly string[]) =>
  kube(
    'v1/PersistentVolume',
    { name: 'data' },
    {
      spec: {
        local: { path: '/mnt/data' },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values }] }] },
        },
      },
    },
  );
const nodes = ['app1-cp', 'app1-worker-0'].map((name) => kube('v1/Node', { name }, { status: {} }));

ruleCases(volumeNodeExists, {
  accepts: {
    'a machine that there is': [...nodes, volume('app1-worker-0')],
    'one of two': [...nodes, volume('app1-worker-1', 'app1-worker-0')],
    'machines that nobody shows': [volume('worker-3')],
  },
  refuses: {
    'a machine that is called otherwise': {
      given: [...nodes, volume('app1-worker0')],
      says: 'there is no node app1-worker0; there are app1-cp, app1-worker-0',
      fix: 'Did you mean "app1-worker-0"?',
    },
  },
});
