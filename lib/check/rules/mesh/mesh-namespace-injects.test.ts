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

const synced = (policy: object, namespace = 'shop') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://example.com/shop.git', path: 'shop' },
        destination: { namespace },
        syncPolicy: { syncOptions: ['CreateNamespace=true'], ...policy },
      },
    },
  );

ruleCases(meshNamespaceInjects, {
  accepts: {
    'a sync that labels the namespace': [synced({ managedNamespaceMetadata: { labels: { 'istio-injection': 'enabled' } } }), strict, web],
    'a sync of a namespace that is in the tree': [synced({}), meshed('shop'), strict, web],
    'a sync without policies of the mesh': [synced({}), web],
    'a sync of pods that ask for a sidecar themselves': [
      synced({}),
      strict,
      deployment({ namespace: 'shop', labels: { app: 'web', 'sidecar.istio.io/inject': 'true' } }),
    ],
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
    'a sync that makes the namespace without labels': {
      given: [synced({}), strict, web],
      says: 'the sync makes namespace shop without labels, and PeerAuthentication default-mtls in it needs sidecars',
    },
    'mTLS without sidecars': {
      given: [plain(), strict, mutual, web],
      says: 'no pod of the namespace gets a sidecar, while PeerAuthentication default-mtls is STRICT and DestinationRule all is ISTIO_MUTUAL',
    },
  },
});
