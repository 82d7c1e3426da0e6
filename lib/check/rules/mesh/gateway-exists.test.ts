import { deployment, kube, ruleCases } from '../../testing.ts';
import { gatewayExists } from './gateway-exists.ts';

const namespace = 'blog-system';
const gateway = kube(
  'networking.istio.io/v1/Gateway',
  { namespace, name: 'blog-gateway' },
  { spec: { servers: [{ hosts: ['*.example.com'] }] } },
);
const route = (name: string, host = 'blog.example.com', from = namespace) =>
  kube('networking.istio.io/v1/VirtualService', { namespace: from, name: 'routes' }, { spec: { gateways: [name], hosts: [host] } });

const limited = (host: string) =>
  kube('networking.istio.io/v1/Gateway', { namespace, name: 'blog-gateway' }, { spec: { servers: [{ hosts: [host] }] } });
const selecting = kube(
  'networking.istio.io/v1/Gateway',
  { namespace, name: 'blog-gateway' },
  { spec: { selector: { istio: 'ingressgateway' }, servers: [{ hosts: ['*.example.com'] }] } },
);
const pods = deployment({ name: 'gateway', namespace: 'istio-system', labels: { istio: 'ingressgateway' } });
const shownTo = (exportTo: readonly string[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace, name: 'routes' },
    { spec: { gateways: ['blog-gateway'], hosts: ['blog.example.com'], exportTo } },
  );

const inner = kube('networking.istio.io/v1/Gateway', { namespace, name: 'inner' }, { spec: { servers: [{ hosts: ['*.internal'] }] } });
const shared = (gateways: readonly string[], hosts: readonly string[]) =>
  kube('networking.istio.io/v1/VirtualService', { namespace, name: 'routes' }, { spec: { gateways, hosts } });

ruleCases(gatewayExists, {
  accepts: {
    'a gateway of the same namespace': [gateway, route('blog-gateway')],
    'a gateway of another namespace': [gateway, route('blog-system/blog-gateway', 'grafana.example.com', 'monitoring')],
    'the mesh': [route('mesh')],
    'a gateway that takes routes of this namespace': [
      limited('monitoring/*.example.com'),
      route('blog-system/blog-gateway', 'grafana.example.com', 'monitoring'),
    ],
    'a route that is shown where the gateway runs': [selecting, pods, shownTo(['.', 'istio-system'])],
    'one route for the pods of the mesh and for a gateway': [
      gateway,
      shared(['mesh', 'blog-gateway'], ['blog', 'blog.blog-system.svc.cluster.local', 'blog.example.com']),
    ],
    'one route for two gateways': [gateway, inner, shared(['inner', 'blog-gateway'], ['blog.internal', 'blog.example.com'])],
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
    'a gateway that takes routes of its own namespace': {
      given: [limited('./*.example.com'), route('blog-system/blog-gateway', 'grafana.example.com', 'monitoring')],
      says: 'Gateway blog-system/blog-gateway accepts ./*.example.com, which leaves out routes of "monitoring"',
      fix: 'Write monitoring/… or */… before the host of the server.',
    },
    'a route that hides from the gateway': {
      given: [selecting, pods, shownTo(['.'])],
      says: 'it is shown to blog-system only, and the pods of Gateway blog-gateway run in "istio-system"',
    },
    'a gateway that accepts no host of the route': {
      given: [gateway, shared(['mesh', 'blog-gateway'], ['blog'])],
      says: 'Gateway blog-gateway accepts *.example.com, not blog',
    },
    'a host that neither of two gateways accepts': {
      given: [gateway, inner, shared(['inner', 'blog-gateway'], ['blog.internal', 'blog.example.com', 'blog.example.org'])],
      says: ['Gateway blog-gateway accepts *.example.com, not blog.example.org', 'Gateway inner accepts *.internal, not blog.example.org'],
    },
    'a host that it does not accept': {
      given: [gateway, route('blog-gateway', 'blog.example.org')],
      says: 'Gateway blog-gateway accepts *.example.com, not blog.example.org',
    },
  },
});
