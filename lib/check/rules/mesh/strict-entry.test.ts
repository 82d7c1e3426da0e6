import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { strictEntry } from './strict-entry.ts';

const strict = (mode = 'STRICT') =>
  kube('security.istio.io/v1/PeerAuthentication', { name: 'default-mtls', namespace: 'shop' }, { spec: { mtls: { mode } } });
const web = deployment({ namespace: 'shop' });
const door = (type: string) => service({ namespace: 'shop', selector: { app: 'web' }, type });
const gateway = deployment({
  namespace: 'shop',
  labels: { app: 'web', 'sidecar.istio.io/inject': 'true' },
  container: { name: 'istio-proxy', image: 'auto' },
});

ruleCases(strictEntry, {
  accepts: {
    'a ClusterIP': [meshed('shop'), strict(), web, service({ namespace: 'shop', selector: { app: 'web' } })],
    'permissive pods': [meshed('shop'), strict('PERMISSIVE'), web, door('NodePort')],
    'the gateway itself': [meshed('shop'), strict(), gateway, door('LoadBalancer')],
    'pods without a sidecar': [kube('v1/Namespace', { name: 'shop' }), strict(), web, door('NodePort')],
    'a port that bypasses the sidecar': [
      meshed('shop'),
      strict(),
      deployment({ namespace: 'shop', podAnnotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '8080' } }),
      door('NodePort'),
    ],
  },
  refuses: {
    'a node port to STRICT pods': {
      given: [meshed('shop'), strict(), web, door('NodePort')],
      says: 'NodePort leads to pods of Deployment web, whose sidecar demands mTLS (PeerAuthentication default-mtls STRICT): plain-text clients from outside are rejected',
    },
    'a load balancer to STRICT pods': {
      given: [meshed('shop'), strict(), web, door('LoadBalancer')],
      says: 'LoadBalancer leads to pods of Deployment web, whose sidecar demands mTLS (PeerAuthentication default-mtls STRICT): plain-text clients from outside are rejected',
    },
  },
});
