import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationListsFiles = defineRule({
  id: 'kustomization-lists-files',
  severity: 'warning',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization', 'kustomize.config.k8s.io/v1alpha1/Component'],
  asks: 'A kustomization lists the manifests of its folder.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  check: (manifest) => told(manifest, 'kustomization-lists-files'),
});
