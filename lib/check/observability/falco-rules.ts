import { fields, items, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { misspeltField } from './falco-fields.ts';
import { partPath, shapesIn, shapesOfKind } from './shapes.ts';

/** Levels of a rule, from the highest. */
export const FALCO_PRIORITIES = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'INFORMATIONAL', 'DEBUG'];

/** A rule, macro or list of a file of Falco. */
export interface FalcoEntry {
  readonly path: string;
  /** Name of a rule; `undefined` for a macro or list. */
  readonly rule: string | undefined;
  /** Name of a rule or macro, for people. */
  readonly name: string;
  /** Fields that a rule must have and this one has not; none of one that only adds to a rule of others. */
  readonly lacks: readonly string[];
  readonly priority: string | undefined;
  readonly condition: string | undefined;
  /** A field of its texts that is nearly one of Falco. */
  readonly misspelt: ReturnType<typeof misspeltField>;
  /** It is about events of a plugin. */
  readonly plugged: boolean;
  /** As it is written. */
  readonly written: unknown;
}

export function falcoEntries(world: World, manifest: WorldObject): readonly FalcoEntry[] {
  return shapesIn(world, manifest, 'falco').flatMap((shape) =>
    items(shape.content).map((each, index) => {
      const rule = textAt(each, 'rule');
      const condition = textAt(each, 'condition');
      return {
        path: partPath(shape, index),
        rule,
        name: rule ?? textAt(each, 'macro') ?? '',
        lacks:
          rule === undefined || adds(each)
            ? []
            : ['condition', 'desc', 'output', 'priority'].filter((key) => text(fields(each)[key]) === undefined),
        priority: textAt(each, 'priority'),
        condition,
        misspelt: rule === undefined ? undefined : misspeltField(`${textAt(each, 'output') ?? ''} ${condition ?? ''}`),
        plugged: isPlugged(each),
        written: each,
      };
    }),
  );
}

/** It changes a rule that stands elsewhere. */
function adds(entry: unknown): boolean {
  const { append, override, enabled, condition } = fields(entry);
  return append === true || override !== undefined || (enabled !== undefined && condition === undefined);
}

function isPlugged(entry: unknown): boolean {
  return !['syscall', undefined].includes(textAt(entry, 'source'));
}

/** Names of the macros and lists of the whole tree, and whether it has rules of plugins, which bring macros of their own. */
export function falcoNames(world: World): {
  readonly defined: readonly string[];
  readonly lists: ReadonlySet<string>;
  readonly plugged: boolean;
} {
  return world.once('names of falco', () => {
    const all = shapesOfKind(world, 'falco').flatMap(({ content }) => items(content));
    return {
      defined: all.flatMap((each) => textAt(each, 'macro') ?? textAt(each, 'list') ?? []),
      lists: new Set(all.flatMap((each) => textAt(each, 'list') ?? [])),
      plugged: all.some(isPlugged),
    };
  });
}

/** Names of the rules of the whole tree, in their order. */
export function falcoRuleNames(world: World): readonly string[] {
  return world.once('rules of falco', () =>
    shapesOfKind(world, 'falco').flatMap(({ content }) => items(content).flatMap((each) => textAt(each, 'rule') ?? [])),
  );
}

/** How many brackets of a condition are open at its end; below zero where too many are closed. */
export function openBrackets(condition: string): number {
  const plain = withoutTexts(condition);
  return plain.split('(').length - plain.split(')').length;
}

function withoutTexts(condition: string): string {
  return condition.replace(/"[^"]*"|'[^']*'/g, '""');
}

/** Single names with an underscore in brackets behind `in`: names of lists. */
export function listsIn(condition: string): readonly string[] {
  const found = withoutTexts(condition).matchAll(/\b(?:in|pmatch|intersects)\s*\(\s*([a-z]\w*_\w+)\s*\)/gi);
  return [...found].map(([, name = '']) => name);
}

/** Words of a condition that stand alone: no field, no operator, no value. */
export function macrosIn(condition: string): readonly string[] {
  // What stands in brackets behind these is a list, also one of a single name.
  const plain = condition
    .replace(/\b(?:in|pmatch|intersects)\s*\([^()]*\)/g, ' = "" ')
    .replace(/"[^"]*"|'[^']*'|\([^()]*,[^()]*\)/g, ' "" ');
  return plain
    .split(/\b(?:and|or|not)\b|[()]/)
    .map((part) => part.trim())
    .filter((part) => /^[a-z]\w*$/i.test(part));
}
