import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/errors.ts';
import { blobId } from '../../lib/deliver/blob-id.ts';
import { deliver } from '../../lib/deliver/deliver.ts';
import { openTarget } from '../../lib/deliver/open-target.ts';
import { BARE_ENV, git, temporaryFolder } from '../../lib/deliver/testing.ts';
import { commitForeign, entriesOf, randomLayout } from './layout.ts';
import type { Foreign } from './layout.ts';
import { inTurns, spread, trials } from './trial.ts';

const LAYOUTS = trials(16, 1_000);

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const OLD = {
  'c/a/x.yaml': 'old\n',
  'c/a/stays.yaml': 'a: 1\n',
  'c/a/gone.yaml': 'gone\n',
  'c/b/"odd" näme.yaml': 'odd\n',
  'd/x.yaml': 'd\n',
};
const NEW = {
  'c/a/x.yaml': 'new\r\n',
  'c/a/stays.yaml': 'a: 1\n',
  'c/b/"odd" näme.yaml': 'odder\n',
  'c/b/-rf.yaml': 'n\n',
  'd/x.yaml': 'd\n',
};
const OURS = new Set([...Object.keys(OLD), ...Object.keys(NEW)]);

beforeAll(async () => {
  await run('template', OLD);
});

function run(name: string, wanted: Readonly<Record<string, string>>, remote = false): Promise<string | undefined> {
  const target = openTarget(remote ? `file://${at(`${name}.git`)}` : at(`${name}.git`), { stateFolder: at('state'), env: BARE_ENV });
  return deliver({ target, files: new Map(Object.entries(wanted)), version: '0.1.0', maxRemovalShare: 60 })
    .then(({ commit }) => commit)
    .finally(() => target.close());
}

/** Puts a layout there, delivers, and says what became of it; an empty text for all as it should be. */
async function trial(name: string, layout: readonly Foreign[], remote: boolean): Promise<'delivered' | 'refused' | readonly string[]> {
  cpSync(at('template.git'), at(`${name}.git`), { recursive: true });
  commitForeign(at(`${name}.git`), layout);
  const before = entriesOf(at(`${name}.git`));
  const tip = git(at(`${name}.git`), 'rev-parse', 'main');
  try {
    await run(name, NEW, remote);
  } catch (error) {
    if (!(error instanceof InputError)) return [String(error)];
    // A refusal says which file it is about, and has done nothing.
    const unasked = error.problems.filter(({ what }) => !/did not write|somebody (edited|deleted) this file/.test(what));
    const moved = git(at(`${name}.git`), 'rev-parse', 'main') === tip ? [] : ['the branch moved'];
    return unasked.length + moved.length === 0 ? 'refused' : [...moved, ...unasked.map(({ where, what }) => `${where}: ${what}`)];
  }

  const after = entriesOf(at(`${name}.git`));
  const isOurs = (path: string): boolean =>
    /^\.slipway\/ledger\/[cd]\.json$/.test(path) || OURS.has(Buffer.from(path, 'latin1').toString('utf8'));
  const wrong: string[] = [];
  for (const [path, entry] of before)
    if (!isOurs(path) && after.get(path) !== entry) wrong.push(`${JSON.stringify(path)} of others was touched`);
  for (const path of after.keys()) if (!isOurs(path) && !before.has(path)) wrong.push(`${JSON.stringify(path)} came from nowhere`);
  const standing = [...after].filter(([path]) => OURS.has(Buffer.from(path, 'latin1').toString('utf8')));
  const wanted = Object.entries(NEW).map(([path, text]) => [Buffer.from(path).toString('latin1'), `100644 blob ${blobId(text, 'sha1')}`]);
  if (JSON.stringify(standing) !== JSON.stringify(wanted.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))))
    wrong.push(`ours: ${JSON.stringify(standing)}`);
  if ((await run(name, NEW, remote)) !== undefined) wrong.push('the second run made a commit');
  if (git(at(`${name}.git`), 'fsck', '--connectivity-only', '--no-dangling', '--no-progress') !== '') wrong.push('something is missing');
  return wrong.length === 0 ? 'delivered' : wrong;
}

test(`in ${LAYOUTS} random layouts nothing of others is lost or touched, ours is as it should be or stays as it was, and the second run has nothing to do`, async () => {
  const numbers = spread(1729);
  const layouts = Array.from({ length: LAYOUTS }, (_, index) => ({
    index,
    layout: randomLayout(() => numbers.next().value, Object.keys(NEW)),
  }));
  const met = { delivered: 0, refused: 0 };

  await inTurns(layouts, 3, async ({ index, layout }) => {
    const outcome = await trial(`layout-${index}`, layout, index % 4 === 0);
    if (typeof outcome === 'string') met[outcome] += 1;
    else expect({ index, layout, outcome }).toEqual({ index, layout, outcome: [] });
  });

  // Both ways were met, and far more layouts are in nobody's way.
  expect(met.refused).toBeGreaterThan(0);
  expect(met.delivered).toBeGreaterThan(LAYOUTS / 2);
}, 1_200_000);
