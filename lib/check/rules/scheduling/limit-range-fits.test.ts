import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { limitRangeFits } from './limit-range-fits.ts';

const range = (limits: object) => kube('v1/LimitRange', { namespace: 'shop' }, { spec: { limits: [{ type: 'Container', ...limits }] } });
const web = (requests: object, limits: object) => deployment({ namespace: 'shop', container: { resources: { requests, limits } } });

ruleCases(limitRangeFits, {
  accepts: {
    'within the bounds': [web({ cpu: '100m' }, { cpu: '1' }), range({ max: { cpu: '1' }, min: { cpu: '50m' } })],
    'defaults for what is left out': [deployment({ namespace: 'shop' }), range({ max: { cpu: '1' }, default: { cpu: '500m' } })],
    'a limit of as many times the request': [web({ cpu: '250m' }, { cpu: '1' }), range({ maxLimitRequestRatio: { cpu: '4', memory: 0 } })],
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
    'a limit of many times the request': {
      given: [web({ cpu: '100m' }, { cpu: '1' }), range({ maxLimitRequestRatio: { cpu: '4' } })],
      says: 'container "app" asks for 100m cpu and may use 1, the LimitRange allows 4 times the request',
    },
    'a request above the limit that the LimitRange gives': {
      given: [web({ memory: '512Mi' }, {}), range({ default: { memory: '256Mi' } })],
      says: 'container "app" asks for 512Mi memory and states no limit, and the LimitRange gives it one of 256Mi',
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
