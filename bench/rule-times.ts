import { check } from '../lib/check/check.ts';
import type { Rule } from '../lib/check/rule.ts';
import { rules } from '../lib/check/rules/index.ts';
import { readTree } from '../lib/check/tree/read-tree.ts';
import { worldsOf } from '../lib/check/tree/worlds.ts';

/** What one rule took. An index that several rules share is on the account of the first that asks for it. */
export interface RuleTime {
  readonly rule: string;
  /** Milliseconds in all. */
  readonly time: number;
  /** Objects that it was asked about. */
  readonly asked: number;
}

/** Checks a tree in this process and times each rule; slowest first. */
export function ruleTimes(folder: string): readonly RuleTime[] {
  const tree = readTree([folder]);
  const times = new Map(rules.map(({ id }) => [id, { rule: id, time: 0, asked: 0 }]));
  const timed = rules.map((rule): Rule => {
    const account = times.get(rule.id) ?? { time: 0, asked: 0 };
    return {
      ...rule,
      check(manifest, world) {
        const started = performance.now();
        const issues = [...rule.check(manifest, world)];
        account.time += performance.now() - started;
        account.asked += 1;
        return issues;
      },
    };
  });
  check(worldsOf(tree.objects).objects, { files: tree.files, rules: timed });
  return [...times.values()].sort((a, b) => b.time - a.time);
}
