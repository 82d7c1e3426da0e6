import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { mtlsSwitchedOff } from './mtls-switched-off.ts';

const rule = (mode: string) =>
  kube('networking.istio.io/v1/DestinationRule', { namespace: 'blog' }, { spec: { host: 'web', trafficPolicy: { tls: { mode } } } });
const peer = (mode: string, namespace: string, selector?: object) =>
  kube(
    'security.istio.io/v1/PeerAuthentication',
    { name: 'default', namespace },
    { spec: { mtls: { mode }, ...(selector === undefined ? {} : { selector }) } },
  );
const front = service({ namespace: 'blog', selector: { app: 'web' } });

ruleCases(mtlsSwitchedOff, {
  accepts: {
    'mutual TLS': [meshed('blog'), deployment({ namespace: 'blog' }), front, rule('ISTIO_MUTUAL')],
    'plain text to a pod outside the mesh': [
      meshed('blog'),
      deployment({ namespace: 'blog', podAnnotations: { 'sidecar.istio.io/inject': 'false' } }),
      front,
      rule('DISABLE'),
    ],
    'plain text on both ends by purpose': [
      meshed('blog'),
      deployment({ namespace: 'blog' }),
      front,
      rule('DISABLE'),
      peer('DISABLE', 'blog', { matchLabels: { app: 'web' } }),
    ],
    'a permissive namespace': [peer('PERMISSIVE', 'blog')],
  },
  refuses: {
    'plain text between sidecars': {
      given: [meshed('blog'), deployment({ namespace: 'blog' }), front, rule('DISABLE')],
      says: 'DISABLE for Service web, although the pods of Deployment web have a sidecar: mesh traffic to them is unencrypted',
    },
    'a whole namespace': { given: [peer('DISABLE', 'blog')], says: 'DISABLE for namespace "blog": no sidecar there takes mTLS' },
    'the whole mesh': { given: [peer('DISABLE', 'istio-system')], says: 'DISABLE for the whole mesh: no sidecar there takes mTLS' },
  },
});
