import { inFile, kube, ruleCases } from '../../testing.ts';
import { hostRoutedOnce } from './host-routed-once.ts';

const route = (
  name: string,
  match?: object,
  {
    namespace = 'blog',
    gateways = ['blog/main'],
    hosts = ['blog.example.com'],
  }: { namespace?: string; gateways?: string[]; hosts?: string[] } = {},
) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name, namespace },
    { spec: { hosts, gateways, http: [{ ...(match === undefined ? {} : { match }), route: [] }] } },
  );
const api = [{ uri: { prefix: '/api' } }];

ruleCases(hostRoutedOnce, {
  accepts: {
    'one VirtualService': [route('web')],
    'different matches': [route('web'), route('api', api)],
    'different gateways': [route('web'), route('internal', undefined, { gateways: ['blog/internal'] })],
    'namespaces that keep their routes to themselves': ['one', 'two'].map((namespace) =>
      kube(
        'networking.istio.io/v1/VirtualService',
        { name: 'was', namespace },
        { spec: { hosts: ['was.blog.svc.cluster.local'], exportTo: ['.'], http: [{ route: [] }] } },
      ),
    ),
    'the same object in a second file': [inFile('one.yaml', route('web')), inFile('other.yaml', route('web'))],
    'different hosts': [route('web'), route('grafana', undefined, { hosts: ['grafana.example.com'] })],
  },
  refuses: {
    'the same host on one gateway, named in two ways': {
      given: [route('web', undefined, { gateways: ['main'] }), route('old', undefined, { namespace: 'infra' })],
      says: [
        'blog.example.com is also routed by VirtualService infra/old on gateway blog/main',
        'blog.example.com is also routed by VirtualService blog/web on gateway blog/main',
      ],
    },
    'the same match': {
      given: [route('api', api), route('old-api', api)],
      says: [
        'blog.example.com is also routed by VirtualService blog/old-api on gateway blog/main',
        'blog.example.com is also routed by VirtualService blog/api on gateway blog/main',
      ],
    },
    'a Service of the mesh, short and long': {
      given: [
        route('a', api, { gateways: [], hosts: ['was'] }),
        route('b', undefined, { gateways: [], hosts: ['was.blog.svc.cluster.local'] }),
      ],
      says: [
        'was is also routed by VirtualService blog/b on the mesh',
        'was.blog.svc.cluster.local is also routed by VirtualService blog/a on the mesh',
      ],
    },
  },
});
