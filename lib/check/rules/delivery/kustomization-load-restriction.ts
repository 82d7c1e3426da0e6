import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationLoadRestriction = defineRule({
  id: 'kustomization-load-restriction',
  severity: 'error',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization', 'kustomize.config.k8s.io/v1alpha1/Component'],
  asks: 'A kustomization reads files of its own folder only; from other folders it takes in kustomizations.',
  source: 'https://kubectl.docs.kubernetes.io/faq/kustomize/#security-file-foo-is-not-in-or-below-bar',
  check: (manifest) => told(manifest, 'kustomization-load-restriction'),
});
