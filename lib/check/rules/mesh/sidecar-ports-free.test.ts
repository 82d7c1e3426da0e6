import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { sidecarPortsFree } from './sidecar-ports-free.ts';

const namespace = 'blog';
const app = (container: object) => deployment({ namespace, container: { ...container } });
const told = (name: string, value: string) => app({ env: [{ name, value }] });

ruleCases(sidecarPortsFree, {
  accepts: {
    'ports of its own': [meshed(namespace), app({ ports: [{ containerPort: 8080 }] }), told('MANAGEMENT_SERVER_PORT', '9090')],
    'a pod outside the mesh': [app({ ports: [{ containerPort: 15020 }] })],
    'a port that it calls': [meshed(namespace), told('STATUS_PORT', '15021')],
  },
  refuses: {
    'a port of the container': {
      given: [meshed(namespace), app({ ports: [{ containerPort: 15090 }] })],
      says: 'container "app" listens on 15090 (containerPort), a port of its sidecar',
    },
    'a port of its settings': {
      given: [
        meshed(namespace),
        app({ envFrom: [{ configMapRef: { name: 'settings' } }] }),
        kube('v1/ConfigMap', { namespace, name: 'settings' }, { data: { MANAGEMENT_SERVER_PORT: '15020' } }),
      ],
      says: 'container "app" listens on 15020 (MANAGEMENT_SERVER_PORT), a port of its sidecar',
    },
  },
});
