import { ruleCases, service } from '../../testing.ts';
import { externalNamePort } from './external-name-port.ts';

const alias = (port: number, targetPort?: number, externalName = 'gateway.edge.svc.cluster.local') =>
  service({
    name: 'way-in',
    namespace: 'shop',
    type: 'ExternalName',
    ports: [{ port, ...(targetPort === undefined ? {} : { targetPort }) }],
    spec: { externalName },
  });
const gateway = service({ name: 'gateway', namespace: 'edge', ports: [{ port: 80 }, { port: 443 }] });

ruleCases(externalNamePort, {
  accepts: {
    'a port of the other Service': [alias(80), gateway],
    'a port that the controller asks for': [alias(8080, 80), gateway],
    'a host outside': [alias(5432, undefined, 'db.example.com'), gateway],
    'a Service that is not shown': [alias(880, undefined, 'other.edge.svc.cluster.local'), gateway],
    'a headless Service, whose pods have any port': [
      alias(9042, undefined, 'db.edge.svc'),
      service({ name: 'db', namespace: 'edge', ports: [{ port: 7000 }], spec: { clusterIP: 'None' } }),
    ],
    'no ports at all': [
      service({ name: 'way-in', namespace: 'shop', type: 'ExternalName', ports: [], spec: { externalName: 'gateway.edge.svc' } }),
      gateway,
    ],
  },
  refuses: {
    'a port that only the alias has': {
      given: [alias(880, 880), gateway],
      says: 'port 880 is none of Service edge/gateway, which has 80, 443',
      fix: 'Write a port of the other Service.',
    },
  },
});
