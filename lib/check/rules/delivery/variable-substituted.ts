import { told } from '../../kustomize/told.ts';
import { defineRule } from '../../rule.ts';

export const variableSubstituted = defineRule({
  id: 'variable-substituted',
  severity: 'warning',
  kinds: 'all',
  asks: 'Every variable in what a Flux Kustomization with postBuild applies has a value or a default.',
  source: 'https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution',
  *check(manifest) {
    yield* told(manifest, 'variable-substituted');
  },
});
