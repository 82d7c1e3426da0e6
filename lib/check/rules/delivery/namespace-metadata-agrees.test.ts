import { kube, ruleCases } from '../../testing.ts';
import { namespaceMetadataAgrees } from './namespace-metadata-agrees.ts';

const app = (managedNamespaceMetadata: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'shop', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://github.com/acme/gitops.git', path: 'shop' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        syncPolicy: { managedNamespaceMetadata },
      },
    },
  );
const space = kube('v1/Namespace', { name: 'shop', labels: { 'istio-injection': 'enabled' }, annotations: { owner: 'web' } });

ruleCases(namespaceMetadataAgrees, {
  accepts: {
    'the same in both': [app({ labels: { 'istio-injection': 'enabled' } }), space],
    'more than the Namespace says': [app({ labels: { team: 'web' } }), space],
    'no Namespace in Git': [app({ labels: { 'istio-injection': 'disabled' } })],
  },
  refuses: {
    'another label': {
      given: [app({ labels: { 'istio-injection': 'disabled' } }), space],
      says: 'it gives namespace shop istio-injection: disabled, and the Namespace in Git has istio-injection: enabled',
    },
    'another annotation': {
      given: [app({ annotations: { owner: 'shop' } }), space],
      says: 'it gives namespace shop owner: shop, and the Namespace in Git has owner: web',
    },
  },
});
