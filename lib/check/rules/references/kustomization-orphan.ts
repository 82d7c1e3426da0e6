import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationOrphan = defineRule({
  id: 'kustomization-orphan',
  severity: 'warning',
  kinds: 'all',
  asks: 'A patch in the folder of a kustomization is used by one.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/',
  check: (manifest) => told(manifest, 'kustomization-orphan'),
});
