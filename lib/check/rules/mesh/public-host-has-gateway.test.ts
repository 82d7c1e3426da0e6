import { kube, ruleCases } from '../../testing.ts';
import { publicHostHasGateway } from './public-host-has-gateway.ts';

const route = (host: string, gateways?: string[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { namespace: 'blog' },
    { spec: { hosts: [host], ...(gateways === undefined ? {} : { gateways }), http: [] } },
  );
const entry = (host: string) => kube('networking.istio.io/v1/ServiceEntry', { namespace: 'blog' }, { spec: { hosts: [host] } });

ruleCases(publicHostHasGateway, {
  accepts: {
    'a public host on a gateway': [route('blog.example.com', ['main'])],
    'a Service of the mesh': [route('web'), route('web.blog.svc.cluster.local'), route('web.blog')],
    'a host behind a ServiceEntry': [route('api.example.com'), entry('*.example.com')],
    'a made-up name of the inside': [route('users.mesh.internal')],
  },
  refuses: {
    'a public host without a gateway': {
      given: [route('blog.example.com')],
      says: 'blog.example.com is a host of the outside world, and the VirtualService binds only the mesh',
    },
    'a public host on the mesh by name': {
      given: [route('blog.example.com', ['mesh']), entry('api.example.org')],
      says: 'blog.example.com is a host of the outside world, and the VirtualService binds only the mesh',
    },
  },
});
