import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { authorizationFitsPorts } from './authorization-fits-ports.ts';

const namespace = 'blog';
const tree = (name = 'http', port = 80) => [
  meshed(namespace),
  deployment({ namespace }),
  service({ namespace, selector: { app: 'web' }, ports: [{ name, port, targetPort: 8080 }] }),
];
const policy = (operation: object, action = 'ALLOW') =>
  kube('security.istio.io/v1/AuthorizationPolicy', { namespace, name: 'web' }, { spec: { action, rules: [{ to: [{ operation }] }] } });

ruleCases(authorizationFitsPorts, {
  accepts: {
    'the port of the pod': [...tree(), policy({ ports: ['8080'] })],
    'a port that nobody declares': [...tree(), policy({ ports: ['9090'] })],
    'methods on HTTP': [...tree(), policy({ methods: ['GET'] })],
    'ports on other protocols': [...tree('tcp-db', 3306), policy({ ports: ['8080'] })],
    'pods without a Service': [meshed(namespace), deployment({ namespace }), policy({ ports: ['80'] })],
  },
  refuses: {
    'the port of the Service': {
      given: [...tree(), policy({ ports: ['80'] })],
      says: 'port 80 is the port of Service web; its pods listen on 8080',
      fix: 'Write "8080".',
    },
    'paths on another protocol': {
      given: [...tree('tcp-db', 3306), policy({ paths: ['/x'] })],
      says: 'paths is about HTTP, and no port of the selected pods carries it',
    },
    'methods in a rule that denies': {
      given: [...tree('tcp-db', 3306), policy({ methods: ['POST'] }, 'DENY')],
      says: 'methods is about HTTP, and no port of the selected pods carries it',
    },
  },
});
