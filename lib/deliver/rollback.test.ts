import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './deliver.ts';
import type { Delivery } from './deliver.ts';
import { FolderTarget } from './folder-target.ts';
import { PullRequestTarget } from './github/pull-request-target.ts';
import { fakeGithub, optionsFor, stopAfterEach, targetOf } from './github/testing.ts';
import { foldersWithPast, history } from './history.ts';
import type { HistoryOptions, PastDelivery } from './history.ts';
import { HYDRATOR_FILE, metadataOf } from './hydrator.ts';
import type { Metadata } from './hydrator.ts';
import { HydratorTarget } from './hydrator-target.ts';
import { openTarget } from './open-target.ts';
import { previewRollback, rollback } from './rollback.ts';
import type { RollbackOptions } from './rollback.ts';
import type { Target } from './target.ts';
import { asPerson, BARE_ENV, contents, files, git, localTarget, temporaryFolder } from './testing.ts';
import { rollout } from './testing-objects.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
stopAfterEach();

const WEB = 'home/blog/rollout.web.yaml';
const WAS = 'home/blog/rollout.was.yaml';
const OTHER = 'shop/store/rollout.store.yaml';
const OLD = { [WEB]: rollout('web', 'blog-web:v84'), [WAS]: rollout('was', 'board-was:v19'), [OTHER]: rollout('store', 'store:v1') };
const NEW = { ...OLD, [WEB]: rollout('web', 'blog-web:v85'), [OTHER]: rollout('store', 'store:v2') };
const SOURCES = ['81be0d4c0ffee0123456789abcdef0123456789a', '99be0d4c0ffee0123456789abcdef0123456789a'] as const;
const THIRD = 'aabe0d4c0ffee0123456789abcdef0123456789a';

/** A repository, and how one works with it; the target is opened anew for each piece of work. */
interface Place {
  deliver(entries: Readonly<Record<string, string>>, sourceCommit?: string): Promise<Delivery>;
  rollback(to: string, more?: Partial<RollbackOptions>): Promise<Delivery>;
  history(more?: Partial<HistoryOptions>): Promise<readonly PastDelivery[]>;
  /** Somebody else writes a file. */
  person(path: string, text: string): void;
  contents(): Readonly<Record<string, string>>;
}

function placeOf(open: () => Target, rest: Pick<Place, 'person' | 'contents'>): Place {
  const once = async <T>(work: (target: Target) => Promise<T>): Promise<T> => {
    const target = open();
    try {
      return await work(target);
    } finally {
      await target.close();
    }
  };
  return {
    ...rest,
    deliver: (entries, sourceCommit = SOURCES[0]) =>
      once((target) => deliver({ target, files: files(entries), version: '0.1.0', sourceCommit, maxRemovalShare: 100 })),
    rollback: (to, more = {}) => once((target) => rollback({ target, to, version: '0.1.0', ...more })),
    history: (more = {}) => once((target) => history({ target, ...more })),
  };
}

let count = 0;

const places: Readonly<Record<string, () => Promise<Place>>> = {
  'a local repository': () => Promise.resolve(gitPlace((path) => path)),
  'a remote': () => Promise.resolve(gitPlace((path) => `file://${path}`)),
  GitHub: async () => {
    const fake = await fakeGithub();
    return placeOf(() => targetOf(fake), { person: (path, text) => void fake.commit({ [path]: text }), contents: () => fake.contents() });
  },
};

function gitPlace(address: (path: string) => string): Place {
  count += 1;
  const path = at(`${count}.git`);
  git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
  return placeOf(() => openTarget(address(path), { stateFolder: at('state'), env: BARE_ENV }), {
    person: (file, text) => asPerson(path, at('person'), () => writeFileSync(join(at('person'), file), text)),
    contents: () => contents(path),
  });
}

describe.each(Object.entries(places))('in %s', (_name, make) => {
  let place: Place;
  let first: string;
  let second: string;

  /** Two deliveries, and a file of somebody else after each. */
  beforeEach(async () => {
    place = await make();
    first = (await place.deliver(OLD, SOURCES[0])).commit ?? '';
    place.person('README.md', 'hello');
    second = (await place.deliver(NEW, SOURCES[1])).commit ?? '';
    place.person('README.md', 'hello again');
  });

  test('what was ours comes back as it was, and what others wrote stays as it is', async () => {
    const done = await place.rollback(first.slice(0, 9));

    expect(done.changes.map(({ object }) => object)).toEqual(['Rollout blog-system/web', 'Rollout blog-system/store']);
    expect(place.contents()).toMatchObject({ ...OLD, 'README.md': 'hello again' });
    expect(done.trailers).toEqual([
      { key: 'Slipway-Source', value: SOURCES[0] },
      { key: 'Slipway-Clusters', value: 'home, shop' },
      { key: 'Slipway-Version', value: '0.1.0' },
      { key: 'Slipway-Rollback-To', value: first },
    ]);
  });

  test('only the clusters that are named go back', async () => {
    await place.rollback(first, { clusters: ['shop'] });

    expect(place.contents()).toMatchObject({ [WEB]: NEW[WEB], [OTHER]: OLD[OTHER] });
  });

  test('the newest state is there already', async () => {
    expect((await place.rollback(second)).commit).toBeUndefined();
  });

  test('a delivery afterwards brings back what the sources say, and a file that came later is removed by going back', async () => {
    const later = { ...NEW, 'home/blog/rollout.late.yaml': rollout('late', 'late:v1') };
    await place.deliver(later, THIRD);

    await place.rollback(second, { maxRemovalShare: 100 });
    const back = place.contents();
    await place.deliver(later, THIRD);

    expect([Object.keys(back).includes('home/blog/rollout.late.yaml'), place.contents()]).toEqual([false, expect.objectContaining(later)]);
  });

  test('what is no commit of the branch is refused', async () => {
    const words = await Promise.all(
      ['f'.repeat(40), 'main', '--help'].map((to) => place.rollback(to).catch((error: unknown) => String(error))),
    );

    expect(words).toEqual(words.map(() => expect.stringMatching(/has no such commit\. Copy one from slipway history\.$/) as string));
  });

  test('the history says what was delivered, newest first', async () => {
    await place.rollback(first);

    const all = await place.history();
    const [latest, ...none] = await place.history({ limit: 1 });

    expect(all.map(({ subject, source, clusters, files: amount, rollbackTo }) => [subject, source, clusters, amount, rollbackTo])).toEqual([
      [`home, shop: 2 objects changed, back to ${first.slice(0, 7)}`, SOURCES[0], ['home', 'shop'], 2, first],
      ['home, shop: 2 objects changed', SOURCES[1], ['home', 'shop'], 2, undefined],
      ['home, shop: 3 objects added', SOURCES[0], ['home', 'shop'], 3, undefined],
    ]);
    expect([latest, none]).toEqual([all[0], []]);
    expect(all[2]?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('the history of an object says which delivery changed it, and how', async () => {
    await place.deliver({ ...NEW, [WAS]: rollout('was', 'board-was:v20') }, THIRD);

    const web = await place.history({ object: 'Rollout/blog-system/web' });
    const shop = await place.history({ clusters: ['shop'] });

    expect(web.map(({ commit, changes }) => [commit, changes.map(({ action, fields }) => [action, fields])])).toEqual([
      [second, [['change', [{ path: 'spec.template.spec.containers[web].image', old: 'blog-web:v84', new: 'blog-web:v85' }]]]],
      [first, [['add', []]]],
    ]);
    expect(shop.map(({ commit }) => commit)).toEqual([second, first]);
    await expect(place.history({ object: 'Rollout/blog-system/wbe' })).rejects.toThrow(
      '--object Rollout/blog-system/wbe: no delivery has touched such an object. Known: Rollout/blog-system/store, Rollout/blog-system/was, Rollout/blog-system/web.',
    );
  });
});

describe('whatever the place', () => {
  let place: Place;

  beforeEach(() => {
    place = gitPlace((path) => path);
  });

  test('a commit from before slipway has nothing to go back to', async () => {
    const path = at('before.git');
    git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
    git('.', 'clone', '--quiet', path, at('before'));
    git(at('before'), 'commit', '--quiet', '--allow-empty', '--message', 'theirs');
    git(at('before'), 'push', '--quiet', 'origin', 'HEAD:main');
    const theirs = git(path, 'rev-parse', 'main');
    const open = (): Target => openTarget(path, { env: BARE_ENV });
    await deliver({ target: open(), files: files(OLD), version: '0.1.0' });

    await expect(rollback({ target: open(), to: theirs, version: '0.1.0' })).rejects.toThrow(
      `--to ${theirs}: slipway had delivered nothing at that commit. Copy a later one from slipway history.`,
    );
  });

  test('a commit of another branch is none of this one', async () => {
    const path = at('branches.git');
    const open = (branch: string): Target => openTarget(path, { branch, env: BARE_ENV });
    const { commit = '' } = await deliver({ target: open('main'), files: files(OLD), version: '0.1.0' });
    git(path, 'branch', 'other', 'main');
    const { commit: newer = '' } = await deliver({ target: open('main'), files: files(NEW), version: '0.1.0' });

    await expect(rollback({ target: open('other'), to: newer, version: '0.1.0' })).rejects.toThrow('branch other of');
    expect((await rollback({ target: open('other'), to: commit, version: '0.1.0' })).commit).toBeUndefined();
  });

  test('a cluster that was not there is named, with its neighbour', async () => {
    const { commit = '' } = await place.deliver(OLD);

    await expect(place.rollback(commit, { clusters: ['hom'] })).rejects.toThrow(
      '--cluster hom: nothing of this cluster was there at that commit. Known: home, shop.',
    );
  });

  test('guards and conflicts are those of every delivery', async () => {
    const { commit = '' } = await place.deliver({ [WEB]: OLD[WEB] });
    await place.deliver(OLD);

    await expect(place.rollback(commit)).rejects.toThrow('If that is meant, add --allow-remove cluster:shop.');
    await place.rollback(commit, { allowRemove: ['cluster:shop', 'app:home/blog'] });
    place.person(WEB, 'edited');

    expect(Object.keys(place.contents())).toEqual(['.slipway/ledger/home.json', WEB]);
    await expect(place.rollback(commit)).rejects.toThrow(WEB);
  });

  test('a preview changes nothing', async () => {
    const path = at('preview.git');
    const open = (): Target => openTarget(path, { env: BARE_ENV });
    const { commit = '' } = await deliver({ target: open(), files: files(OLD), version: '0.1.0' });
    await deliver({ target: open(), files: files(NEW), version: '0.1.0' });
    const tip = git(path, 'rev-parse', 'main');

    const found = await previewRollback({ target: open(), to: commit, version: '0.1.0' });

    expect([found.changes.map(({ path: file }) => file), git(path, 'rev-parse', 'main')]).toEqual([[WEB, OTHER], tip]);
  });

  test('a folder goes back by itself, and has a history of its own', async () => {
    const path = at('folder.git');
    const open = (name: string): Target => new FolderTarget(openTarget(path, { env: BARE_ENV }), name);
    const { commit = '' } = await deliver({ target: open('a'), files: files(OLD), version: '0.1.0' });
    await deliver({ target: open('b'), files: files(OLD), version: '0.1.0' });
    await deliver({ target: open('a'), files: files(NEW), version: '0.1.0' });
    await deliver({ target: open('b'), files: files(NEW), version: '0.1.0' });

    await rollback({ target: open('a'), to: commit, version: '0.1.0' });

    expect(contents(path)).toMatchObject({ [`a/${WEB}`]: OLD[WEB], [`b/${WEB}`]: NEW[WEB] });
    expect([(await history({ target: open('a') })).length, (await history({ target: open('b'), limit: 1 })).length]).toEqual([3, 1]);
  });

  test('what is delivered to a folder is not in the history of the whole, nor the other way round', async () => {
    const path = at('both.git');
    const whole = localTarget(path);
    const inside = new FolderTarget(localTarget(path), 'sub');
    await deliver({ target: whole, files: files({ 'c/a/x.yaml': rollout('web', 'x:1'), 'd/a/y.yaml': 'y1' }), version: '0.1.0' });
    for (const tag of ['x:1', 'x:2', 'x:3'])
      await deliver({ target: inside, files: files({ 'c/a/x.yaml': rollout('web', tag) }), version: '0.1.0' });
    const next = files({ 'c/a/x.yaml': rollout('web', 'x:1'), 'd/a/y.yaml': 'y2' });
    await deliver({ target: whole, files: next, version: '0.1.0' });
    asPerson(path, at('both'), () => writeFileSync(at('both/d/a/y.yaml'), 'edited'));
    await deliver({ target: whole, files: next, version: '0.1.0', take: true });

    const shown = async (target: Target, more: Partial<HistoryOptions> = {}): Promise<readonly unknown[]> =>
      (await history({ target, ...more })).map(({ subject, files: amount }) => [subject, amount]);

    const taken = ['d: d/a/y.yaml changed', 1];
    expect(await shown(whole)).toEqual([taken, taken, ['c, d: 2 objects added', 2]]);
    expect(await shown(whole, { limit: 2 })).toEqual([taken, taken]);
    expect(await shown(whole, { clusters: ['c'], limit: 1 })).toEqual([['c, d: 2 objects added', 1]]);
    expect(await shown(whole, { object: 'Rollout/blog-system/web' })).toEqual([['c, d: 2 objects added', 2]]);
    expect(await shown(inside, { limit: 2 })).toEqual([
      ['c: web image 2 → 3', 1],
      ['c: web image 1 → 2', 1],
    ]);
    expect(await foldersWithPast(whole)).toEqual(['sub']);
  });

  test('what was taken back from a person is in the history of its object', async () => {
    const path = at('taken.git');
    const options = { target: localTarget(path), files: files(OLD), version: '0.1.0' };
    await deliver(options);
    asPerson(path, at('taken'), () => writeFileSync(at(`taken/${WEB}`), rollout('web', 'blog-web:mine')));
    await deliver({ ...options, take: true });

    const found = await history({ target: localTarget(path), object: 'Rollout/blog-system/web' });

    expect(
      found.map(({ changes }) => changes.map(({ action, fields }) => [action, fields.map((field) => [field.old, field.new])])),
    ).toEqual([[['change', [['blog-web:mine', 'blog-web:v84']]]], [['add', []]]]);
  });

  test('an object of a cluster whose apps have ledgers of their own has a history, too', async () => {
    const target = localTarget(at('large.git'));
    const many = Array.from({ length: 1_100 }, (_, index): [string, string] => [`home/big/${index}.yaml`, `n: ${index}\n`]);
    for (const tag of ['v84', 'v85'])
      await deliver({ target, files: new Map([...many, [WEB, rollout('web', `blog-web:${tag}`)]]), version: '0.1.0' });

    const found = await history({ target, object: 'Rollout/blog-system/web' });

    expect(found.map(({ subject, files: amount }) => [subject, amount])).toEqual([
      ['home: web image v84 → v85', 1],
      ['home: 1101 objects added', 1101],
    ]);
    expect(await foldersWithPast(new FolderTarget(target, 'none'))).toEqual([]);
  });

  test('words that would steer a terminal are shown as text', async () => {
    const path = at('words.git');
    const target = openTarget(path, { env: BARE_ENV });
    await deliver({ target, files: files(OLD), version: '0.1.0' });
    asPerson(path, at('person'), (run) => {
      writeFileSync(at(`person/${WEB}`), 'x');
      const trailers = 'Slipway-Source: \u001b[31mred\nSlipway-Clusters: home\nSlipway-Version: 0';
      run('commit', '--quiet', '--all', '--message', `\u001b[2Jfake\n\n${trailers}`);
      writeFileSync(at('person/README.md'), 'x');
    });

    const [forged] = await history({ target });

    expect(`${forged?.subject ?? ''}${forged?.source ?? ''}`).not.toMatch(/\p{Cc}/u);
    expect(forged?.subject).toContain('fake');
  });
});

test('a hydrator says of which sources that is; by a pull request, where it keeps no notes, it says nothing', async () => {
  const fake = await fakeGithub();
  const dry = { author: 'Jimin <j@example.org>', date: '2026-01-31T09:30:00Z', subject: 's', body: '' };
  const [old, now] = SOURCES.map((sha) => metadataOf({ ...dry, sha }, ['home', 'shop']));
  const brought = async (entries: typeof OLD, said: Metadata | undefined): Promise<string> => {
    const target = said === undefined ? targetOf(fake) : new HydratorTarget(targetOf(fake), said);
    return (await deliver({ target, files: files(entries), version: '0.1.0', sourceCommit: said?.sha })).commit ?? '';
  };
  const first = await brought(OLD, old);
  await brought(NEW, now);

  await rollback({ target: new PullRequestTarget(optionsFor(fake)), to: first, version: '0.1.0' });
  const proposed = fake.contents('slipway/main');
  await rollback({ target: targetOf(fake), to: first, version: '0.1.0', clusters: ['shop'] });
  const half = fake.contents();
  await rollback({ target: targetOf(fake), to: first, version: '0.1.0' });

  expect([proposed[WEB], proposed[HYDRATOR_FILE]]).toEqual([OLD[WEB], now?.text]);
  expect([half[OTHER], half[HYDRATOR_FILE]]).toEqual([OLD[OTHER], now?.text]);
  expect([fake.contents()[WEB], fake.contents()[HYDRATOR_FILE]]).toEqual([OLD[WEB], old?.text]);
});
