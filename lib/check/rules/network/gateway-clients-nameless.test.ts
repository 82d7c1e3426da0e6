import { deployment, kube, ruleCases } from '../../testing.ts';
import { gatewayClientsNameless } from './gateway-clients-nameless.ts';

const labels = { app: 'istio-ingressgateway', istio: 'ingressgateway' };
const gateway = deployment({ name: 'istio-ingressgateway', namespace: 'istio-system', labels });
const OF_GATEWAY: object = { selector: { matchLabels: labels } };
const policy = (rules: readonly object[], { name = 'gate', action = 'ALLOW', namespace = 'istio-system', selects = OF_GATEWAY } = {}) =>
  kube('security.istio.io/v1/AuthorizationPolicy', { name, namespace }, { spec: { action, rules, ...selects } });
const from = (source: object) => ({ from: [{ source }] });

ruleCases(gatewayClientsNameless, {
  accepts: {
    'clients by their addresses': [gateway, policy([from({ remoteIpBlocks: ['203.0.113.0/24'] })])],
    'clients by tokens': [gateway, policy([from({ requestPrincipals: ['*'] })])],
    'one rule of two that asks for no name': [gateway, policy([from({ namespaces: ['shop'] }), from({ ipBlocks: ['10.0.0.0/8'] })])],
    'another policy that lets clients in': [
      gateway,
      policy([from({ namespaces: ['shop'] })]),
      policy([{ to: [{ operation: { hosts: ['www.example.com'] } }] }], { name: 'open' }),
    ],
    'pods beside the gateway': [
      gateway,
      policy([from({ namespaces: ['shop'] })], { selects: { selector: { matchLabels: { app: 'kiali' } } } }),
    ],
    'a policy of another namespace': [gateway, policy([from({ namespaces: ['shop'] })], { namespace: 'shop', selects: {} })],
    'a gateway that takes certificates of clients': [
      gateway,
      policy([from({ principals: ['cluster.local/ns/a/sa/b'] })]),
      kube(
        'networking.istio.io/v1/Gateway',
        { namespace: 'istio-system' },
        {
          spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443, protocol: 'HTTPS' }, tls: { mode: 'MUTUAL' } }] },
        },
      ),
    ],
    'some paths for accounts only': [
      gateway,
      policy([{ ...from({ notPrincipals: ['*'] }), to: [{ operation: { paths: ['/admin'] } }] }], { action: 'DENY' }),
    ],
  },
  refuses: {
    'any namespace of the mesh': {
      given: [gateway, policy([from({ namespaces: ['*'] })])],
      says: 'ingressgateway enforces it, too, and namespaces * is true of nobody who comes from outside',
    },
    'a policy for everything in the namespace': {
      given: [gateway, policy([from({ principals: ['cluster.local/ns/a/sa/b'] })], { selects: {} })],
      says: 'ingressgateway enforces it, too, and principals cluster.local/ns/a/sa/b is true of nobody who comes from outside',
    },
    'everybody but a namespace': {
      given: [gateway, policy([from({ notNamespaces: ['shop'] })], { action: 'DENY' })],
      says: 'ingressgateway enforces it, too, and notNamespaces shop is true of everybody who comes from outside',
    },
  },
});
