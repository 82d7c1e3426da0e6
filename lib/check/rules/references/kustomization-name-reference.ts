import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationNameReference = defineRule({
  id: 'kustomization-name-reference',
  severity: 'error',
  kinds: 'all',
  asks: 'A name that a kustomization changes is changed wherever it is named.',
  source:
    'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/; https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/konfig/builtinpluginconsts/namereference.go',
  check: (manifest) => told(manifest, 'kustomization-name-reference'),
});
