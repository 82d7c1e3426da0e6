import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { portProtocolDeclared } from './port-protocol-declared.ts';

const web = deployment({ namespace: 'blog' });
const front = (...ports: Record<string, unknown>[]) => service({ namespace: 'blog', selector: { app: 'web' }, ports });

ruleCases(portProtocolDeclared, {
  accepts: {
    'a name with a protocol': [
      meshed('blog'),
      web,
      front({ name: 'http', port: 80 }, { name: 'grpc-web-api', port: 81 }, { name: 'tcp-db', port: 3306 }),
    ],
    'an appProtocol': [meshed('blog'), web, front({ port: 80, appProtocol: 'http' })],
    'a UDP port': [meshed('blog'), web, front({ port: 53, protocol: 'UDP' })],
    'pods outside the mesh': [kube('v1/Namespace', { name: 'blog' }), web, front({ port: 80 })],
  },
  refuses: {
    'a port without a name': {
      given: [meshed('blog'), web, front({ port: 8005 })],
      says: 'port 8005 has neither a name with a protocol nor appProtocol; Istio has to guess what it carries',
    },
    'a name that says no protocol': {
      given: [meshed('blog'), web, front({ name: 'http', port: 80 }, { name: 'metrics', port: 9090 })],
      says: 'port 9090 (metrics) has a name that says no protocol; Istio has to guess what it carries',
    },
  },
});
