import { kube, ruleCases } from '../../testing.ts';
import { gatewayExists } from './gateway-exists.ts';

const namespace = 'blog-system';
const gateway = kube(
  'networking.istio.io/v1/Gateway',
  { namespace, name: 'blog-gateway' },
  { spec: { servers: [{ hosts: ['*.example.com'] }] } },
);
const route = (name: string, host = 'blog.example.com', from = namespace) =>
  kube('networking.istio.io/v1/VirtualService', { namespace: from, name: 'routes' }, { spec: { gateways: [name], hosts: [host] } });

ruleCases(gatewayExists, {
  accepts: {
    'a gateway of the same namespace': [gateway, route('blog-gateway')],
    'a gateway of another namespace': [gateway, route('blog-system/blog-gateway', 'grafana.example.com', 'monitoring')],
    'the mesh': [route('mesh')],
  },
  refuses: {
    'a gateway that lives elsewhere': {
      given: [gateway, route('blog-gateway', 'grafana.example.com', 'monitoring')],
      says: 'there is no Gateway monitoring/blog-gateway',
      fix: 'There is one in "blog-system": name that namespace, or make one here.',
    },
    'a slip': {
      given: [gateway, route('blog-gatway')],
      says: 'there is no Gateway blog-system/blog-gatway',
      fix: 'Did you mean "blog-gateway"?',
    },
    'a host that it does not accept': {
      given: [gateway, route('blog-gateway', 'blog.example.org')],
      says: 'Gateway blog-gateway accepts *.example.com, not blog.example.org',
    },
  },
});
