import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { meshStrictFits } from './mesh-strict-fits.ts';

const namespace = 'blog';
const out = { 'sidecar.istio.io/inject': 'false' };
const web = [deployment({ namespace }), service({ namespace, selector: { app: 'web' } })];
const mysql = (podAnnotations = {}) => [
  deployment({
    namespace,
    name: 'mysql',
    labels: { app: 'mysql' },
    podAnnotations,
    container: { image: 'mysql:8.0', ports: [{ containerPort: 3306 }] },
  }),
  service({ namespace, name: 'mysql', selector: { app: 'mysql' }, ports: [{ name: 'tcp-db', port: 3306 }] }),
];
const redis = [
  deployment({ namespace, name: 'redis', labels: { app: 'redis' }, container: { image: 'redis:7', ports: [{ containerPort: 6379 }] } }),
  service({ namespace, name: 'redis', selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] }),
];
const peers = (mode: string, spec = {}, meta = {}) =>
  kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace, ...meta }, { spec: { mtls: { mode }, ...spec } });
const noSidecar = 'STRICT covers Deployment blog/mysql (Service mysql), whose pods have no sidecar';

ruleCases(meshStrictFits, {
  accepts: {
    'PERMISSIVE over everything': [meshed(namespace), ...mysql(), ...web, peers('PERMISSIVE')],
    'plain TCP with sidecars on both ends': [meshed(namespace), ...redis, ...web, peers('STRICT')],
    'an exception for the database': [
      meshed(namespace),
      ...mysql(out),
      peers('STRICT'),
      peers('DISABLE', { selector: { matchLabels: { app: 'mysql' } } }, { name: 'mysql' }),
    ],
    'a database that the proxy of the node carries': [
      kube('v1/Namespace', { name: namespace, labels: { 'istio.io/dataplane-mode': 'ambient' } }),
      ...mysql(),
      ...web,
      peers('STRICT'),
    ],
    'a Job that nobody calls': [
      meshed(namespace),
      deployment({ namespace, name: 'dump', labels: { app: 'dump' }, podAnnotations: out }),
      peers('STRICT'),
    ],
    'a mesh-wide mode and a namespace outside the mesh': [
      meshed(namespace),
      ...web,
      deployment({ namespace: 'kube-system' }),
      service({ namespace: 'kube-system', selector: { app: 'web' } }),
      peers('STRICT', {}, { namespace: 'istio-system' }),
    ],
    'a namespace that is not among the manifests': [...web, peers('STRICT')],
  },
  refuses: {
    'a database with a sidecar': {
      given: [meshed(namespace), ...mysql(), peers('STRICT')],
      says: 'STRICT covers port 3306 of Deployment blog/mysql (Service mysql), which speaks mysql: the server talks first',
    },
    'one port of one workload': {
      given: [
        meshed(namespace),
        ...mysql(),
        peers('PERMISSIVE', { selector: { matchLabels: { app: 'mysql' } }, portLevelMtls: { 3306: { mode: 'STRICT' } } }),
      ],
      says: 'STRICT covers port 3306 of Deployment blog/mysql (Service mysql), which speaks mysql: the server talks first',
    },
    'a pod that opted out, by selector': {
      given: [
        meshed(namespace),
        deployment({ namespace, podAnnotations: out }),
        service({ namespace, selector: { app: 'web' } }),
        peers('STRICT', { selector: { matchLabels: { app: 'web' } } }),
      ],
      says: 'STRICT covers Deployment blog/web (Service web), whose pods have no sidecar',
    },
    'a mail server named by its port': {
      given: [
        meshed(namespace),
        deployment({ namespace, container: { ports: [{ containerPort: 2525 }] } }),
        service({ namespace, selector: { app: 'web' }, ports: [{ name: 'smtp', port: 25, targetPort: 2525 }] }),
        peers('STRICT'),
      ],
      says: 'STRICT covers port 2525 of Deployment blog/web (Service web), which speaks smtp: the server talks first',
    },
    'the whole mesh, from the root namespace': {
      given: [
        meshed(namespace),
        ...web,
        deployment({ namespace, name: 'mysql', labels: { app: 'mysql' }, podAnnotations: out }),
        service({ namespace, name: 'mysql', selector: { app: 'mysql' } }),
        peers('STRICT', {}, { namespace: 'istio-system' }),
      ],
      says: noSidecar,
    },
    'a namespace that injects no sidecars at all': {
      given: [kube('v1/Namespace', { name: namespace }), ...web, peers('STRICT')],
      says: 'STRICT covers Deployment blog/web (Service web), whose pods have no sidecar',
    },
  },
});
