import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { outboundRegistered } from './outbound-registered.ts';

const sidecar = (mode: string, ...hosts: readonly string[]) =>
  kube(
    'networking.istio.io/v1/Sidecar',
    { name: 'default', namespace: 'shop' },
    { spec: { outboundTrafficPolicy: { mode }, egress: [{ hosts }] } },
  );
const entry = (host: string) =>
  kube('networking.istio.io/v1/ServiceEntry', { name: 'entry', namespace: 'shop' }, { spec: { hosts: [host] } });
const calling = (name: string, value: string) => deployment({ namespace: 'shop', container: { env: [{ name, value }] } });
const slack = calling('SLACK_URL', 'https://hooks.slack.com/services');
const db = service({ namespace: 'data', name: 'db' });
const database = calling('DB_URL', 'postgresql://db.data:5432/shop');
const narrow = sidecar('REGISTRY_ONLY', './*', 'istio-system/*');

ruleCases(outboundRegistered, {
  accepts: {
    'a proxy that lets out everything': [meshed('shop'), sidecar('ALLOW_ANY', './*'), slack, db, database],
    'a host with an entry': [meshed('shop'), narrow, entry('hooks.slack.com'), slack],
    'a host under a wildcard': [meshed('shop'), narrow, entry('*.slack.com'), slack],
    'a namespace in the view': [meshed('shop'), sidecar('REGISTRY_ONLY', './*', 'data/*'), db, database],
    'one host in the view': [meshed('shop'), sidecar('REGISTRY_ONLY', 'data/db.data.svc.cluster.local'), db, database],
    'pods without a proxy': [narrow, slack],
    'an address that is told to browsers': [meshed('shop'), narrow, calling('PUBLIC_URL', 'https://shop.example.com')],
  },
  refuses: {
    'a host that nobody registered': {
      given: [meshed('shop'), narrow, slack],
      says: 'no ServiceEntry makes hooks.slack.com known, and proxies here let out known hosts only (REGISTRY_ONLY)',
    },
    'a namespace out of view': {
      given: [meshed('shop'), narrow, db, database],
      says: 'postgresql://db.data:5432 is in "data", which Sidecar default leaves out of the view of this proxy',
      fix: 'Add "data/*" to spec.egress[].hosts of the Sidecar.',
    },
    'a mesh that lets out known hosts only': {
      given: [
        meshed('shop'),
        kube(
          'install.istio.io/v1alpha1/IstioOperator',
          { namespace: 'istio-system' },
          { spec: { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } } },
        ),
        slack,
      ],
      says: 'no ServiceEntry makes hooks.slack.com known, and proxies here let out known hosts only (REGISTRY_ONLY)',
    },
  },
});
