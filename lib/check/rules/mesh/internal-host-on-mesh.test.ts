import { kube, ruleCases, service } from '../../testing.ts';
import { internalHostOnMesh } from './internal-host-on-mesh.ts';

const namespace = 'shop';
const users = service({ name: 'users', namespace, selector: { app: 'users' } });
const routes = (hosts: readonly string[], gateways?: readonly string[], spec: object = {}) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'users', namespace },
    { spec: { hosts, ...(gateways === undefined ? {} : { gateways }), http: [{ route: [{ destination: { host: 'users' } }] }], ...spec } },
  );

ruleCases(internalHostOnMesh, {
  accepts: {
    'a Service for the mesh': [users, routes(['users'])],
    'a Service for both': [users, routes(['users'], ['main', 'mesh'])],
    'a public host': [users, routes(['shop.example.org'], ['main'])],
    'both hosts on the gateway': [users, routes(['shop.example.org', 'users'], ['main'])],
    'all hosts on the gateway': [users, routes(['*'], ['main'])],
    'a gateway between networks': [users, routes(['users.shop.svc.cluster.local'], ['istio-system/cross-network-gateway'])],
    'the Service of another tree': [routes(['users'], ['main'])],
    'a delegate': [users, kube('networking.istio.io/v1/VirtualService', { name: 'users', namespace }, { spec: { http: [{ route: [] }] } })],
  },
  refuses: {
    'a Service on the gateway alone': {
      given: [users, routes(['users'], ['main'])],
      says: 'users is a Service of the cluster, and the routes are bound to shop/main only',
      fix: 'Add mesh to the gateways, or write the public host.',
    },
    'all hosts in the mesh': {
      given: [users, routes(['*'], ['main', 'mesh'])],
      says: 'the host * is bound to the mesh, where every route has a host of its own',
    },
    'all hosts, and no gateway': {
      given: [users, routes(['*'])],
      says: 'the host * is bound to the mesh, where every route has a host of its own',
    },
  },
});
