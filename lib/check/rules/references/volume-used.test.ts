import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { volumeUsed } from './volume-used.ts';

const namespace = 'blog';
const claim = (name: string) => kube('v1/PersistentVolumeClaim', { namespace, name }, { spec: {} });
const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];

ruleCases(volumeUsed, {
  accepts: {
    'a mounted claim': [
      claim('data'),
      deployment({ namespace, container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes } }),
    ],
    'a claim of a StatefulSet': [
      claim('data-web-0'),
      statefulSet({ namespace, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } }),
    ],
    'a claim in a namespace whose pods are elsewhere': [claim('data')],
  },
  refuses: {
    'a volume that no container mounts': {
      given: [claim('data'), deployment({ namespace, pod: { volumes } })],
      says: 'no container mounts the volume "data"',
    },
    'a claim that no pod uses': { given: [claim('old'), deployment({ namespace })], says: 'no pod of the tree uses the claim old' },
  },
});
