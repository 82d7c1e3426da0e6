import { deployment, kube, ruleCases } from '../../testing.ts';
import { listenPortDeclared } from './listen-port-declared.ts';

const env = (name: string, value: string) => [{ name, value }];
const actuator = (port: number | string) => ({ readinessProbe: { httpGet: { path: '/actuator/health', port } } });

ruleCases(listenPortDeclared, {
  accepts: {
    'the declared port': [
      deployment({ container: { env: env('SERVER_PORT', '8080') } }),
      deployment({ container: { args: ['--web.listen-address=0.0.0.0:8080'] } }),
    ],
    'no declared port': [deployment({ container: { ports: [], env: env('PORT', '3000') } })],
    'the port of another program': [deployment({ container: { env: env('DB_PORT', '3306') } })],
    'a second port beside the first': [deployment({ container: { args: ['--port', '8080', '--listen-address=:9000'] } })],
    'an actuator where it is asked': [deployment({ container: { env: env('MANAGEMENT_SERVER_PORT', '8080'), ...actuator('http') } })],
  },
  refuses: {
    'another port by variable': {
      given: [deployment({ container: { env: env('SERVER_PORT', '8081') } })],
      says: 'SERVER_PORT is 8081, container "app" declares 8080',
    },
    'another port by a ConfigMap': {
      given: [
        kube('v1/ConfigMap', { name: 'c' }, { data: { PORT: '3000' } }),
        deployment({ container: { envFrom: [{ configMapRef: { name: 'c' } }] } }),
      ],
      says: 'PORT is 3000, container "app" declares 8080',
    },
    'another port by flag': {
      given: [deployment({ container: { args: ['--port', '9000'] } })],
      says: '--port is 9000, container "app" declares 8080',
    },
    'an actuator on a port of its own': {
      given: [deployment({ container: { env: env('MANAGEMENT_SERVER_PORT', '9001'), ...actuator(8080) } })],
      says: 'the readinessProbe asks /actuator/health on 8080, the actuator listens on 9001 (MANAGEMENT_SERVER_PORT)',
    },
  },
});
