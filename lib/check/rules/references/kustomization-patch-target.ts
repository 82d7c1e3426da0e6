import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationPatchTarget = defineRule({
  id: 'kustomization-patch-target',
  severity: 'error',
  kinds: ['kustomize.config.k8s.io/v1beta1/Kustomization', 'kustomize.config.k8s.io/v1alpha1/Component'],
  asks: 'What a kustomization patches, scales or gives another image is in its build.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/; https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/; https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  *check(manifest) {
    yield* told(manifest, 'kustomization-patch-target');
  },
});
