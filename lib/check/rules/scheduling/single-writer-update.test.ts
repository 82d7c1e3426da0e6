import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { singleWriterUpdate } from './single-writer-update.ts';

const claim = (...accessModes: string[]) => kube('v1/PersistentVolumeClaim', { name: 'data' }, { spec: { accessModes } });
const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

ruleCases(singleWriterUpdate, {
  accepts: {
    Recreate: [claim('ReadWriteOnce'), deployment({ pod, spec: { strategy: { type: 'Recreate' } } })],
    'an update that first stops the old pod': [
      claim('ReadWriteOnce'),
      deployment({ pod, spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } } }),
    ],
    'a volume for many': [claim('ReadWriteMany'), deployment({ pod, spec: { replicas: 3 } })],
  },
  refuses: {
    'the default strategy': {
      given: [claim('ReadWriteOnce'), deployment({ pod })],
      says: 'an update runs a second pod (the default RollingUpdate) while "data" is ReadWriteOnce',
    },
    'a canary': {
      given: [claim('ReadWriteOncePod'), rollout({ pod, spec: { strategy: { canary: {} } } })],
      says: 'an update runs a second pod while "data" is ReadWriteOncePod',
    },
    'two replicas': {
      given: [claim('ReadWriteOnce'), deployment({ pod, spec: { replicas: 2, strategy: { type: 'Recreate' } } })],
      says: '2 pods share "data", which is ReadWriteOnce',
    },
  },
});
