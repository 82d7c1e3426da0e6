import { releasesOf } from '../../hosts/releases.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const policyExceptionFits = defineRule({
  id: 'policy-exception-fits',
  severity: 'warning',
  kinds: ['kyverno.io/v2/PolicyException', 'policies.kyverno.io/v1/PolicyException'],
  asks: 'An exception from policies names a policy and rules that there are, and Kyverno is told to read exceptions where it stands.',
  source: 'https://kyverno.io/docs/exceptions/; seed 004, L24',
  *check({ object }, world) {
    const policies = ['ClusterPolicy', 'Policy'].flatMap((kind) => world.ofKind(`kyverno.io/v1/${kind}`));
    for (const [index, each] of itemsAt(object, 'spec.exceptions').entries()) {
      const path = `spec.exceptions[${index}]`;
      const written = textAt(each, 'policyName') ?? '';
      const [, namespace, name = written] = /^([^/]+)\/(.+)$/.exec(written) ?? [];
      const named = policies.filter(
        ({ object: own }) => own.metadata.name === name && (namespace === undefined || own.metadata.namespace === namespace),
      );
      const why = 'It excepts nothing: the pods that it was written for are refused, now or at their next restart.';
      if (named.length === 0) {
        const near = nearName(
          name,
          policies.map(({ object: own }) => own.metadata.name),
        );
        // Without any policy in the tree they are in another one, and charts bring some.
        if (near === undefined && (policies.length === 0 || releasesOf(world).some(({ chart }) => chart === 'kyverno-policies'))) continue;
        yield {
          path: `${path}.policyName`,
          message: `there is no policy ${written}`,
          why,
          fix: near === undefined ? 'Name a policy that exists.' : `Did you mean "${near}"?`,
        };
        continue;
      }
      // Folders of one repository may have a policy of the same name each.
      const rules = [...new Set(named.flatMap((own) => itemsAt(own.object, 'spec.rules')).flatMap((rule) => textAt(rule, 'name') ?? []))];
      for (const [place, rule] of itemsAt(each, 'ruleNames').map(text).entries()) {
        // Kyverno makes rules for the owners of pods.
        const own = rule?.replace(/^autogen-(cronjob-)?/, '') ?? '';
        if (own === '' || own.includes('*') || rules.includes(own)) continue;
        const near = nearName(own, rules) ?? (rules.length === 1 ? rules[0] : undefined);
        const fix = near === undefined ? `Name one of ${rules.join(', ')}.` : `Did you mean "${near}"?`;
        yield { path: `${path}.ruleNames[${place}]`, message: `policy ${name} has no rule "${own}", it has ${rules.join(', ')}`, why, fix };
      }
    }
    const closed = notRead(object.metadata.namespace ?? '', world);
    if (closed !== undefined) {
      yield {
        path: 'metadata.namespace',
        message: closed,
        why: 'The exception is taken and never looked at: what it was written for is refused.',
        fix: `Set features.policyExceptions: {enabled: true, namespace: ${object.metadata.namespace ?? "'*'"}} in the values of Kyverno.`,
      };
    }
  },
});

/** Why the one Kyverno of the tree does not look at exceptions of this namespace; off is the default since chart 3.0. */
function notRead(namespace: string, world: World): string | undefined {
  const releases = releasesOf(world).filter(({ chart }) => chart === 'kyverno');
  const [release] = releases;
  if (release === undefined || releases.length > 1 || release.open === true || /^v?[12]\./.test(release.version ?? '')) return undefined;
  const { values } = release;
  if (JSON.stringify(values ?? '').includes('enablePolicyException')) return undefined;
  if (at(values, 'features.policyExceptions.enabled') !== true)
    return 'Kyverno is not told to read exceptions (features.policyExceptions.enabled is off by default)';
  const place = textAt(values, 'features.policyExceptions.namespace') ?? '';
  if (place === '' || place.includes('*') || place === namespace) return undefined;
  return `Kyverno reads exceptions of namespace "${place}" only, and this one is in "${namespace}"`;
}
