import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { limitRangeFits } from './limit-range-fits.ts';

const range = (limits: object) => kube('v1/LimitRange', { namespace: 'shop' }, { spec: { limits: [{ type: 'Container', ...limits }] } });
const web = (requests: object, limits: object) => deployment({ namespace: 'shop', container: { resources: { requests, limits } } });

ruleCases(limitRangeFits, {
  accepts: {
    'within the bounds': [web({ cpu: '100m' }, { cpu: '1' }), range({ max: { cpu: '1' }, min: { cpu: '50m' } })],
    'defaults for what is left out': [deployment({ namespace: 'shop' }), range({ max: { cpu: '1' }, default: { cpu: '500m' } })],
    'a range for claims': [
      web({}, {}),
      kube('v1/LimitRange', { namespace: 'shop' }, { spec: { limits: [{ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }] } }),
    ],
  },
  refuses: {
    'a limit above the maximum': {
      given: [web({}, { memory: '4Gi' }), range({ max: { memory: '2Gi' } })],
      says: 'container "app" may use 4Gi memory, the LimitRange allows 2Gi',
    },
    'a request below the minimum': {
      given: [web({ cpu: '10m' }, {}), range({ min: { cpu: '50m' } })],
      says: 'container "app" asks for 10m cpu, the LimitRange wants at least 50m',
    },
    'no limit at all': {
      given: [web({ cpu: '10m' }, {}), range({ max: { cpu: '1' } })],
      says: 'container "app" has no limit for cpu, the LimitRange asks for one of at most 1',
    },
    'the sidecar of the mesh, with its usual limit': {
      given: [meshed('shop'), web({}, { cpu: '500m' }), range({ max: { cpu: '1' } })],
      says: 'its sidecar may use 2 cpu, the LimitRange allows 1',
    },
  },
});
