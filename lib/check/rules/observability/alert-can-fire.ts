import { type Expression, type Operation } from '../../observability/expression.ts';
import { podRange } from '../../observability/pod-limits.ts';
import { QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { type Known, type Range, rangeOf } from '../../observability/value-range.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const alertCanFire = defineRule({
  id: 'alert-can-fire',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'What an alert compares can be both above and below its threshold.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/; https://prometheus.io/docs/practices/alerting/',
  *check(manifest, world) {
    const known: Known = (selection, summedBy) => podRange(world, selection, summedBy);
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined || kind !== 'alert') continue;
      for (const part of conditions(tree)) {
        const issue = verdict(part, known);
        if (issue !== undefined) yield { path, ...issue, message: `${name}: ${issue.message}` };
      }
    }
  },
});

/** Comparisons that all must hold; one of several alternatives may be for other clusters. */
function* conditions(tree: Expression): Iterable<Operation> {
  if (tree.type !== 'operation') return;
  if (tree.operator === 'and') {
    yield* conditions(tree.left);
    yield* conditions(tree.right);
  } else if (tree.operator === 'unless') {
    yield* conditions(tree.left);
  } else if (/^(>|<|>=|<=|==|!=)$/.test(tree.operator) && !tree.bool) {
    yield tree;
    yield* conditions(tree.left);
  }
}

const FLIPPED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=', '==': '==', '!=': '!=' };

function verdict({ operator, left, right }: Operation, known: Known): Omit<Issue, 'path'> | undefined {
  const threshold = rangeOf(right, known);
  const first = rangeOf(left, known);
  const [value, limit, sign] =
    threshold.min === threshold.max ? [first, threshold.min, operator] : [threshold, first.min, FLIPPED[operator] ?? ''];
  if (value.min === value.max || (threshold.min !== threshold.max && first.min !== first.max) || Number.isNaN(limit)) return undefined;
  const byPods = rangeOf(left, () => undefined).max !== first.max;
  if (never(value, sign, limit)) {
    const what = byPods
      ? `the pods that it selects may use at most ${shown(value.max)} by their limits`
      : `its value lies between ${shown(value.min)} and ${shown(value.max)}`;
    return {
      message: `it can never fire: ${what}, and the threshold is ${sign} ${shown(limit)}`,
      why: 'The alert is silent in the very case that it was written for.',
      fix: byPods
        ? 'Compare with the limit of the pods instead of a fixed number.'
        : 'Correct the threshold; a ratio lies between 0 and 1, a percentage between 0 and 100.',
    };
  }
  if (!always(value, sign, limit)) return undefined;
  return {
    message: `it fires whenever the series exists: its value is ${shown(value.min)} or more, and the threshold is ${sign} ${shown(limit)}`,
    severity: 'warning',
    why: 'An alert that always fires is soon muted, and then nobody sees the true ones.',
    fix: 'Correct the threshold.',
  };
}

function never({ min, max }: Range, sign: string, limit: number): boolean {
  switch (sign) {
    case '>':
      return limit >= max;
    case '>=':
      return limit > max;
    case '<':
      return limit <= min;
    case '<=':
      return limit < min;
    case '==':
      return limit < min || limit > max;
    default:
      return false;
  }
}

function always({ min }: Range, sign: string, limit: number): boolean {
  // A value below nothing is written on purpose where only the existence of the series counts.
  return sign === '>=' && limit <= min && min === 0 && limit === 0;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
