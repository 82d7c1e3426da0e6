import { kube, rollout, ruleCases, service } from '../../testing.ts';
import { rolloutObjectsExist } from './rollout-objects-exist.ts';

const namespace = 'blog';
const routes = kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web-vsvc' });
const rule = kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'web-rule' });
const web = (istio: object, canary: object = {}) =>
  rollout({ namespace, spec: { strategy: { canary: { trafficRouting: { istio }, ...canary } } } });

ruleCases(rolloutObjectsExist, {
  accepts: {
    'everything there': [routes, rule, web({ virtualService: { name: 'web-vsvc' }, destinationRule: { name: 'web-rule' } })],
    'a VirtualService of another namespace': [
      { ...routes, metadata: { namespace: 'mesh', name: 'web-vsvc' } },
      web({ virtualServices: [{ name: 'web-vsvc.mesh' }] }),
    ],
    'Services there': [service({ namespace, name: 'web-stable' }), web({}, { stableService: 'web-stable' })],
  },
  refuses: {
    'a VirtualService of another name': {
      given: [routes, web({ virtualService: { name: 'web-vs' } })],
      says: 'there is no VirtualService blog/web-vs',
      fix: 'Did you mean "web-vsvc"?',
    },
    'a DestinationRule that nobody wrote': {
      given: [web({ destinationRule: { name: 'web-rule' } })],
      says: 'there is no DestinationRule blog/web-rule',
    },
    'a missing Service': {
      given: [service({ namespace, name: 'web-service' }), web({}, { canaryService: 'web-canary' })],
      says: 'there is no Service blog/web-canary',
    },
  },
});
