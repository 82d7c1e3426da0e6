import { check, type Finding } from '../../lib/check/check.ts';
import type { Rule } from '../../lib/check/rule.ts';
import { rules } from '../../lib/check/rules/index.ts';
import { treeOf } from '../../lib/check/tree/tree.ts';
import { worldsOf } from '../../lib/check/tree/worlds.ts';

/** Texts of files by their path in the repository. */
export type Tree = Readonly<Record<string, string>>;

/** A mistake that somebody committed, in a repository as people have them. */
export interface Mistake {
  /** What is wrong, in a line. */
  readonly name: string;
  readonly tree: Tree;
  /** Rules of which one must speak. */
  readonly caughtBy: string | readonly string[];
  /** Part of the message or of the object's name that the finding must have, where a tree gives several of the rule. */
  readonly says?: string;
  /** The tree alone does not settle it: a note is enough. */
  readonly partly?: true;
  /** Read the YAML in guides, too. */
  readonly markdown?: true;
  /** Files as they are when it is mended, `null` for one that goes: then the rules are silent. */
  readonly mended?: Readonly<Record<string, string | null>>;
  /** Why it is not found. */
  readonly missed?: string;
}

/** Where each mistake stands in a repository of a hundred files, the suite asks for one of so many; all of them are asked at night. */
export const LARGE = 3;

/**
 * One test a mistake: it is found, and what mends it silences the rule. A mistake that is `missed` must be missed, or the word goes.
 * Of a sample one of `oneOf` is asked, unless SLIPWAY_FAULTS is `all`.
 */
export function foundMistakes(mistakes: readonly Mistake[], oneOf = 1): void {
  const asked = process.env['SLIPWAY_FAULTS'] === 'all' ? mistakes : mistakes.filter((_, index) => index % oneOf === 0);

  test('each mistake has a name of its own, and rules that exist', () => {
    const names = mistakes.map(({ name }) => name);
    const known = new Set(rules.map(({ id }) => id));

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(mistakes.flatMap(rulesOf).filter((rule) => !known.has(rule))).toEqual([]);
  });

  test.each(asked)('$name', (mistake) => {
    const asking = rules.filter(({ id }) => rulesOf(mistake).includes(id));

    const answers = findingsOf(mistake.tree, mistake.markdown, asking).filter((each) => isAnswer(each, mistake));
    const instead =
      answers.length > 0
        ? []
        : findingsOf(mistake.tree, mistake.markdown).map(({ rule, file, message }) => `${rule}: ${file ?? ''}: ${message}`);
    expect([answers.length > 0, instead]).toEqual([mistake.missed === undefined, mistake.missed === undefined ? [] : expect.anything()]);
    if (mistake.mended === undefined) return;
    const after = findingsOf(mend(mistake.tree, mistake.mended), mistake.markdown, asking);
    expect(after.filter((each) => isAnswer(each, mistake)).map(({ message }) => message)).toEqual([]);
  });
}

/** What `slipway check` says of a repository, or some of its rules alone. */
export function findingsOf(tree: Tree, markdown = false, asking: readonly Rule[] = rules): readonly Finding[] {
  const sources = Object.entries(tree).map(([file, text]) => ({ file, read: () => Buffer.from(text) }));
  const { objects, files } = treeOf(sources, { markdown });
  const worlds = worldsOf(objects);
  return worlds.merged(check(worlds.objects, { files, apart: worlds.apart, rules: asking }));
}

function isAnswer({ rule, severity, message, object }: Finding, mistake: Mistake): boolean {
  return (
    rulesOf(mistake).includes(rule) &&
    (mistake.partly === true || severity !== 'info') &&
    `${message} ${object.name}`.includes(mistake.says ?? '')
  );
}

function rulesOf({ caughtBy }: Mistake): readonly string[] {
  return typeof caughtBy === 'string' ? [caughtBy] : caughtBy;
}

function mend(tree: Tree, mended: Readonly<Record<string, string | null>>): Tree {
  const files = Object.entries({ ...tree, ...mended }).filter((each): each is [string, string] => each[1] !== null);
  return Object.fromEntries(files);
}
