import { textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import type { SourceEntry } from './sources.ts';
import { fileTree, isManifest } from './tree.ts';

/** A pattern of a source that lets none of the files of its folder in, or one that leaves all of them out. */
export function* filePatterns({ path, folder = '', fields }: SourceEntry, world: World): Iterable<Issue> {
  const [include, exclude] = [textAt(fields, 'directory.include'), textAt(fields, 'directory.exclude')];
  const tree = fileTree(world);
  const found = include === undefined && exclude === undefined ? undefined : tree?.folder(folder);
  if (tree === undefined || found === undefined) return;
  const files = [found, ...tree.below(found)].flatMap((each) =>
    tree
      .filesIn(each)
      .flatMap((name) =>
        isManifest(name) ? [`${each === found ? '' : `${each.slice(found === '' ? 0 : found.length + 1)}/`}${name}`] : [],
      ),
  );
  const [first] = files;
  if (first === undefined) return;
  const [taken, left] = [include === undefined ? undefined : globs(include), exclude === undefined ? undefined : globs(exclude)];
  const why = 'The Application is empty and green; with prune on, what was installed from there is deleted.';
  if (include !== undefined && taken !== undefined && !files.some((file) => taken.test(file))) {
    yield {
      path: `${path}.directory.include`,
      message: `include ${include} lets in none of the ${files.length} files of ${folder}, the first of which is ${first}`,
      why,
      fix: `Write a pattern that the files have, such as *${/\.[a-z]+$/.exec(first)?.[0] ?? ''}.`,
    };
  } else if (exclude !== undefined && left !== undefined && files.every((file) => left.test(file))) {
    yield {
      path: `${path}.directory.exclude`,
      message: `exclude ${exclude} leaves out all of the ${files.length} files of ${folder}, the first of which is ${first}`,
      why,
      fix: 'Name the files that are to be left out.',
    };
  }
}

/** `{*.yml,*.json}` → an expression; `*` is any text, also with slashes. */
function globs(written: string): RegExp | undefined {
  if (/[[\]!\\]/.test(written)) return undefined;
  const body = written
    .replace(/[.+^$()|]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\?/g, '.')
    .replace(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.split(',').join('|')})`);
  return new RegExp(`^${body}$`);
}
