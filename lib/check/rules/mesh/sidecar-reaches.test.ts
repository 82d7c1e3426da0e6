import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { sidecarReaches } from './sidecar-reaches.ts';

const tree = [
  deployment({
    name: 'api',
    namespace: 'shop',
    labels: { app: 'api' },
    container: { env: [{ name: 'USERS', value: 'http://users.users:80' }] },
  }),
  deployment({ name: 'users', namespace: 'users', labels: { app: 'users' } }),
  service({ name: 'users', namespace: 'users', selector: { app: 'users' } }),
];
const sidecar = (hosts: readonly string[], labels?: object) =>
  kube(
    'networking.istio.io/v1/Sidecar',
    { name: 'default', namespace: 'shop' },
    {
      spec: { ...(labels === undefined ? {} : { workloadSelector: { labels } }), egress: [{ hosts }] },
    },
  );

ruleCases(sidecarReaches, {
  accepts: {
    'the namespace that is called': [...tree, sidecar(['./*', 'users/*'])],
    'a host of it': [...tree, sidecar(['./*', 'users/users.users.svc.cluster.local'])],
    everything: [...tree, sidecar(['*/*'])],
    'a Sidecar of other pods': [...tree, sidecar(['./*'], { app: 'web' })],
    'no list': [...tree, kube('networking.istio.io/v1/Sidecar', { namespace: 'shop' }, { spec: {} })],
  },
  refuses: {
    'a namespace that was forgotten': {
      given: [...tree, sidecar(['./*', 'istio-system/*'])],
      says: 'Deployment shop/api calls Deployment users/users (env USERS says users.users:80), and namespace "users" is not among the hosts: ./*, istio-system/*',
      fix: 'Add "users/*" to the hosts.',
    },
  },
});
