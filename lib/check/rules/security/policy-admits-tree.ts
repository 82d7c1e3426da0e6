import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { breach, covers, podPatterns, type PatternRule } from '../../security/kyverno.ts';
import type { World } from '../../world.ts';

export const policyAdmitsTree = defineRule({
  id: 'policy-admits-tree',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Pods keep the patterns that enforced policies of Kyverno ask of them.',
  source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/#patterns; seed 004, L23 and M26',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    for (const { policy, rule } of enforced(world)) {
      if (!covers(rule, pod) || (policy.namespace !== undefined && policy.namespace !== pod.namespace)) continue;
      const breaches = rule.patterns.map((pattern) => breach(pattern, pod));
      const [first] = breaches;
      // Of several patterns one is enough.
      if (first === undefined || breaches.some((each) => each === undefined)) continue;
      yield {
        path: `${pod.path === '' ? '' : `${pod.path}.`}${first.path}`,
        message: `policy ${policy.name} (rule "${rule.name}") asks for ${first.wanted} at ${first.path}, and there is ${first.found}`,
        why: 'Kyverno refuses it: the sync fails, and what runs today does not come back after its next restart.',
        fix: 'Keep the policy, mend its pattern, or except the namespace.',
      };
    }
  },
});

interface Enforced {
  readonly policy: { readonly name: string; readonly namespace: string | undefined };
  readonly rule: PatternRule;
}

function enforced(world: World): readonly Enforced[] {
  return world.once('enforced patterns for pods', () =>
    ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'].flatMap((kind) =>
      world.ofKind(kind).flatMap(({ object }) => {
        const { name, namespace } = object.metadata;
        const policy = { name, namespace: kind.endsWith('ClusterPolicy') ? undefined : namespace };
        return podPatterns(object).map((rule) => ({ policy, rule }));
      }),
    ),
  );
}
