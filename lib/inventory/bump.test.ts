import { readFileSync } from 'node:fs';
import { InputError } from '../errors.ts';
import { bumpImages, parseWishes } from './bump.ts';
import type { Bump, BumpOptions } from './bump.ts';
import { parseInventory } from './parse.ts';

const GOOD = readFileSync('testing/inventories/good.yaml', 'utf8');
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;

/** Bumps a cluster of one file; all its clusters are the whole folder. */
function bump(text: string, words: readonly string[], options: BumpOptions = {}, name = 'good'): Bump {
  const all = parseInventory('clusters/good.yaml', text);
  const [cluster] = all.filter((one) => one.name === name);
  if (cluster === undefined) throw new Error(`there is no ${name}`);
  return bumpImages(cluster, text, parseWishes(words), all, options);
}

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

/** The inventory with another way to write the line of the web image. */
function written(web: string, text = GOOD): string {
  return text.replace('web: ghcr.io/acme/web:v1', `web: ${web}`);
}

test('one reference is replaced, and every other byte stays', () => {
  const text = written("'ghcr.io/acme/web:v1' # the site: web: ghcr.io/acme/web:v1");

  const done = bump(text, ['web=v2']);

  expect(done).toEqual({
    text: written("'ghcr.io/acme/web:v2' # the site: web: ghcr.io/acme/web:v1"),
    bumped: [{ image: 'web', line: 30, old: 'ghcr.io/acme/web:v1', new: 'ghcr.io/acme/web:v2' }],
  });
});

const forms: Readonly<Record<string, readonly [string, string, string]>> = {
  'a plain value': ['ghcr.io/acme/web:v1', 'web=v2', 'ghcr.io/acme/web:v2'],
  'double quotes': ['"ghcr.io/acme/web:v1"   ', 'web=v2', '"ghcr.io/acme/web:v2"   '],
  'a digest beside the tag': [`ghcr.io/acme/web:v1@${DIGEST}`, `web=v2@${OTHER}`, `ghcr.io/acme/web:v2@${OTHER}`],
  'a digest alone': [`ghcr.io/acme/web@${DIGEST}`, `web=@${OTHER}`, `ghcr.io/acme/web@${OTHER}`],
  'a digest where there was none': ['ghcr.io/acme/web:v1', `web=v2@${DIGEST}`, `ghcr.io/acme/web:v2@${DIGEST}`],
  'another build of the same tag': [`ghcr.io/acme/web:v1@${DIGEST}`, `web=v1@${OTHER}`, `ghcr.io/acme/web:v1@${OTHER}`],
};

test.each(Object.entries(forms))('%s is kept in its form', (_title, [before, wish, after]) => {
  expect(bump(written(before), [wish]).text).toBe(written(after));
});

test.each([
  ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['letters of many bytes before it', (text: string) => `# 집 클러스터 🏠\n${text}`],
  ['no line end at the end', (text: string) => text.trimEnd()],
])('a file with %s stays one', (_title, change) => {
  expect(bump(change(GOOD), ['web=v2', 'mysql=8.0']).text).toBe(change(written('ghcr.io/acme/web:v2')));
});

test('several images are bumped at once, in the order of the wishes', () => {
  const text = GOOD.replace("  mysql: '8.0'", '  longhorn: v1.7');

  const done = bump(text, ['mysql=8.4', 'web=v2']);

  expect(done.bumped.map(({ image }) => image)).toEqual(['mysql', 'web']);
  expect(done.text).toBe(written('ghcr.io/acme/web:v2', text).replace('mysql:8.0', 'mysql:8.4'));
});

test('a tag that is there already is no change', () => {
  expect(bump(GOOD, ['web=v1'])).toEqual({ text: GOOD, bumped: [] });
});

test('an older tag, and one without an order, need to be meant', () => {
  const text = written('ghcr.io/acme/web:3f2c9ad');

  const older = bump(written('ghcr.io/acme/web:v9'), ['web=v8'], { allowOlder: true });
  const commit = bump(text, ['web=81be0d4'], { allowOlder: true });

  expect([older.bumped[0]?.new, commit.bumped[0]?.new]).toEqual(['ghcr.io/acme/web:v8', 'ghcr.io/acme/web:81be0d4']);
  expect(refusal(() => bump(text, ['web=81be0d4']))).toBe(
    'clusters/good.yaml:30 images.web: whether 81be0d4 is newer than 3f2c9ad cannot be told from their names. If that is meant, add --allow-older.',
  );
});

test('every mistake is named at once', () => {
  const text = GOOD.replace(
    '  mysql: mysql:8.0',
    `  mysql: mysql:8.0\n  cache: &cache redis:7.4.1\n  other: *cache\n  pinned: redis:7.4.1@${DIGEST}`,
  );

  const said = refusal(() =>
    bump(written('ghcr.io/acme/web:v84', text), ['web=v8', 'wbe=v2', 'mysql=8.4', 'cache=7.4.2', 'other=7.4.2', 'pinned=7.4.2']),
  );
  const moving = refusal(() => bump(text, ['web=latest', 'mysql=stable', 'pinned=v7']));

  expect(said.split('\n')).toEqual([
    'clusters/good.yaml:30 images.web: v8 is older than v84. If that is meant, add --allow-older.',
    'clusters/good.yaml: good has no image "wbe". Did you mean "web"?',
    'clusters/good.yaml:32 images.cache: the value is repeated elsewhere as *cache. Change it by hand.',
    'clusters/good.yaml:33 images.other: the value is not written here, but repeats another one. Change it by hand.',
    `clusters/good.yaml:34 images.pinned: redis:7.4.1@${DIGEST} is pinned by its digest, and redis:7.4.2 is not. Name both: <tag>@sha256:<digest>.`,
  ]);
  expect(moving.split('\n')).toEqual([
    'clusters/good.yaml:30 images.web: ghcr.io/acme/web:latest has the tag latest, which moves from build to build. Name a version, or add the digest: ghcr.io/acme/web:latest@sha256:<digest>.',
    'clusters/good.yaml:31 images.mysql: mysql:stable has the tag stable, which moves from build to build. Name a version, or add the digest: mysql:stable@sha256:<digest>.',
    `clusters/good.yaml:34 images.pinned: redis:7.4.1@${DIGEST} is pinned by its digest, and redis:v7 is not. Name both: <tag>@sha256:<digest>.`,
  ]);
});

test('a tag that is written in another way is refused', () => {
  expect(refusal(() => bump(GOOD, ['web=2.0.0'], { allowOlder: true }))).toBe(
    'clusters/good.yaml:30 images.web: 2.0.0 is not written like v1 (v#). Check the tag; if the owner of the image names them in another way now, change the line by hand.',
  );
});

test('what the inventory itself forbids is refused in its words', () => {
  expect(refusal(() => bump(GOOD, ['mysql=9.0']))).toBe(
    'clusters/good.yaml:31 images.mysql: mysql:9.0 is not of the line 8.0 that components names for mysql. Choose a tag of 8.0, or change components.mysql.',
  );
});

test.each([
  [[], 'slipway bump: no image is named. Write what it shall be: web=v85.'],
  [['web'], '"web": this is no image with its tag. Write NAME=TAG: web=v85, or web=v85@sha256:<digest>.'],
  [['web='], '"web=": this is no image with its tag. Write NAME=TAG: web=v85, or web=v85@sha256:<digest>.'],
  [['web=ghcr.io/acme/web:v2'], '"web=ghcr.io/acme/web:v2": this is no image with its tag. Write the tag alone: web=v85.'],
  [['web=v2', 'web=v3'], '"web=v3": web is named a second time. Say once which tag it shall have.'],
  [['web=v2; rm -rf'], '"web=v2; rm -rf": this is no image with its tag. Write NAME=TAG: web=v85, or web=v85@sha256:<digest>.'],
])('%j is no wish', (words, message) => {
  expect(refusal(() => parseWishes(words))).toBe(message);
});

describe('a file of several clusters', () => {
  const TWO = `${GOOD.replace(/^name: good\n/m, '')}environments:\n  one:\n    images: { web: ghcr.io/acme/web:v5 }\n  two: {}\n  three: {}\n`;

  test('the line of the cluster itself goes before the one that all share', () => {
    const done = bump(TWO, ['web=v6'], {}, 'one');

    expect([done.text, done.bumped.map(({ old }) => old)]).toEqual([TWO.replace('web:v5', 'web:v6'), ['ghcr.io/acme/web:v5']]);
  });

  test('a line that others share is changed only if that is meant', () => {
    const said = refusal(() => bump(TWO, ['web=v2'], {}, 'two'));
    const done = bump(TWO, ['web=v2'], { shared: true }, 'two');

    expect(said).toMatch(
      /^clusters\/good\.yaml:\d+ images\.web: the line is shared with three\. If they are meant, too, add --shared; else write it under environments\.two\.images\.$/,
    );
    expect(done.text).toBe(TWO.replace('web:v1', 'web:v2'));
  });
});
