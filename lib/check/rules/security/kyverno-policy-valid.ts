import { at, fields, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const DEEDS = ['validate', 'mutate', 'generate', 'verifyImages'];
const WAYS = ['pattern', 'anyPattern', 'deny', 'foreach', 'podSecurity', 'cel', 'manifests', 'assert'];
const REFUSED = 'The webhook of Kyverno refuses the policy, and the sync stops there: nothing of it is asked.';

export const kyvernoPolicyValid = defineRule({
  id: 'kyverno-policy-valid',
  severity: 'error',
  kinds: ['kyverno.io/v1/ClusterPolicy', 'kyverno.io/v1/Policy'],
  asks: 'Kyverno takes the policy: rules have names of their own, do one thing in one way, and with anchors that it reads there.',
  source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/; https://kyverno.io/docs/policy-types/cluster-policy/mutate/',
  *check({ object }) {
    const timeout = numberAt(object, 'spec.webhookTimeoutSeconds') ?? numberAt(object, 'spec.webhookConfiguration.timeoutSeconds') ?? 10;
    if (timeout < 1 || timeout > 30) {
      const path =
        at(object, 'spec.webhookTimeoutSeconds') === undefined ? 'spec.webhookConfiguration.timeoutSeconds' : 'spec.webhookTimeoutSeconds';
      yield { path, message: `the webhook waits ${timeout} s, and may wait 1 to 30`, why: REFUSED, fix: 'Write 30 or less.' };
    }
    const names = new Set<string>();
    for (const [index, raw] of itemsAt(object, 'spec.rules').entries()) {
      const rule = fields(raw);
      const path = `spec.rules[${index}]`;
      const name = textAt(rule, 'name') ?? '';
      if (names.has(name))
        yield { path: `${path}.name`, message: `two rules are called "${name}"`, why: REFUSED, fix: 'Give one of them another name.' };
      names.add(name);
      if (name.length > 63)
        yield {
          path: `${path}.name`,
          message: `the name of the rule has ${name.length} characters, and may have 63`,
          why: REFUSED,
          fix: 'Shorten it.',
        };
      const deeds = DEEDS.filter((each) => rule[each] !== undefined);
      if (deeds.length !== 1) {
        const message =
          deeds.length === 0
            ? `the rule "${name}" does nothing`
            : `the rule "${name}" has ${deeds.join(' and ')}, and may have one of them`;
        yield { path, message, why: REFUSED, fix: deeds.length === 0 ? `Add ${DEEDS.join(', ')}, one of them.` : 'Make two rules of it.' };
      }
      const ways = WAYS.filter((each) => at(rule, `validate.${each}`) !== undefined);
      if (rule['validate'] !== undefined && ways.length !== 1) {
        const message =
          ways.length === 0
            ? `the rule "${name}" says nothing of what is wanted`
            : `the rule "${name}" validates by ${ways.join(' and ')}, and may do so by one`;
        yield { path: `${path}.validate`, message, why: REFUSED, fix: ways.length === 0 ? 'Add a pattern.' : 'Make two rules of it.' };
      }
      yield* anchors(at(rule, 'mutate.patchStrategicMerge'), `${path}.mutate.patchStrategicMerge`, /^([=X^])\((.+)\)$/, 'a mutation');
      yield* anchors(at(rule, 'validate.pattern'), `${path}.validate.pattern`, /^(\+)\((.+)\)$/, 'a validation');
    }
  },
});

/** Anchors that mean something elsewhere only. */
function* anchors(tree: unknown, path: string, wrong: RegExp, where: string): Iterable<Issue> {
  const open: { value: unknown; path: string }[] = [{ value: tree, path }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: found, path: place } = next;
    if (Array.isArray(found)) open.push(...(found as unknown[]).map((value, index) => ({ value, path: `${place}[${index}]` })));
    else {
      for (const [key, value] of Object.entries(fields(found))) {
        const [, anchor, inner = ''] = wrong.exec(key) ?? [];
        if (anchor !== undefined) {
          yield {
            path: place,
            message: `${key} has the anchor ${anchor}( ), which ${where} does not know`,
            why: REFUSED,
            fix:
              where === 'a mutation'
                ? `Write +(${inner}) to add what is missing, or (${inner}) for a condition.`
                : `Write =(${inner}) for what may be missing.`,
          };
        }
        open.push({ value, path: `${place}.${key}` });
      }
    }
  }
}
