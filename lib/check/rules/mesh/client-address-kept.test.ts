import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { clientAddressKept } from './client-address-kept.ts';

const namespace = 'istio-system';
const labels = { istio: 'ingressgateway' };
const pods = deployment({ name: 'ingress', namespace, labels });
const pool = kube(
  'metallb.io/v1beta1/IPAddressPool',
  { name: 'pool', namespace: 'metallb-system' },
  { spec: { addresses: ['192.168.1.200-192.168.1.210'] } },
);
const policy = (source: object) =>
  kube(
    'security.istio.io/v1/AuthorizationPolicy',
    { name: 'private', namespace },
    { spec: { selector: { matchLabels: labels }, action: 'ALLOW', rules: [{ from: [{ source }] }] } },
  );
const door = (spec: object) => service({ name: 'ingress', namespace, selector: labels, type: 'LoadBalancer', spec: { ...spec } });
const lan = policy({ ipBlocks: ['192.168.1.0/24'] });

ruleCases(clientAddressKept, {
  accepts: {
    'a Service that keeps addresses': [pool, pods, door({ externalTrafficPolicy: 'Local' }), lan],
    'a balancer of a cloud': [pods, door({}), lan],
    'a policy about namespaces': [pool, pods, door({}), policy({ namespaces: ['blog'] })],
  },
  refuses: {
    'addresses that the nodes replace': {
      given: [pool, pods, door({}), lan],
      says: 'ipBlocks is 192.168.1.0/24, and Service ingress does not keep the addresses of clients (externalTrafficPolicy is Cluster)',
      fix: 'Set externalTrafficPolicy: Local on the Service of the gateway.',
    },
    'addresses of a header that nobody sets': {
      given: [pool, pods, door({}), policy({ notRemoteIpBlocks: ['10.0.0.0/8'] })],
      says: 'notRemoteIpBlocks is 10.0.0.0/8, and Service ingress does not keep the addresses of clients (externalTrafficPolicy is Cluster)',
    },
  },
});
