import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { tlsModesAgree } from './tls-modes-agree.ts';

const rule = (mode: string, host = 'web', name = host) =>
  kube('networking.istio.io/v1/DestinationRule', { name, namespace: 'blog' }, { spec: { host, trafficPolicy: { tls: { mode } } } });
const peer = (mode: string, selector?: Record<string, string>) =>
  kube(
    'security.istio.io/v1/PeerAuthentication',
    { name: 'peers', namespace: 'blog' },
    { spec: { mtls: { mode }, ...(selector === undefined ? {} : { selector: { matchLabels: selector } }) } },
  );
const web = deployment({ namespace: 'blog' });
const outside = deployment({ namespace: 'blog', podAnnotations: { 'sidecar.istio.io/inject': 'false' } });
const probed = (scheme?: string) =>
  deployment({ namespace: 'blog', container: { readinessProbe: { httpGet: { path: '/', port: 'http', scheme } } } });
const front = service({ namespace: 'blog', selector: { app: 'web' } });
const plain = kube('v1/Namespace', { name: 'blog' });

ruleCases(tlsModesAgree, {
  accepts: {
    'mutual TLS to a STRICT pod': [meshed('blog'), web, front, rule('ISTIO_MUTUAL'), peer('STRICT')],
    'plain text to a pod without sidecar': [meshed('blog'), outside, front, rule('DISABLE')],
    'plain text to a permissive pod': [meshed('blog'), web, front, rule('DISABLE'), peer('PERMISSIVE')],
    'no word about TLS': [
      meshed('blog'),
      web,
      front,
      kube('networking.istio.io/v1/DestinationRule', { namespace: 'blog' }, { spec: { host: 'web' } }),
      peer('STRICT'),
    ],
    'a wildcard with a narrower exception': [
      meshed('blog'),
      outside,
      front,
      rule('ISTIO_MUTUAL', '*.blog.svc.cluster.local', 'all'),
      rule('DISABLE'),
    ],
    'a namespace that is not in the tree': [web, front, rule('ISTIO_MUTUAL')],
    'a namespace in ambient mode': [
      kube('v1/Namespace', { name: 'blog', labels: { 'istio.io/dataplane-mode': 'ambient' } }),
      web,
      front,
      rule('ISTIO_MUTUAL'),
    ],
    'a namespace that a script labels': [
      plain,
      web,
      front,
      rule('ISTIO_MUTUAL'),
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'kubectl label namespace blog istio-injection=enabled' }),
    ],
    'TLS to a server that speaks it itself': [plain, web, front, rule('SIMPLE')],
    'TLS to a server that is probed with it': [plain, probed('HTTPS'), front, rule('SIMPLE')],
  },
  refuses: {
    'MUTUAL without a certificate of the client': {
      given: [
        kube(
          'networking.istio.io/v1/DestinationRule',
          { name: 'pg' },
          { spec: { host: 'pg', trafficPolicy: { tls: { mode: 'MUTUAL' } } } },
        ),
      ],
      says: 'the mode is MUTUAL, and no certificate of the client is named',
      fix: 'Write ISTIO_MUTUAL for the certificates of the mesh, or name credentialName.',
    },
    'mutual TLS to a pod without sidecar': {
      given: [meshed('blog'), outside, front, rule('ISTIO_MUTUAL')],
      says: 'ISTIO_MUTUAL for Service web, but the pods of Deployment web have no sidecar',
    },
    'mutual TLS in a namespace without injection': {
      given: [plain, web, front, rule('ISTIO_MUTUAL')],
      says: 'ISTIO_MUTUAL for Service web, but the pods of Deployment web have no sidecar',
    },
    'a wildcard over a pod whose mTLS is off': {
      given: [meshed('blog'), web, front, rule('ISTIO_MUTUAL', '*.blog.svc.cluster.local', 'all'), peer('DISABLE', { app: 'web' })],
      says: 'ISTIO_MUTUAL for Service web, but PeerAuthentication peers sets DISABLE for the pods of Deployment web',
    },
    'TLS to a server that is probed without': {
      given: [meshed('blog'), probed(), front, rule('SIMPLE')],
      says: 'SIMPLE for Service web, while the pods of Deployment web speak plain HTTP on 8080, as their probes do',
    },
    'plain text to a STRICT pod': {
      given: [meshed('blog'), web, front, rule('DISABLE'), peer('STRICT')],
      says: 'DISABLE for Service web, but PeerAuthentication peers demands mTLS (STRICT) of the pods of Deployment web',
    },
  },
});
