import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { breach, covers, podPatterns, type PatternRule } from '../../security/kyverno.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const POLICIES = ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'] as const;

/** From here on the policy is told of its pods, not each pod of the policy. */
const MANY = 3;

const why = 'Kyverno refuses it: the sync fails, and what runs today does not come back after its next restart.';

export const policyAdmitsTree = defineRule({
  id: 'policy-admits-tree',
  severity: 'error',
  kinds: [...POD_KINDS, ...POLICIES],
  asks: 'Pods keep the patterns that enforced policies of Kyverno ask of them.',
  source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/#patterns; seed 004, L23 and M26',
  *check(manifest, world) {
    for (const { policy, rule, refused } of refusals(world).get(manifest) ?? []) {
      if (policy === manifest) yield ofPolicy(rule, refused);
      else for (const each of refused) if (each.pod.owner === manifest) yield ofPod(policy, rule, each);
    }
  },
});

interface Refused {
  readonly pod: PodTemplate;
  readonly breach: NonNullable<ReturnType<typeof breach>>;
}

/** A rule of a policy and the pods that it refuses. */
interface Refusal {
  readonly policy: WorldObject;
  readonly rule: PatternRule;
  readonly refused: readonly Refused[];
}

function ofPod(policy: WorldObject, rule: PatternRule, { pod, breach: { path, wanted, found } }: Refused): Issue {
  return {
    path: `${pod.path === '' ? '' : `${pod.path}.`}${path}`,
    message: `policy ${policy.object.metadata.name} (rule "${rule.name}") asks for ${wanted} at ${path}, and there is ${found}`,
    why,
    fix: 'Keep the policy, mend its pattern, or except the namespace.',
  };
}

function ofPolicy(rule: PatternRule, refused: readonly Refused[]): Issue {
  const names = refused.slice(0, MANY).map(({ pod: { owner } }) => `${owner.object.kind} ${owner.object.metadata.name}`);
  const more = refused.length - names.length;
  const [first] = refused;
  const { path = '', wanted = '', found = '' } = first?.breach ?? {};
  return {
    path: rule.path,
    message: `the rule "${rule.name}" refuses ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}: it asks for ${wanted} at ${path}, and in the first there is ${found}`,
    why,
    fix: 'Mend the pattern or the workloads, or except their namespaces.',
  };
}

/** What policies refuse, by the object that is told of it: the pod, or the policy where it refuses many. */
function refusals(world: World): ReadonlyMap<WorldObject, readonly Refusal[]> {
  return world.once('refusals of policies', () => {
    const told = new Map<WorldObject, Refusal[]>();
    for (const policy of POLICIES.flatMap((kind) => world.ofKind(kind))) {
      for (const rule of podPatterns(policy.object)) {
        const refusal = { policy, rule, refused: world.podTemplates().flatMap((pod) => refusedBy(policy, rule, pod)) };
        const owners = new Set(refusal.refused.map(({ pod }) => pod.owner));
        for (const each of owners.size < MANY ? owners : [policy]) addTo(told, each, refusal);
      }
    }
    return told;
  });
}

function refusedBy({ object }: WorldObject, rule: PatternRule, pod: PodTemplate): readonly Refused[] {
  if (!covers(rule, pod) || (object.kind === 'Policy' && object.metadata.namespace !== pod.namespace)) return [];
  const breaches = rule.patterns.map((pattern) => breach(pattern, pod));
  const [first] = breaches;
  // Of several patterns one is enough.
  return first === undefined || breaches.some((each) => each === undefined) ? [] : [{ pod, breach: first }];
}
