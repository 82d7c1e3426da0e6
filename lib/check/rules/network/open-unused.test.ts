import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { openUnused } from './open-unused.ts';

const namespace = 'blog';
const pods = (name: string, port: number, env: object[] = []) =>
  deployment({ namespace, name, labels: { app: name }, container: { ports: [{ containerPort: port }], env } });
const mysql = [pods('mysql', 3306), service({ namespace, name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] })];
const was = pods('was', 8080, [{ name: 'DB', value: 'jdbc:mysql://mysql:3306/board' }]);
const exporter = pods('exporter', 9104);
const policy = (app: string, port = '3306') =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'mysql', namespace },
    {
      spec: {
        endpointSelector: { matchLabels: { app: 'mysql' } },
        ingress: [{ fromEndpoints: [{ matchLabels: { app } }], toPorts: [{ ports: [{ port }] }] }],
      },
    },
  );
const facts = { whole: true };

ruleCases(openUnused, {
  accepts: {
    'a port that a variable shows in use': { given: [...mysql, was, policy('was')], facts },
    'a tree that is not everything': [...mysql, exporter, policy('exporter')],
    'peers that are not in the tree': { given: [...mysql, policy('admin')], facts },
    'the port of the sidecar that Prometheus reads': { given: [...mysql, exporter, policy('exporter', '15090')], facts },
  },
  refuses: {
    'a guest of whom nothing shows that he calls': {
      given: [...mysql, exporter, policy('exporter')],
      facts,
      says: 'port 3306 is open from Deployment exporter to Deployment mysql, and nothing in the tree shows a use for it',
    },
  },
});
