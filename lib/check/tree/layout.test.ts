import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { installerOf } from '../../../charts/index.ts';
import { parseInventory } from '../../inventory/parse.ts';
import { synthesize } from '../../synth/synthesize.ts';
import { check, type Finding } from '../check.ts';
import { treeOf } from './tree.ts';

/** Everything that we make for a real cluster, with holes in it, so that many rules have something to say. */
function broken(): readonly { readonly folder: string; readonly text: string }[] {
  const inventory = path.join(__dirname, '../../../clusters/homelab.yaml');
  const [cluster] = parseInventory('clusters/homelab.yaml', readFileSync(inventory));
  if (cluster === undefined) throw new Error('the inventory is gone');
  return synthesize(cluster, installerOf(cluster))
    .manifests.filter((_, index) => index % 4 !== 0)
    .map(({ file, text }) => ({ folder: path.posix.dirname(file), text: text.replace(/^( +app: )was$/m, '$1waz') }));
}

const documents = broken();

/** Findings without the places that a layout decides. */
function told(files: ReadonlyMap<string, string>): readonly unknown[] {
  const { objects, files: names } = treeOf([...files].map(([file, text]) => ({ file, read: () => Buffer.from(text) })));
  const findings = check(objects, { files: names });
  return findings.map(({ file: _, line: __, ...rest }: Finding) => JSON.stringify(rest)).sort();
}

/** Each document in a file of its own, in the order given; files of a folder are told from one another by number. */
function apart(order: readonly number[], name: (index: number) => string): ReadonlyMap<string, string> {
  return new Map(
    order.flatMap((index) => {
      const document = documents[index];
      return document === undefined ? [] : [[`${document.folder}/${name(index)}.yaml`, document.text] as const];
    }),
  );
}

/** One file a folder. */
function together(order: readonly number[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const index of order) {
    const document = documents[index];
    if (document === undefined) continue;
    const file = `${document.folder}/all.yaml`;
    files.set(file, `${files.get(file) ?? ''}---\n${document.text}`);
  }
  return files;
}

const straight = documents.map((_, index) => index);
const expected = told(apart(straight, (index) => `f${String(index).padStart(3, '0')}`));

test('there is something to find', () => {
  expect(new Set(expected.map((each) => (JSON.parse(String(each)) as Finding).rule)).size).toBeGreaterThan(3);
});

test('one file a folder or one file an object, in any order and under any names: the same findings', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(straight, { minLength: straight.length }), fc.boolean(), (order, isTogether) => {
      const files = isTogether ? together(order) : apart(order, (index) => `n${String(order.indexOf(index)).padStart(3, '0')}`);

      expect(told(files)).toEqual(expected);
    }),
    { numRuns: 12, seed: 4 },
  );
});
