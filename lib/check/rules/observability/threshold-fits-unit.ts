import { type Expression, type Operation, parts, selections } from '../../observability/expression.ts';
import { QUERY_KINDS, queriesIn, type Query } from '../../observability/queries.ts';
import { type Unit, unitOf } from '../../observability/units.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const thresholdFitsUnit = defineRule({
  id: 'threshold-fits-unit',
  severity: 'warning',
  kinds: QUERY_KINDS,
  asks: 'Thresholds and texts of alerts are in the unit of what they compare and show.',
  source:
    'https://prometheus.io/docs/practices/naming/#base-units; https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers',
  *check(manifest, world) {
    for (const query of queriesIn(world, manifest)) {
      if (query.tree === undefined || query.kind !== 'alert') continue;
      for (const part of parts(query.tree)) {
        const issue = part.type === 'operation' ? compared(part) : undefined;
        if (issue !== undefined) yield { path: query.path, ...issue, message: `${query.name}: ${issue.message}` };
      }
      yield* shown(query, query.tree);
    }
  },
});

type Said = Omit<Issue, 'path'>;

function compared({ operator, left, right }: Operation): Said | undefined {
  const since = /^[<>]=?$/.test(operator) ? sinceWhen(left, folded(right)) : undefined;
  if (since !== undefined) return since;
  if (!/^[<>]=?$/.test(operator) || right.type !== 'number') return undefined;
  const unit = unitOf(left);
  const said = unit === undefined ? undefined : oddly(unit, right.value);
  if (said === undefined) return undefined;
  return {
    message: `${said.what} is compared with ${right.value}`,
    why: 'The threshold is off by a factor of a thousand or a hundred: the alert fires always, or never.',
    fix: said.fix,
  };
}

/** Ten years. Unit: seconds. */
const TOO_LONG = 315_360_000;

/** `time() - last_success > 24`, `expiry - time() < 14`: both are in seconds. */
function sinceWhen(left: Expression, value: number | undefined): Said | undefined {
  if (value === undefined || left.type !== 'operation' || left.operator !== '-') return undefined;
  if (![left.left, left.right].some((side) => side.type === 'call' && side.name === 'time')) return undefined;
  const metric = selections(left)[0]?.metric ?? '';
  const slow = /(backup|snapshot|dump|expir|not_?after|rotation|certificate).*(timestamp|time|seconds|expiry|after)|_expiry$/i.test(metric);
  const what = value > TOO_LONG ? 'in milliseconds' : slow && value > 0 && value < 600 ? 'in hours or days' : undefined;
  if (what === undefined) return undefined;
  return {
    message: `a time in seconds is compared with ${value}, which looks like one ${what}`,
    why: 'The threshold is off by a factor of a thousand or more: the alert fires always, or never.',
    fix: value > TOO_LONG ? `Write ${value / 1000}.` : `Write ${value} * 3600 for hours, ${value} * 86400 for days.`,
  };
}

/** The value of an expression of numbers only. */
function folded(tree: Expression): number | undefined {
  if (tree.type === 'number') return tree.value;
  if (tree.type !== 'operation') return undefined;
  const [one, other] = [folded(tree.left), folded(tree.right)];
  if (one === undefined || other === undefined) return undefined;
  return tree.operator === '*' ? one * other : tree.operator === '/' ? one / other : tree.operator === '+' ? one + other : undefined;
}

/** Numbers that nobody means in a unit. */
function oddly(unit: Unit, value: number): { readonly what: string; readonly fix: string } | undefined {
  switch (unit) {
    case 'bytes':
      return value > 0 && value < 1024
        ? { what: 'a number of bytes', fix: 'Write the threshold in bytes (500 * 1024 * 1024), or divide by a limit for a ratio.' }
        : undefined;
    case 'seconds':
      return value >= 200 && value % 50 === 0 && value % 60 !== 0
        ? { what: 'a time in seconds', fix: `Write ${value / 1000} for ${value} ms.` }
        : undefined;
    case 'milliseconds':
      return value > 0 && value < 10 ? { what: 'a time in milliseconds', fix: `Write ${value * 1000} for ${value} s.` } : undefined;
    case 'percent':
      return value >= 0.5 && value < 1 ? { what: 'a percentage', fix: `Write ${value * 100}, or leave out the factor 100.` } : undefined;
    case 'ratio':
      return undefined;
  }
}

/** What the annotations do with the number. */
function* shown({ path, name, rule }: Query, tree: Expression): Iterable<Issue> {
  const unit = unitOf(tree);
  const perSecond = isRate(tree);
  for (const [key, text] of Object.entries(rule?.annotations ?? {})) {
    const said =
      /\$value\s*\|\s*humanizePercentage/.test(text) && unit === 'percent'
        ? 'humanizePercentage multiplies by 100 what is a percentage already'
        : /\$value(\s*\|\s*(humanize|printf\s+"[^"]*"))?\s*\}\}\s*(%|percent)/.test(text) && unit === 'ratio'
          ? 'a ratio between 0 and 1 is shown with a percent sign'
          : /\$value\s*\|\s*humanizeDuration/.test(text) && unit === 'milliseconds'
            ? 'humanizeDuration reads seconds, and the value is in milliseconds'
            : perSecond && /\$value[^}]*\}\}\s+(times|restarts|errors|requests|events|failures)\b(?!\s*(\/|per|a second))/i.test(text)
              ? 'a rate per second is told as a number'
              : undefined;
    if (said === undefined) continue;
    yield {
      path,
      message: `${name}: in its ${key}, ${said}`,
      why: 'The message that wakes somebody names a number a hundred or a thousand times too small or too large.',
      fix:
        unit === 'ratio'
          ? 'Write {{ $value | humanizePercentage }}.'
          : unit === 'percent'
            ? 'Write {{ $value | printf "%.1f" }}%, or leave out the factor 100.'
            : perSecond
              ? 'Write increase() instead of rate(), or say "per second".'
              : 'Divide by 1000 first.',
    };
  }
}

/** The left side of a comparison, or the whole, is rate(). */
function isRate(tree: Expression): boolean {
  if (tree.type === 'operation') return /^[<>]=?$|^!=$/.test(tree.operator) && isRate(tree.left);
  if (tree.type === 'aggregation') return tree.operator === 'sum' && isRate(tree.body);
  return tree.type === 'call' && (tree.name === 'rate' || tree.name === 'irate');
}
