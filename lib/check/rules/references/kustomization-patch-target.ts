import { BUILDING_KINDS, told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationPatchTarget = defineRule({
  id: 'kustomization-patch-target',
  severity: 'error',
  kinds: BUILDING_KINDS,
  asks: 'What a kustomization patches, scales or gives another image is in its build.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/; https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/; https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  check: (manifest) => told(manifest, 'kustomization-patch-target'),
});
