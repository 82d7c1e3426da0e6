import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { claimFitsRange } from './claim-fits-range.ts';

const claim = (storage: string, namespace = 'shop') =>
  kube('v1/PersistentVolumeClaim', { name: 'data', namespace }, { spec: { resources: { requests: { storage } } } });
const range = (limits: object, type = 'PersistentVolumeClaim') =>
  kube('v1/LimitRange', { namespace: 'shop' }, { spec: { limits: [{ type, ...limits }] } });

ruleCases(claimFitsRange, {
  accepts: {
    'within the bounds': [claim('5Gi'), range({ max: { storage: '5Gi' }, min: { storage: '1Gi' } })],
    'another namespace': [claim('50Gi', 'blog'), range({ max: { storage: '5Gi' } })],
    'a range for containers': [claim('50Gi'), range({ max: { cpu: '1' } }, 'Container')],
  },
  refuses: {
    'more than one may have': {
      given: [claim('8Gi'), range({ max: { storage: '5Gi' } })],
      says: 'the claim asks for 8Gi, the LimitRange of "shop" wants at most 5Gi',
    },
    'less than each has to': {
      given: [
        statefulSet({ namespace: 'shop', spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '100Mi' } } } }] } }),
        range({ min: { storage: '1Gi' } }),
      ],
      says: 'the claim asks for 100Mi, the LimitRange of "shop" wants at least 1Gi',
    },
  },
});
