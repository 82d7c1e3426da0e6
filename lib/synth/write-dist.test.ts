import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DeliveryError, InputError } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { listTree } from './dist-tree.ts';
import { writeDist } from './write-dist.ts';

let project = '';
let dist = '';
let state = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'write-dist-'));
  dist = join(project, 'dist');
  state = join(project, '.slipway');
});

afterEach(() => {
  rmSync(project, { recursive: true, force: true });
});

function manifests(texts: Readonly<Record<string, string>>): Manifest[] {
  return Object.entries(texts).map(([file, text]) => {
    const [cluster = '', app = ''] = file.split('/');
    return { cluster, app, object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }, construct: '', file, text };
  });
}

function write(texts: Readonly<Record<string, string>>, clusters?: readonly string[]): ReturnType<typeof writeDist> {
  return writeDist(dist, manifests(texts), { state, clusters });
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Every file below a folder with its text; links with their target, empty folders with a slash. */
function contents(root = dist): Record<string, string> {
  const { files, empty } = listTree(root);
  const texts = [...files].map(([path, kind]) => [
    path,
    kind === 'link' ? `-> ${readlinkSync(join(root, path))}` : readFileSync(join(root, path), 'utf8'),
  ]);
  return Object.fromEntries([...texts, ...[...empty].map((path) => [`${path}/`, ''])]) as Record<string, string>;
}

/** Inode and times of every file and folder, to show that nothing was touched. */
function marks(): Record<string, unknown> {
  const { files, folders } = listTree(dist);
  return Object.fromEntries(['', ...files.keys(), ...folders].map((path) => [path, mark(path)]));
}

function mark(path: string): unknown {
  const { ino, mtimeMs } = lstatSync(join(dist, path));
  return { ino, mtimeMs };
}

test('the first run writes every file and nothing else beside it', () => {
  const texts = { 'homelab/blog/rollout.web.yaml': 'a\n', 'homelab/storage/storageclass.longhorn.yaml': 'b\n' };

  const changes = write(texts);

  expect(changes).toEqual({ written: Object.keys(texts), unchanged: [], removed: [], strays: [] });
  expect(contents()).toEqual(texts);
  expect(readdirSync(project).sort()).toEqual(['.slipway', 'dist']);
  expect(readdirSync(join(state, 'dist'))).toEqual(['dist.json']);
});

test('a second run with the same manifests touches nothing at all', () => {
  write({ 'a/b/c.yaml': '1', 'a/b/d.yaml': '2' });
  put('dist/note.txt', 'mine');
  const before = marks();
  const ledger = lstatSync(join(state, 'dist/dist.json'));

  const changes = write({ 'a/b/c.yaml': '1', 'a/b/d.yaml': '2' });

  expect(changes).toEqual({ written: [], unchanged: ['a/b/c.yaml', 'a/b/d.yaml'], removed: [], strays: ['note.txt'] });
  expect(marks()).toEqual(before);
  expect(lstatSync(join(state, 'dist/dist.json')).ino).toBe(ledger.ino);
});

test('one changed text writes one file; every other keeps its inode and time', () => {
  write({ 'a/b/c.yaml': '1', 'a/b/d.yaml': '2', 'a/e/f.yaml': '3' });
  put('dist/a/b/mine.txt', 'mine');
  const before = ['a/b/d.yaml', 'a/e/f.yaml', 'a/b/mine.txt'].map(mark);

  const changes = write({ 'a/b/c.yaml': 'new', 'a/b/d.yaml': '2', 'a/e/f.yaml': '3' });

  expect(changes).toEqual({ written: ['a/b/c.yaml'], unchanged: ['a/b/d.yaml', 'a/e/f.yaml'], removed: [], strays: ['a/b/mine.txt'] });
  expect(['a/b/d.yaml', 'a/e/f.yaml', 'a/b/mine.txt'].map(mark)).toEqual(before);
  expect(contents()).toEqual({ 'a/b/c.yaml': 'new', 'a/b/d.yaml': '2', 'a/e/f.yaml': '3', 'a/b/mine.txt': 'mine' });
  expect(readdirSync(project).sort()).toEqual(['.slipway', 'dist']);
});

test('files that no object needs go, and their folders with them', () => {
  write({ 'a/b/c.yaml': '1', 'a/gone/d.yaml': '2' });

  const changes = write({ 'a/b/c.yaml': '1' });

  expect(changes).toEqual({ written: [], unchanged: ['a/b/c.yaml'], removed: ['a/gone/d.yaml'], strays: [] });
  expect(contents()).toEqual({ 'a/b/c.yaml': '1' });
  expect(existsSync(join(dist, 'a/gone'))).toBe(false);
});

test('what is not ours survives and is named: files, links, empty folders, and a file that somebody changed', () => {
  write({ 'a/b/c.yaml': '1', 'a/b/changed.yaml': '2' });
  put('dist/a/b/changed.yaml', 'by hand');
  put('dist/own/deep/note.txt', 'note');
  mkdirSync(join(dist, 'empty'));
  chmodSync(join(dist, 'own'), 0o500);
  symlinkSync('../elsewhere', join(dist, 'link'));
  put('elsewhere/secret.txt', 'not in dist');

  const changes = write({ 'a/b/c.yaml': 'new' });

  expect(changes).toEqual({
    written: ['a/b/c.yaml'],
    unchanged: [],
    removed: [],
    strays: ['a/b/changed.yaml', 'link', 'own/deep/note.txt'],
  });
  expect(contents()).toEqual({
    'a/b/c.yaml': 'new',
    'a/b/changed.yaml': 'by hand',
    'own/deep/note.txt': 'note',
    'empty/': '',
    link: '-> ../elsewhere',
  });
  expect(lstatSync(join(dist, 'own')).mode & 0o777).toBe(0o500);
  chmodSync(join(dist, 'own'), 0o700);
});

test('with some clusters in hand the others stay as they are', () => {
  write({ 'one/b/c.yaml': '1', 'one/b/d.yaml': '1', 'two/b/c.yaml': '2' });

  const changes = write({ 'one/b/c.yaml': 'new' }, ['one']);
  const all = write({ 'one/b/c.yaml': 'new' });

  expect(changes).toEqual({ written: ['one/b/c.yaml'], unchanged: [], removed: ['one/b/d.yaml'], strays: [] });
  expect(all).toEqual({ written: [], unchanged: ['one/b/c.yaml'], removed: ['two/b/c.yaml'], strays: [] });
});

test('a folder that stands outside the project has its ledger in the state folder too', () => {
  const outside = mkdtempSync(join(tmpdir(), 'write-dist-outside-'));

  writeDist(join(outside, 'out'), manifests({ 'a/b/c.yaml': '1' }), { state });
  const changes = writeDist(join(outside, 'out'), manifests({ 'a/b/d.yaml': '1' }), { state });

  expect(changes).toEqual({ written: ['a/b/d.yaml'], unchanged: [], removed: ['a/b/c.yaml'], strays: [] });
  expect(readdirSync(join(state, 'dist'))).toEqual([expect.stringMatching(/^elsewhere-[\w-]{16}\.json$/)]);
  rmSync(outside, { recursive: true });
});

test('our own file, changed by hand, is written again; equal files of an unknown hand become ours', () => {
  write({ 'a/b/c.yaml': '1' });
  put('dist/a/b/c.yaml', 'by hand');
  put('dist/a/b/d.yaml', '2');

  const changes = write({ 'a/b/c.yaml': '1', 'a/b/d.yaml': '2' });
  const later = write({ 'a/b/c.yaml': '1' });

  expect(changes).toEqual({ written: ['a/b/c.yaml'], unchanged: ['a/b/d.yaml'], removed: [], strays: [] });
  expect(later.removed).toEqual(['a/b/d.yaml']);
});

test('files of somebody else in our places stop the run, all at once, and nothing is written', () => {
  put('dist/a/b/c.yaml', 'foreign');
  put('dist/a/b/d.yaml/inside.txt', 'x');
  put('dist/e', 'file');
  put('target.yaml', 'new');
  symlinkSync('../../../target.yaml', join(dist, 'a/b/l.yaml'));
  const before = contents(project);

  const run = (): unknown =>
    write({ 'a/b/c.yaml': 'new', 'a/b/d.yaml': 'new', 'a/b/l.yaml': 'new', 'e/b/c.yaml': 'new', 'f/g/h.yaml': 'new' });

  expect(run).toThrow(
    new InputError([
      { where: `${dist}/a/b/d.yaml`, what: 'is a folder, and a file is to stand there', fix: 'Move it away or delete it.' },
      { where: `${dist}/e`, what: 'is a file, and a folder is to stand there', fix: 'Move it away or delete it.' },
      { where: `${dist}/a/b/c.yaml`, what: 'was not written by slipway', fix: 'Move it away or delete it.' },
      { where: `${dist}/a/b/l.yaml`, what: 'is no ordinary file', fix: 'Move it away or delete it.' },
    ]),
  );
  expect(contents(dist)).toEqual(
    Object.fromEntries(Object.entries(before).flatMap(([path, text]) => (path.startsWith('dist/') ? [[path.slice(5), text]] : []))),
  );
});

test.each([
  [
    'a symbolic link',
    () => symlinkSync(state, dist),
    'is a symbolic link, and the output folder is replaced as a whole. Name a folder, or move this away.',
  ],
  ['a file', () => put('dist', ''), 'is a file, and the output folder is replaced as a whole. Name a folder, or move this away.'],
])('an output folder that is %s is refused', (_, prepare, message) => {
  prepare();

  expect(() => writeDist(dist, [], { state })).toThrow(new Error(`${dist}: ${message}`));
});

test('an output folder that holds the project is refused', () => {
  expect(() => writeDist(project, [], { state })).toThrow(
    `${project}: holds the project or its state folder, and the output folder is replaced as a whole. Name a folder of its own.`,
  );
});

test('what came into being while a killed run had dist aside is not lost', () => {
  write({ 'a/b/c.yaml': '1' });
  renameSync(dist, join(project, '.dist.slipway-old'));
  put('.dist.slipway-next/a/b/c.yaml', 'new');
  put('dist/late.txt', 'late');

  expect(() => write({ 'a/b/c.yaml': 'new' })).toThrow(
    `${dist}: came into being after a killed run had moved its files to .dist.slipway-old. ` +
      'Move your files out of it, remove it and rename .dist.slipway-old to dist.',
  );
  expect(contents(project)).toMatchObject({ 'dist/late.txt': 'late', '.dist.slipway-old/a/b/c.yaml': '1' });
});

test('what was saved into the old folder while it was being replaced moves to the new one', () => {
  write({ 'a/b/c.yaml': '1' });
  put('dist/own/note.txt', 'early');
  const late = join(project, '.dist.slipway-old');
  cpSync(dist, late, { recursive: true });
  put('.dist.slipway-old/own/note.txt', 'late');
  put('.dist.slipway-old/own/more.txt', 'late too');

  const changes = write({ 'a/b/c.yaml': '1' });

  expect(changes.strays).toEqual(['own/more.txt', 'own/note.txt']);
  expect(contents()).toEqual({ 'a/b/c.yaml': '1', 'own/note.txt': 'late', 'own/more.txt': 'late too' });
  expect(readdirSync(project).sort()).toEqual(['.slipway', 'dist']);
});

test('two runs do not write at once; the lock of a killed run is taken over', () => {
  mkdirSync(join(state, 'dist'), { recursive: true });
  writeFileSync(join(state, 'dist/dist.lock'), String(process.ppid));
  expect(() => write({ 'a/b/c.yaml': '1' })).toThrow(
    new DeliveryError(
      dist,
      `another run (process ${process.ppid}) is writing it`,
      'Wait until it has ended; if no such run exists, delete dist/dist.lock in the state folder.',
    ),
  );
  expect(existsSync(dist)).toBe(false);

  // No process has this number: Linux and macOS give out far smaller ones.
  writeFileSync(join(state, 'dist/dist.lock'), '1999999999');
  write({ 'a/b/c.yaml': '1' });

  expect(contents()).toEqual({ 'a/b/c.yaml': '1' });
  expect(readdirSync(join(state, 'dist'))).toEqual(['dist.json']);
});

test('a ledger that is none is named', () => {
  put('.slipway/dist/dist.json', '{"files": 3}');

  expect(() => write({})).toThrow(
    'dist.json: is not the list of written files that slipway keeps beside its state. Delete it, and what it spoke of in the output folder.',
  );
});
