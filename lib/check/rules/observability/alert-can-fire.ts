import { type Expression, type Operation } from '../../observability/expression.ts';
import { podRange } from '../../observability/pod-limits.ts';
import { queries, QUERY_KINDS, queriesIn } from '../../observability/queries.ts';
import { type Known, type Range, rangeOf } from '../../observability/value-range.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const alertCanFire = defineRule({
  id: 'alert-can-fire',
  severity: 'error',
  kinds: QUERY_KINDS,
  asks: 'What an alert compares can be both above and below its threshold.',
  source: 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/; https://prometheus.io/docs/practices/alerting/',
  *check(manifest, world) {
    const known = knownIn(world, true);
    const unlimited = knownIn(world, false);
    for (const { name, path, tree, kind } of queriesIn(world, manifest)) {
      if (tree === undefined || kind !== 'alert') continue;
      for (const part of conditions(tree)) {
        const issue = verdict(part, known, unlimited);
        if (issue !== undefined) yield { path, ...issue, message: `${name}: ${issue.message}` };
      }
    }
  },
});

/** What is known of the pods of a selector, or of the query that is recorded under its name. */
function knownIn(world: World, limits: boolean): Known {
  const recorded = world.once('recorded queries', () => {
    const records = queries(world).flatMap(({ kind, rule, tree }) =>
      kind === 'record' && rule !== undefined && tree !== undefined ? [[rule.name, tree] as const] : [],
    );
    return new Map(records);
  });
  const open = new Set<string>();
  const known: Known = (selection, summedBy) => {
    const name = selection.metric ?? '';
    const tree = recorded.get(name);
    if (tree === undefined || open.has(name)) return limits ? podRange(world, selection, summedBy) : undefined;
    // Rules may record what they read themselves.
    open.add(name);
    const range = rangeOf(tree, known);
    open.delete(name);
    return range;
  };
  return known;
}

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

function verdict({ operator, left, right }: Operation, known: Known, unlimited: Known): Omit<Issue, 'path'> | undefined {
  const threshold = rangeOf(right, known);
  const first = rangeOf(left, known);
  const [value, limit, sign] =
    threshold.min === threshold.max ? [first, threshold.min, operator] : [threshold, first.min, FLIPPED[operator] ?? ''];
  const constant = absence(left, operator, limit);
  if (constant !== undefined) return constant;
  if (value.min === value.max || (threshold.min !== threshold.max && first.min !== first.max) || Number.isNaN(limit)) return undefined;
  const byPods = rangeOf(left, unlimited).max !== first.max;
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
  if (sign === '>=' && limit <= min && min === 0 && limit === 0) return true;
  // The whole over its part is one or more: whatever is asked of a share holds.
  return min === 1 && limit > 0 && (sign === '>' || sign === '>=') && limit < 1;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `absent(…) > 1`: an absence is 1, or there is no answer at all. */
function absence(left: Expression, operator: string, limit: number): Omit<Issue, 'path'> | undefined {
  if (left.type !== 'call' || !/^absent(_over_time)?$/.test(left.name)) return undefined;
  const holds = { '>': limit < 1, '>=': limit <= 1, '<': limit > 1, '<=': limit >= 1, '==': limit === 1, '!=': limit !== 1 }[operator];
  if (holds !== false) return undefined;
  return {
    message: `${left.name}() is 1 or nothing, and never ${operator} ${limit}`,
    why: 'The alert can never fire.',
    fix: `Write ${left.name}(…) alone.`,
  };
}
