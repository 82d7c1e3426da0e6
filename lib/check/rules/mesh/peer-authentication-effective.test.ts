import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { peerAuthenticationEffective } from './peer-authentication-effective.ts';

const peer = (spec: object, name = 'db') => kube('security.istio.io/v1/PeerAuthentication', { name, namespace: 'blog' }, { spec });
const selector = { matchLabels: { app: 'db' } };
const outside = deployment({
  name: 'db',
  namespace: 'blog',
  labels: { app: 'db' },
  podAnnotations: { 'sidecar.istio.io/inject': 'false' },
});
const inside = deployment({ name: 'db', namespace: 'blog', labels: { app: 'db' } });

ruleCases(peerAuthenticationEffective, {
  accepts: {
    'a mode for pods with a sidecar': [meshed('blog'), inside, peer({ selector, mtls: { mode: 'DISABLE' } })],
    'an exception from a STRICT namespace': [
      meshed('blog'),
      outside,
      peer({ mtls: { mode: 'STRICT' } }, 'default'),
      peer({ selector, mtls: { mode: 'DISABLE' } }),
    ],
    'pods that are not in the tree': [meshed('blog'), peer({ selector, mtls: { mode: 'STRICT' } })],
    'a port of the pods': [meshed('blog'), inside, peer({ selector, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } })],
  },
  refuses: {
    'ports without a selector': {
      given: [meshed('blog'), inside, peer({ mtls: { mode: 'PERMISSIVE' }, portLevelMtls: { 3306: { mode: 'DISABLE' } } })],
      says: 'portLevelMtls (3306) without a selector',
    },
    'pods that opted out': {
      given: [meshed('blog'), outside, peer({ mtls: { mode: 'PERMISSIVE' } }, 'default'), peer({ selector, mtls: { mode: 'DISABLE' } })],
      says: 'it selects pods without a sidecar (Deployment db), so it has no effect',
    },
    'labels that no pod has': {
      given: [meshed('blog'), inside, peer({ selector: { matchLabels: { app: 'mysql' } }, mtls: { mode: 'DISABLE' } })],
      says: 'it selects no pod of "blog"',
    },
    'a port that the pods do not have': {
      given: [meshed('blog'), inside, peer({ selector, portLevelMtls: { 9090: { mode: 'DISABLE' } } })],
      says: 'the pods do not listen on 9090, they have 8080',
      fix: 'Write 8080.',
    },
    'the port of the Service': {
      given: [
        meshed('blog'),
        inside,
        service({ name: 'db', namespace: 'blog', selector: { app: 'db' } }),
        peer({ selector, portLevelMtls: { 80: { mode: 'DISABLE' } } }),
      ],
      says: '80 is the port of Service db, the pods listen on 8080',
      fix: 'Write 8080.',
    },
  },
});
