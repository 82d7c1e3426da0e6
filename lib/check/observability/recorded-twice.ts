import type { World } from '../world.ts';
import { alertRules, type AlertRule } from './alert-rules.ts';

/** A rule with what it records: two of one key tell the same series. */
export function recordKey({ kind, name, labels }: AlertRule): string {
  return `${kind} ${name} ${JSON.stringify(labels)}`;
}

/** Keys of rules that stand twice in the tree; two files may be for two Prometheus. */
export function recordedTwice(world: World): ReadonlySet<string> {
  return world.once('recorded twice', () => {
    const seen = new Map<string, string>();
    const found = new Set<string>();
    for (const rule of alertRules(world)) {
      const key = recordKey(rule);
      const before = seen.get(key);
      if (before !== undefined && !areSides(before, rule.expr)) found.add(key);
      seen.set(key, rule.expr);
    }
    return found;
  });
}

/** Two queries that differ in the values of a label which both keep: `sum by (code) (x{code=~"2.."})` and `…"5.."` meet nowhere. */
export function areSides(one: string, other: string): boolean {
  const [before, after] = [matchersOf(one), matchersOf(other)];
  const kept = /\bby\s*\(([^)]*)\)/.exec(other)?.[1]?.split(/[\s,]+/);
  return [...after].some(([label, said]) => before.has(label) && before.get(label) !== said && (kept?.includes(label) ?? true));
}

function matchersOf(expr: string): ReadonlyMap<string, string> {
  return new Map(
    [...expr.matchAll(/([A-Za-z_]\w*)\s*((?:=~?|!=|!~)\s*["'`][^"'`]*["'`])/g)].map(([, label = '', said = '']) => [label, said]),
  );
}
