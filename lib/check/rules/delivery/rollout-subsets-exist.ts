import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { partNames, routed, routingsOf } from '../../routing.ts';
import { defineRule } from '../../rule.ts';

export const rolloutSubsetsExist = defineRule({
  id: 'rollout-subsets-exist',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'The stable and the canary subset that a Rollout names are subsets of its DestinationRule.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/; seed 002, D-13',
  *check(manifest, world) {
    for (const routing of routingsOf(manifest)) {
      const found = routing.kind === 'DestinationRule' ? routed(routing, world) : undefined;
      if (found === undefined) continue;
      const subsets = partNames(found);
      const [stable = '', canary = ''] = ['stableSubsetName', 'canarySubsetName'].map((field) => textAt(routing.entry, field));
      if (stable.includes('canary') && canary.includes('stable')) {
        yield {
          path: `${routing.path}.stableSubsetName`,
          message: `the stable subset is "${stable}", the canary one "${canary}"`,
          why: 'The weights are turned round: the first step of a release sends nine of ten users to the new pods.',
          fix: `Write stableSubsetName: ${canary} and canarySubsetName: ${stable}.`,
        };
      }
      for (const field of ['stableSubsetName', 'canarySubsetName']) {
        const name = textAt(routing.entry, field);
        if (name === undefined || subsets.includes(name)) continue;
        const near = nearName(name, subsets);
        yield {
          path: `${routing.path}.${field}`,
          message: `DestinationRule ${routing.name} has no subset "${name}", it has ${subsets.join(', ') || 'none'}`,
          why: 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.',
          fix: near === undefined ? 'Name a subset that exists, or add this one.' : `Did you mean "${near}"?`,
        };
      }
    }
  },
});
