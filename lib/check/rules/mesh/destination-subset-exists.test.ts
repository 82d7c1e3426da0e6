import { kube, ruleCases } from '../../testing.ts';
import { destinationSubsetExists } from './destination-subset-exists.ts';

const namespace = 'blog';
const rule = (host: string) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace, name: 'rule' },
    { spec: { host, subsets: [{ name: 'stable' }, { name: 'canary' }] } },
  );
const route = (destination: object, rest: object = {}) =>
  kube('networking.istio.io/v1/VirtualService', { namespace, name: 'routes' }, { spec: { http: [{ route: [{ destination }], ...rest }] } });

ruleCases(destinationSubsetExists, {
  accepts: {
    'a subset of the Service, named short and long': [
      rule('web-service'),
      route({ host: 'web-service.blog.svc.cluster.local', subset: 'canary' }),
    ],
    'no subset': [route({ host: 'web-service' })],
  },
  refuses: {
    'a slip': {
      given: [rule('web-service'), route({ host: 'web-service', subset: 'canry' })],
      says: 'no DestinationRule of web-service has a subset "canry"; known: stable, canary',
      fix: 'Did you mean "canary"?',
    },
    'a rule of another Service': {
      given: [rule('was-service'), route({ host: 'web-service', subset: 'stable' })],
      says: 'no DestinationRule of web-service has a subset "stable"',
    },
    'a mirror': {
      given: [route({ host: 'web-service' }, { mirror: { host: 'web-service', subset: 'canary' } })],
      says: 'no DestinationRule of web-service has a subset "canary"',
    },
  },
});
