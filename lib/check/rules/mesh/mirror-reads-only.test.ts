import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { mirrorReadsOnly } from './mirror-reads-only.ts';

const routes = (...http: object[]) =>
  kube('networking.istio.io/v1/VirtualService', { namespace: 'blog' }, { spec: { hosts: ['was'], http } });
const front = service({ name: 'was', namespace: 'blog', selector: { app: 'was' } });
const was = (env: object[]) => deployment({ name: 'was', namespace: 'blog', labels: { app: 'was' }, container: { env } });
const mirror = { host: 'was', subset: 'canary' };

ruleCases(mirrorReadsOnly, {
  accepts: {
    'no mirror': [routes({ route: [] })],
    'a mirror of what reads': [
      front,
      was([{ name: 'DB_HOST', value: 'mysql' }]),
      routes({ match: [{ method: { exact: 'GET' } }], route: [], mirror }),
    ],
  },
  refuses: {
    'a mirror to pods with a database': {
      given: [front, was([{ name: 'SPRING_DATASOURCE_URL', value: 'jdbc:mysql://mysql:3306/board' }]), routes({ route: [], mirror })],
      says: 'requests of every method are mirrored to was, whose pods (Deployment was) use a database',
    },
    'a mirror to pods that show none': {
      given: [front, was([]), routes({ route: [], mirrors: [{ destination: mirror }] })],
      says: 'requests of every method are mirrored to was',
    },
  },
});
