import { kube, ruleCases } from '../../testing.ts';
import { tunnelReachesRoute } from './tunnel-reaches-route.ts';

const gateway = (name: string) =>
  kube('gateway.networking.k8s.io/v1/Gateway', { name, namespace: 'gateway' }, { spec: { gatewayClassName: 'cilium' } });
const route = (...parents: readonly string[]) =>
  kube(
    'gateway.networking.k8s.io/v1/HTTPRoute',
    { name: 'shop', namespace: 'shop' },
    { spec: { hostnames: ['shop.example.org'], parentRefs: parents.map((name) => ({ name, namespace: 'gateway' })) } },
  );
const tunnel = (service: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'cloudflared', namespace: 'tunnel' },
    {
      data: {
        'config.yaml': `tunnel: home\ningress:\n  - hostname: shop.example.org\n    service: ${service}\n  - service: http_status:404\n`,
      },
    },
  );
const external = tunnel('https://cilium-gateway-external.gateway.svc.cluster.local:443');
const gateways = [gateway('external'), gateway('internal')];

ruleCases(tunnelReachesRoute, {
  accepts: {
    'a route on the Gateway that the tunnel reaches': [...gateways, route('external'), external],
    'a route on both': [...gateways, route('internal', 'external'), external],
    'a host without a route in the tree': [...gateways, external],
    'a tunnel that goes to the program itself': [...gateways, route('internal'), tunnel('http://shop.shop:8080')],
    'a Gateway that is not in the tree': [gateway('internal'), route('internal'), external],
  },
  refuses: {
    'a route on the other Gateway': {
      given: [...gateways, route('internal'), external],
      says: 'the tunnel sends shop.example.org to Gateway external, and its route (HTTPRoute shop) hangs on internal',
      fix: 'Add external to the parentRefs of the route, or send the host to internal.',
    },
  },
});
