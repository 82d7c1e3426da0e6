import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { authorizationNeedsMtls } from './authorization-needs-mtls.ts';

const namespace = 'blog';
const tree = [meshed(namespace), deployment({ namespace }), service({ namespace, selector: { app: 'web' } })];
const policy = (source: object) =>
  kube('security.istio.io/v1/AuthorizationPolicy', { namespace, name: 'web' }, { spec: { rules: [{ from: [{ source }] }] } });
const rule = (mode: string) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace, name: 'web-rule' },
    { spec: { host: 'web', trafficPolicy: { tls: { mode } } } },
  );
const peers = (mode: string) =>
  kube('security.istio.io/v1/PeerAuthentication', { namespace, name: 'default' }, { spec: { mtls: { mode } } });
const byPrincipal = policy({ principals: ['cluster.local/ns/blog/sa/web'] });

ruleCases(authorizationNeedsMtls, {
  accepts: {
    'automatic mTLS': [...tree, byPrincipal],
    'a DestinationRule that asks for it': [...tree, rule('ISTIO_MUTUAL'), byPrincipal],
    'addresses, which need none': [...tree, rule('DISABLE'), policy({ ipBlocks: ['10.0.0.0/8'] })],
    'pods without a sidecar, about which nothing is enforced': [
      kube('v1/Namespace', { name: namespace }),
      ...tree.slice(1),
      rule('DISABLE'),
      byPrincipal,
    ],
    'one port of two that is plain': [
      ...tree.slice(0, 2),
      service({ namespace, selector: { app: 'web' }, ports: [{ port: 80 }, { port: 81 }] }),
      kube(
        'networking.istio.io/v1/DestinationRule',
        { namespace, name: 'web-rule' },
        {
          spec: { host: 'web', trafficPolicy: { portLevelSettings: [{ port: { number: 81 }, tls: { mode: 'DISABLE' } }] } },
        },
      ),
      byPrincipal,
    ],
  },
  refuses: {
    'a DestinationRule that switches it off': {
      given: [...tree, rule('DISABLE'), byPrincipal],
      says: 'principals cluster.local/ns/blog/sa/web needs mTLS, and DestinationRule web-rule sets tls.mode DISABLE for Deployment web',
    },
    'a PeerAuthentication that switches it off': {
      given: [...tree, peers('DISABLE'), policy({ namespaces: ['blog'] })],
      says: 'namespaces blog needs mTLS, and PeerAuthentication default sets DISABLE for Deployment web',
    },
    'a condition': {
      given: [
        ...tree,
        peers('DISABLE'),
        kube(
          'security.istio.io/v1/AuthorizationPolicy',
          { namespace, name: 'web' },
          { spec: { rules: [{ when: [{ key: 'source.principal', values: ['x'] }] }] } },
        ),
      ],
      says: 'source.principal x needs mTLS, and PeerAuthentication default sets DISABLE for Deployment web',
    },
  },
});
