import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { serviceTargetPort } from './service-target-port.ts';

const web = deployment();
const selector = { app: 'web' };

ruleCases(serviceTargetPort, {
  accepts: {
    'a number that is declared': [web, service({ selector })],
    'a name that is declared': [web, service({ selector, ports: [{ port: 80, targetPort: 'http' }] })],
    'its own number when left out': [web, service({ selector, ports: [{ port: 8080 }] })],
    'a number that the command names': [
      deployment({ container: { command: ['sh', '-c'], args: ['serve --port=8000'] } }),
      service({ selector, ports: [{ port: 80, targetPort: 8000 }] }),
    ],
    'a number that a mounted configuration names': [
      deployment({ pod: { volumes: [{ name: 'config', configMap: { name: 'server' } }] } }),
      kube('v1/ConfigMap', { name: 'server' }, { data: { 'server.conf': 'address: 0.0.0.0\nport = 8443\n' } }),
      service({ selector, ports: [{ port: 443, targetPort: 8443 }] }),
    ],
    'pods that declare nothing': [deployment({ container: { ports: [] } }), service({ selector })],
  },
  refuses: {
    'a name with a slip': {
      given: [web, service({ selector, ports: [{ port: 80, targetPort: 'htpp' }] })],
      says: 'no container of Deployment web names a port "htpp"; declared: http 8080',
      fix: 'Did you mean "http"?',
    },
    'a name where no port has one': {
      given: [
        deployment({ container: { ports: [{ containerPort: 8080 }] } }),
        service({ selector, ports: [{ port: 80, targetPort: 'http' }] }),
      ],
      says: 'no container of Deployment web names a port "http"; declared: 8080',
    },
    'a number of which the command says another': {
      given: [deployment({ container: { args: ['--port=18000'] } }), service({ selector, ports: [{ port: 80, targetPort: 8000 }] })],
      says: 'no container of Deployment web declares port 8000; declared: http 8080',
    },
    'a number beside the declared ones': {
      given: [web, service({ selector, ports: [{ port: 80 }] })],
      says: 'no container of Deployment web declares port 80; declared: http 8080',
    },
  },
});
