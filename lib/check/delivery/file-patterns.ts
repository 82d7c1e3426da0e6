import { textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import type { World } from '../world.ts';
import { fileGlob, type SourceEntry } from './sources.ts';
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
  yield* blanks(include, `${path}.directory.include`, files);
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

/** `{web/*.yaml, was/*.yaml}`: what stands between commas is compared with its blanks, and no file begins with one. */
function* blanks(include: string | undefined, path: string, files: readonly string[]): Iterable<Issue> {
  for (const [, list = ''] of (include ?? '').matchAll(/\{([^{}]*)\}/g)) {
    const lost = list.split(',').flatMap((part) => {
      const plain = part === part.trim() ? undefined : globs(part.trim());
      const file = files.find((each) => plain?.test(each));
      return file === undefined ? [] : [{ part: part.replace(/\s+/g, ' '), file }];
    });
    const [first] = lost;
    if (first === undefined) continue;
    yield {
      path,
      message: `${lost.map(({ part }) => `"${part}"`).join(' and ')} in the list of include ${lost.length === 1 ? 'has a blank' : 'have blanks'}, which no file has: ${first.file} is left out`,
      why: 'Argo CD compares blanks, too: these files are not installed, and with prune on, what was installed of them is deleted.',
      fix: 'Write the list without blanks and line breaks.',
    };
  }
}

/** A pattern as an expression; `undefined` for one with classes or escapes, which are not read here. */
function globs(written: string): RegExp | undefined {
  return /[[\]!\\]/.test(written) ? undefined : fileGlob(written);
}
