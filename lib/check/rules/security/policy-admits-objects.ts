import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { covers, enforcedPatterns, kindsOf, objectBreach, type PatternRule } from '../../security/kyverno.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const POLICIES = ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'] as const;
/** Objects that are told one by one; of more, the first speaks for them. */
const MANY = 3;

export const policyAdmitsObjects = defineRule({
  id: 'policy-admits-objects',
  severity: 'error',
  kinds: POLICIES,
  asks: 'Workloads, Services and other objects of the tree keep the patterns that enforced policies of Kyverno ask of their kind.',
  source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/#patterns',
  *check(manifest, world) {
    for (const rule of enforcedPatterns(manifest.object)) {
      const kinds = kindsOf(rule).map((kind) => kind.split('/').at(-1) ?? '');
      // Pods have a rule of their own; a star may mean anything.
      if (kinds.length === 0 || kinds.some((kind) => kind === 'Pod' || !/^[A-Z]\w+$/.test(kind))) continue;
      if (isExcepted(manifest.object.metadata.name, rule.name, world)) continue;
      const refused = [...new Set(kinds)].flatMap((kind) => byKind(world).get(kind) ?? []).flatMap((each) => refusal(rule, each, manifest));
      const [first] = refused;
      if (first === undefined) continue;
      const names = refused.slice(0, MANY).map(({ object }) => `${object.object.kind} ${object.object.metadata.name}`);
      const more = refused.length > MANY ? ` and ${refused.length - MANY} more` : '';
      yield {
        path: rule.path,
        message: `the rule "${rule.name}" refuses ${names.join(', ')}${more}: it asks for ${first.wanted} at ${first.path}, and ${refused.length > 1 ? 'in the first ' : ''}there is ${first.found}`,
        why: 'Kyverno refuses each at its next change: the sync fails, and what is applied anew on another cluster never comes.',
        fix: 'Mend the pattern or the objects, or except their namespaces.',
      };
    }
  },
});

interface Refused {
  readonly object: WorldObject;
  readonly path: string;
  readonly wanted: string;
  readonly found: string;
}

function refusal(rule: PatternRule, each: WorldObject, policy: WorldObject): readonly Refused[] {
  const { namespace } = each.object.metadata;
  // Where the namespace is left to the Application, it is not known whether the rule is asked.
  if (namespace === undefined || !covers(rule, { namespace })) return [];
  if (policy.object.kind === 'Policy' && policy.object.metadata.namespace !== namespace) return [];
  const breaches = rule.patterns.map((pattern) => objectBreach(pattern, each.object));
  const [first] = breaches;
  return first === undefined || breaches.includes(undefined) ? [] : [{ object: each, ...first }];
}

/** Some are excepted: which of them, the exceptions know better. */
function isExcepted(policy: string, rule: string, world: World): boolean {
  return world
    .ofKind('kyverno.io/v2/PolicyException')
    .some(({ object }) =>
      itemsAt(object, 'spec.exceptions').some(
        (each) =>
          textAt(each, 'policyName')?.split('/').at(-1) === policy &&
          itemsAt(each, 'ruleNames').some((name) => name === rule || String(name).includes('*')),
      ),
    );
}

function byKind(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('objects by the word for their kind', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) {
      if (!world.isProvided(each) && !each.object.apiVersion.startsWith('slipway.dev/')) addTo(map, each.object.kind, each);
    }
    return map;
  });
}
