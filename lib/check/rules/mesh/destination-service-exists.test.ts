import { kube, ruleCases, service } from '../../testing.ts';
import { destinationServiceExists } from './destination-service-exists.ts';

const namespace = 'blog';
const web = service({ namespace, name: 'web-service' });
const rule = (host: string) => kube('networking.istio.io/v1/DestinationRule', { namespace, name: 'rule' }, { spec: { host } });
const route = (destination: object, rest: object = {}) =>
  kube('networking.istio.io/v1/VirtualService', { namespace, name: 'routes' }, { spec: { http: [{ route: [{ destination }], ...rest }] } });

ruleCases(destinationServiceExists, {
  accepts: {
    'a Service, short and long': [
      web,
      rule('web-service'),
      route({ host: 'web-service', port: { number: 80 } }),
      route({ host: 'web-service.blog.svc.cluster.local' }),
    ],
    'a host of the outside world': [route({ host: 'api.example.com' })],
    'a ServiceEntry with a short name': [
      kube('networking.istio.io/v1/ServiceEntry', { namespace }, { spec: { hosts: ['db.legacy'] } }),
      route({ host: 'db.legacy' }),
    ],
    'routes of sidecars for a Service, and of a gateway for a host of its own': [
      web,
      kube('networking.istio.io/v1/VirtualService', { namespace, name: 'mesh' }, { spec: { hosts: ['web-service'] } }),
      kube('networking.istio.io/v1/VirtualService', { namespace, name: 'door' }, { spec: { hosts: ['blog'], gateways: ['main'] } }),
    ],
    'a namespace of the cluster': [route({ host: 'hubble-ui.kube-system.svc.cluster.local' })],
  },
  refuses: {
    'a Service of another name': {
      given: [web, route({ host: 'web' })],
      says: 'there is no Service web in "blog", which is what "web" means here',
      fix: 'Did you mean "web-service"?',
    },
    'a short name that lives elsewhere': {
      given: [service({ namespace: 'kube-system', name: 'hubble-ui' }), web, route({ host: 'hubble-ui' })],
      says: 'there is no Service hubble-ui in "blog", which is what "hubble-ui" means here',
      fix: 'There is one in "kube-system": name that namespace, or make one here.',
    },
    'routes of sidecars for nobody': {
      given: [web, kube('networking.istio.io/v1/VirtualService', { namespace, name: 'mesh' }, { spec: { hosts: ['web'] } })],
      says: 'there is no Service blog/web, so nobody calls the host "web"',
      fix: 'Did you mean "web-service"?',
    },
    'a port of the pods': {
      given: [web, route({ host: 'web-service', port: { number: 8080 } })],
      says: 'Service blog/web-service has no port 8080, it has 80',
    },
    'settings of a port that it does not have': {
      given: [
        web,
        kube(
          'networking.istio.io/v1/DestinationRule',
          { namespace, name: 'rule' },
          {
            spec: { host: 'web-service', trafficPolicy: { portLevelSettings: [{ port: { number: 80 } }, { port: { number: 8080 } }] } },
          },
        ),
      ],
      says: 'Service blog/web-service has no port 8080, it has 80',
    },
    'a mirror': {
      given: [web, route({ host: 'web-service' }, { mirror: { host: 'shadow' } })],
      says: 'there is no Service shadow in "blog", which is what "shadow" means here',
    },
    'one of several mirrors': {
      given: [web, route({ host: 'web-service' }, { mirrors: [{ destination: { host: 'shadow.blog' } }] })],
      says: 'there is no Service blog/shadow (shadow.blog)',
    },
    'a rule for nothing': {
      given: [web, rule('web-servce.blog.svc.cluster.local')],
      says: 'there is no Service blog/web-servce (web-servce.blog.svc.cluster.local)',
      fix: 'Did you mean "web-service"?',
    },
  },
});
