import { alertRulesIn } from '../../observability/alert-rules.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { recordedTwice, recordKey } from '../../observability/recorded-twice.ts';
import { ruleFaults, RULES_REFUSED } from '../../observability/rule-faults.ts';
import { SHAPE_KINDS, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const alertRuleSound = defineRule({
  id: 'alert-rule-sound',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A rule of Prometheus has a name that is valid, times that are durations, and says what it records once.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#rule',
  *check(manifest, world) {
    const evaluated = world.once('shortest evaluation', () =>
      Math.min(
        ...shapesOfKind(world, 'prometheus').map(({ content }) => durationSeconds(textAt(content, 'global.evaluation_interval')) ?? 60),
      ),
    );
    const groups = new Map<string, number>();
    for (const shape of shapesIn(world, manifest, 'rules')) {
      const names = itemsAt(shape.content, 'groups').map((group) => textAt(group, 'name') ?? '');
      for (const [index, name] of names.entries()) {
        if (name === '' || names.indexOf(name) === index) continue;
        yield {
          path: shape.path,
          severity: 'error',
          message: `there are two groups "${name}" in one file of rules`,
          why: RULES_REFUSED,
          fix: 'Rename one.',
        };
      }
    }
    for (const rule of alertRulesIn(world, manifest)) {
      yield* ruleFaults(rule, evaluated);
      const key = recordKey(rule);
      groups.set(key, (groups.get(key) ?? 0) + 1);
      if (rule.kind === 'record' && recordedTwice(world).has(key) && groups.get(key) === 2)
        yield {
          path: rule.path,
          message: `rule ${rule.name} is recorded twice with the same labels`,
          why: 'Prometheus keeps whichever answer comes first and refuses the other: the series jumps.',
          fix: 'Keep one of them.',
        };
    }
  },
});
