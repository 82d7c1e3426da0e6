import { inFile, kube, rollout, ruleCases } from '../../testing.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';

const namespace = 'blog';
const vsvc = (...http: object[]) => kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web-vsvc' }, { spec: { http } });
const two = vsvc({ name: 'canary-test' }, { name: 'primary' });
const web = (virtualService: object) =>
  rollout({ namespace, spec: { strategy: { canary: { trafficRouting: { istio: { virtualService } } } } } });

const to = (...subsets: readonly string[]) => subsets.map((subset) => ({ destination: { host: 'web', subset } }));
const bySubsets = (...routes: readonly string[]) =>
  rollout({
    namespace,
    spec: {
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualService: { name: 'web-vsvc', routes },
              destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' },
            },
          },
        },
      },
    },
  });
const byServices = rollout({
  namespace,
  spec: {
    strategy: {
      canary: {
        stableService: 'web',
        canaryService: 'web-canary',
        trafficRouting: { istio: { virtualService: { name: 'web-vsvc', routes: ['primary'] } } },
      },
    },
  },
});
const hosts = (...names: readonly string[]) => names.map((host) => ({ destination: { host } }));

ruleCases(rolloutRoutesExist, {
  accepts: {
    'a route by its name': [two, web({ name: 'web-vsvc', routes: ['primary'] })],
    'the only route': [vsvc({}), web({ name: 'web-vsvc' })],
    'both subsets': [vsvc({ name: 'test', route: to('canary') }, { name: 'primary', route: to('stable', 'canary') }), bySubsets('primary')],
    'both Services': [vsvc({ name: 'primary', route: hosts('web.blog.svc.cluster.local', 'web-canary') }), byServices],
    'a route of another variant': [vsvc({ name: 'primary', route: hosts('shop-active') }), byServices],
    'the variant beside it': [
      inFile('a/vsvc.yaml', vsvc({})),
      inFile('b/vsvc.yaml', vsvc({ name: 'primary' })),
      inFile('c/vsvc.yaml', vsvc({})),
      inFile('b/web.yaml', web({ name: 'web-vsvc', routes: ['primary'] })),
    ],
  },
  refuses: {
    'no word about which route': {
      given: [two, web({ name: 'web-vsvc' })],
      says: 'VirtualService web-vsvc has 2 HTTP routes and the Rollout does not say which it manages',
    },
    'a slip': {
      given: [two, web({ name: 'web-vsvc', routes: ['primry'] })],
      says: 'VirtualService web-vsvc has no route "primry", it has canary-test, primary',
      fix: 'Did you mean "primary"?',
    },
    'a route to the canary alone': {
      given: [
        vsvc({ name: 'test', route: to('canary') }, { name: 'primary', route: to('stable', 'canary') }),
        bySubsets('primary', 'test'),
      ],
      says: 'route "test" of VirtualService web-vsvc has no destination of subset stable',
    },
    'a route to the Service before the canary': {
      given: [vsvc({ name: 'primary', route: hosts('web') }), byServices],
      says: 'route "primary" of VirtualService web-vsvc has no destination of host web-canary',
    },
    'routes without names': {
      given: [vsvc({}, {}), web({ name: 'web-vsvc', routes: ['primary'] })],
      says: 'VirtualService web-vsvc has no route "primary", it has none with a name',
    },
  },
});
