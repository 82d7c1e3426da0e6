import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { rolloutStrategyWorks } from './rollout-strategy-works.ts';

const canary = (fields: object, spec: object = {}) => rollout({ namespace: 'blog', spec: { strategy: { canary: fields }, ...spec } });
const istio = { istio: { destinationRule: { name: 'web' } } };
const reference = (spec: object) =>
  kube(
    'argoproj.io/v1alpha1/Rollout',
    { namespace: 'blog' },
    { spec: { strategy: { canary: {} }, workloadRef: { kind: 'Deployment', name: 'web' }, ...spec } },
  );

ruleCases(rolloutStrategyWorks, {
  accepts: {
    'a routed canary': [
      canary({ dynamicStableScale: true, trafficRouting: istio, steps: [{ setWeight: 5 }, { setCanaryScale: { weight: 50 } }] }),
    ],
    'weights that fit the pods': [canary({ steps: [{ setWeight: 20 }] }, { replicas: 5 })],
    'blue and green': [rollout({ spec: { strategy: { blueGreen: { activeService: 'a' } } } })],
    'pauses of every form': [
      canary({ trafficRouting: istio, steps: [{ pause: {} }, { pause: { duration: 90 } }, { pause: { duration: '1h30m' } }] }),
    ],
    'a managed route': [
      canary({ trafficRouting: { ...istio, managedRoutes: [{ name: 'test' }] }, steps: [{ setHeaderRoute: { name: 'test' } }] }),
    ],
    'pods of a Deployment': [reference({}), deployment({ namespace: 'blog', spec: { replicas: 0 } })],
  },
  refuses: {
    'a router for blue and green': {
      given: [rollout({ spec: { strategy: { blueGreen: { activeService: 'a', trafficManagement: istio } } } })],
      says: 'blueGreen has trafficManagement, which only a canary has, as trafficRouting',
    },
    'no strategy': { given: [rollout({})], says: 'neither canary nor blueGreen is set' },
    'both strategies': {
      given: [rollout({ spec: { strategy: { canary: {}, blueGreen: {} } } })],
      says: 'both canary and blueGreen are set',
    },
    'what needs a router, without one': {
      given: [canary({ dynamicStableScale: true, steps: [{ setCanaryScale: { replicas: 1 } }] })],
      says: ['dynamicStableScale works only with trafficRouting', 'setCanaryScale works only with trafficRouting'],
    },
    'settings that exclude each other': {
      given: [canary({ dynamicStableScale: true, scaleDownDelaySeconds: 30, trafficRouting: istio, maxSurge: 0, maxUnavailable: '0%' })],
      says: ['maxSurge and maxUnavailable are both 0', 'scaleDownDelaySeconds cannot stand beside dynamicStableScale'],
    },
    'a route that is not managed': {
      given: [canary({ trafficRouting: istio, steps: [{ setHeaderRoute: { name: 'test' } }] })],
      says: 'setHeaderRoute "test" is not among trafficRouting.managedRoutes',
    },
    'a weight that few pods cannot make': {
      given: [canary({ steps: [{ setWeight: 10 }] }, { replicas: 2 })],
      says: 'setWeight 10 of 2 pods is 50 % of the traffic, as nothing routes it',
    },
    'a pause that is no duration': {
      given: [canary({ trafficRouting: istio, steps: [{ pause: { duration: '5 minutes' } }] })],
      says: '"5 minutes" is no duration',
    },
    'one subset for both': {
      given: [canary({ trafficRouting: { istio: { destinationRule: { name: 'web', stableSubsetName: 'a', canarySubsetName: 'a' } } } })],
      says: 'the stable and the canary subset are both "a"',
    },
    'no way back': { given: [canary({}, { revisionHistoryLimit: 0 })], says: 'no old revision is kept (revisionHistoryLimit 0)' },
    'a template beside a reference': {
      given: [reference({ template: {} }), deployment({ namespace: 'blog' })],
      says: 'template stands beside workloadRef (Deployment web)',
    },
    'a reference to nothing': {
      given: [reference({}), deployment({ name: 'webs', namespace: 'blog' })],
      says: 'there is no Deployment web to take the pods from',
      fix: 'Did you mean "webs"?',
    },
  },
});
