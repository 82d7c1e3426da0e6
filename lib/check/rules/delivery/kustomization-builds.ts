import { BUILDING_KINDS, told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const kustomizationBuilds = defineRule({
  id: 'kustomization-builds',
  severity: 'error',
  kinds: BUILDING_KINDS,
  asks: 'A kustomization builds: it has fields that there are, goes round in no circle, and no object comes in twice.',
  source: 'https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/target/kusttarget.go',
  check: (manifest) => told(manifest, 'kustomization-builds'),
});
