import { inFile, kube, rollout, ruleCases } from '../../testing.ts';
import { rolloutRoutesExist } from './rollout-routes-exist.ts';

const namespace = 'blog';
const vsvc = (...http: object[]) => kube('networking.istio.io/v1/VirtualService', { namespace, name: 'web-vsvc' }, { spec: { http } });
const two = vsvc({ name: 'canary-test' }, { name: 'primary' });
const web = (virtualService: object) =>
  rollout({ namespace, spec: { strategy: { canary: { trafficRouting: { istio: { virtualService } } } } } });

ruleCases(rolloutRoutesExist, {
  accepts: {
    'a route by its name': [two, web({ name: 'web-vsvc', routes: ['primary'] })],
    'the only route': [vsvc({}), web({ name: 'web-vsvc' })],
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
    'routes without names': {
      given: [vsvc({}, {}), web({ name: 'web-vsvc', routes: ['primary'] })],
      says: 'VirtualService web-vsvc has no route "primary", it has none with a name',
    },
  },
});
