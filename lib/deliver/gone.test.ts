import { goneOf } from './gone.ts';
import type { ObjectChange } from './object-change.ts';
import type { Preview } from './preview.ts';
import { changed } from './testing-texts.ts';

const removed = (path: string): ObjectChange => changed(path, 'a: 1', undefined);
const added = (path: string): ObjectChange => changed(path, undefined, 'a: 1');

function told(
  changes: readonly ObjectChange[],
  standing: Readonly<Record<string, number>>,
  adopted: readonly string[] = [],
): Pick<Preview, 'changes' | 'standing' | 'plan'> {
  const plan = { base: 'b', objectFormat: 'sha1', changes: [], adopted, taken: [], conflicts: [], records: [] } as const;
  return { plan, changes, standing: new Map(Object.entries(standing)) };
}

const cases: Readonly<Record<string, readonly [ReturnType<typeof told>, readonly string[], readonly string[]]>> = {
  'nothing removed': [told([added('c/a/x')], { 'c/a': 1 }), [], []],
  'a part of an app': [told([removed('c/a/x')], { 'c/a': 2 }), [], []],
  'one app of two': [told([removed('c/a/x')], { 'c/a': 1, 'c/b': 1 }), [], ['c/a: 1']],
  'an app of which other objects come': [told([removed('c/a/x'), added('c/a/y')], { 'c/a': 1, 'c/b': 1 }), [], []],
  'a cluster': [told([removed('c/a/x'), removed('c/b/x')], { 'c/a': 1, 'c/b': 1, 'd/a': 1 }), ['c: 2 in 2'], []],
  'a cluster that gets another app': [told([removed('c/a/x'), added('c/b/x')], { 'c/a': 1 }), [], ['c/a: 1']],
  'a cluster in which a file is adopted': [told([removed('c/a/x')], { 'c/a': 1 }, ['c/b/x']), [], ['c/a: 1']],
};

test.each(Object.entries(cases))('%s', (_title, [given, clusters, apps]) => {
  const gone = goneOf(given);

  expect([...gone.clusters].map(([name, { objects, apps: count }]) => `${name}: ${objects} in ${count}`)).toEqual(clusters);
  expect([...gone.apps].map(([name, objects]) => `${name}: ${objects}`)).toEqual(apps);
});
