import { deployment, kube, meshed, ruleCases } from '../../testing.ts';
import { meshNamespaceInjects } from './mesh-namespace-injects.ts';

const plain = (labels: Record<string, string> = {}) => kube('v1/Namespace', { name: 'shop', labels });
const strict = kube(
  'security.istio.io/v1/PeerAuthentication',
  { name: 'default-mtls', namespace: 'shop' },
  { spec: { mtls: { mode: 'STRICT' } } },
);
const mutual = kube(
  'networking.istio.io/v1/DestinationRule',
  { name: 'all', namespace: 'shop' },
  { spec: { host: '*.shop.svc.cluster.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } },
);
const web = deployment({ namespace: 'shop' });

ruleCases(meshNamespaceInjects, {
  accepts: {
    'sidecars and mTLS': [meshed('shop'), strict, mutual, web],
    'neither of them': [plain(), web],
    'ambient mode': [plain({ 'istio.io/dataplane-mode': 'ambient' }), strict, web],
    'pods that ask for a sidecar themselves': [
      plain(),
      strict,
      deployment({ namespace: 'shop', labels: { app: 'web', 'sidecar.istio.io/inject': 'true' } }),
    ],
    'a label that Terraform sets': [
      plain(),
      strict,
      web,
      kube(
        'slipway.dev/v1/TextFile',
        { name: 'main' },
        { text: 'resource "kubernetes_labels" "shop" { labels = { "istio-injection" = "enabled" } }' },
      ),
    ],
    'no pods in sight': [plain(), strict],
  },
  refuses: {
    'mTLS without sidecars': {
      given: [plain(), strict, mutual, web],
      says: 'no pod of the namespace gets a sidecar, while PeerAuthentication default-mtls is STRICT and DestinationRule all is ISTIO_MUTUAL',
    },
  },
});
