import { alertRules, alertRulesIn, type AlertRule } from '../../observability/alert-rules.ts';
import { durationSeconds } from '../../observability/expression.ts';
import { SHAPE_KINDS, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

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
      const names = Array.isArray((shape.content as { groups?: unknown }).groups)
        ? (shape.content as { groups: readonly unknown[] }).groups.map((group) => textAt(group, 'name') ?? '')
        : [];
      for (const [index, name] of names.entries()) {
        if (name === '' || names.indexOf(name) === index) continue;
        yield {
          path: shape.path,
          severity: 'error',
          message: `there are two groups "${name}" in one file of rules`,
          why: REFUSED,
          fix: 'Rename one.',
        };
      }
    }
    for (const rule of alertRulesIn(world, manifest)) {
      yield* faults(rule, evaluated);
      const key = `${rule.kind} ${rule.name} ${JSON.stringify(rule.labels)}`;
      groups.set(key, (groups.get(key) ?? 0) + 1);
      if (rule.kind === 'record' && twice(world).has(key) && groups.get(key) === 2)
        yield {
          path: rule.path,
          message: `rule ${rule.name} is recorded twice with the same labels`,
          why: 'Prometheus keeps whichever answer comes first and refuses the other: the series jumps.',
          fix: 'Keep one of them.',
        };
    }
  },
});

const REFUSED = 'Prometheus refuses the whole file of rules: none of its alerts exists.';

function* faults(rule: AlertRule, evaluated: number): Iterable<Issue> {
  const { path, name, kind } = rule;
  if (kind === 'record' && !/^[a-zA-Z_:][\w:]*$/.test(name))
    yield {
      path,
      severity: 'error',
      message: `rule ${name}: its name is no name of a metric`,
      why: REFUSED,
      fix: 'Write letters, digits, _ and :.',
    };
  const held = rule.for === undefined ? 0 : durationSeconds(rule.for);
  if ((held === undefined && !(rule.for ?? '').includes('{{')) || /^[1-9]\d*$/.test(rule.for ?? '')) {
    yield {
      path,
      severity: 'error',
      message: `alert ${name}: its "for" is "${rule.for ?? ''}", which ${held === undefined ? 'is no duration' : 'has no unit'}`,
      why: REFUSED,
      fix: 'Write a number with ms, s, m, h, d or w.',
    };
    return;
  }
  if (kind === 'record' && rule.for !== undefined)
    yield { path, severity: 'error', message: `rule ${name} records and has "for"`, why: REFUSED, fix: 'Leave "for" out.' };
  const interval = durationSeconds(rule.interval) ?? (Number.isFinite(evaluated) ? evaluated : undefined);
  if (held !== undefined && held > 0 && interval !== undefined && held < interval) {
    yield {
      path,
      severity: rule.interval === undefined ? 'info' : 'warning',
      message: `alert ${name} must hold for ${rule.for ?? ''}, and is looked at every ${interval} s`,
      why: 'It fires at the second look at the earliest: later than written.',
      fix: 'Let "for" be a multiple of the interval.',
    };
  }
  const open = Object.entries({ ...rule.labels, ...rule.annotations }).find(
    ([, said]) => said.split('{{').length !== said.split('}}').length,
  );
  // Where Helm fills in the file, Prometheus' own braces are written in other ways.
  if (open !== undefined && !/\{\{`|\{\{ ?"|\$\{/.test(open[1]))
    yield {
      path,
      severity: 'error',
      message: `alert ${name}: its ${open[0]} opens {{ and closes it otherwise: ${open[1].slice(0, 80)}`,
      why: REFUSED,
      fix: 'Close each {{ with }}.',
    };
  if (kind === 'alert' && Object.keys(rule.annotations).length === 0)
    yield {
      path,
      severity: 'info',
      message: `alert ${name} has no annotations`,
      why: 'The message names nothing but the alert: whoever is woken starts from zero.',
      fix: 'Add a summary and what to do.',
    };
}

/** Recorded twice somewhere in the tree; two files may be for two Prometheus. */
function twice(world: World): ReadonlySet<string> {
  return world.once('recorded twice', () => {
    const seen = new Map<string, string>();
    const found = new Set<string>();
    for (const { kind, name, labels, expr } of alertRules(world)) {
      const key = `${kind} ${name} ${JSON.stringify(labels)}`;
      const before = seen.get(key);
      if (before !== undefined && !areSides(before, expr)) found.add(key);
      seen.set(key, expr);
    }
    return found;
  });
}

/** Two queries that differ in the values of a label which both keep: `sum by (code) (x{code=~"2.."})` and `…"5.."` meet nowhere. */
function areSides(one: string, other: string): boolean {
  const [before, after] = [matchersOf(one), matchersOf(other)];
  const kept = /\bby\s*\(([^)]*)\)/.exec(other)?.[1]?.split(/[\s,]+/);
  return [...after].some(([label, said]) => before.has(label) && before.get(label) !== said && (kept?.includes(label) ?? true));
}

function matchersOf(expr: string): ReadonlyMap<string, string> {
  return new Map(
    [...expr.matchAll(/([A-Za-z_]\w*)\s*((?:=~?|!=|!~)\s*["'`][^"'`]*["'`])/g)].map(([, label = '', said = '']) => [label, said]),
  );
}
