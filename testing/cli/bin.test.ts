import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

// Each test starts git or Node several times: slow machines need their time.
jest.setTimeout(60_000);

const checkout = path.resolve(__dirname, '../..');
let root: string;

/** A checkout in small: the real bin/, and a program that says one word. */
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'slipway-bin-'));
  cpSync(path.join(checkout, 'bin'), path.join(root, 'bin'), { recursive: true });
  symlinkSync(path.join(checkout, 'node_modules'), path.join(root, 'node_modules'));
  mkdirSync(path.join(root, 'cli'));
  say('first');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function say(word: string): void {
  writeFileSync(
    path.join(root, 'cli/main.ts'),
    `import { word } from './word.ts';\nexport async function start(argv: string[]) { console.log([word, ...argv].join(' ')); if (argv[0] === 'slow') await import('listr2'); }\n`,
  );
  writeFileSync(path.join(root, 'cli/word.ts'), `export const word = ${JSON.stringify(word)};\n`);
}

function run(...argv: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'bin/slipway.js'), ...argv], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

function built(suffix: string): string[] {
  return readdirSync(path.join(root, 'build')).filter((name) => name.endsWith(suffix));
}

test('the first run builds and runs, the second finds bundle and code cache ready', () => {
  const first = run('synth', 'now');
  const [cache = ''] = built('.cache');
  const before = statSync(path.join(root, 'build', cache));

  const second = run('synth', 'now');

  const after = statSync(path.join(root, 'build', cache));
  expect([first, second]).toEqual(Array(2).fill({ code: 0, out: 'first synth now\n', err: '' }));
  expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
});

test('a changed source is never run from an old bundle', () => {
  run('synth');
  say('third');

  const after = run('synth');

  expect(after.out).toBe('third synth\n');
});

test('a source that moved away stops the program instead of running the old bundle', () => {
  run();
  rmSync(path.join(root, 'cli/word.ts'));

  const after = run();

  expect([after.code, after.err]).toEqual([70, expect.stringContaining('Could not resolve "./word.ts"')]);
});

test('several processes may find the bundle stale at the same moment', async () => {
  const start = (): Promise<{ readonly stdout: string }> =>
    promisify(execFile)(process.execPath, [path.join(root, 'bin/slipway.js'), 'diff']);

  const outputs = await Promise.all([start(), start(), start(), start()]);

  expect(outputs.map(({ stdout }) => stdout)).toEqual(Array(4).fill('first diff\n'));
  expect(built('.tmp')).toEqual([]);
});

test.each([
  ['is garbage', (file: string) => writeFileSync(file, 'no code')],
  [
    'cannot be read or written',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
  ],
])('a code cache that %s is passed over in silence', (_, spoil) => {
  run('synth');
  spoil(path.join(root, 'build', built('.cache')[0] ?? ''));

  const after = run('synth');

  expect(after).toEqual({ code: 0, out: 'first synth\n', err: '' });
});

test('what was packed runs without sources and without node_modules, progress included', () => {
  run();
  rmSync(path.join(root, 'cli'), { recursive: true });
  rmSync(path.join(root, 'node_modules'));

  const packed = run('slow');

  expect(packed).toEqual({ code: 0, out: 'first slow\n', err: '' });
});

test('a checkout without its dependencies is told what to do', () => {
  rmSync(path.join(root, 'node_modules'));

  const result = run();

  const says = 'build/: the bundle is older than its sources, and esbuild is not installed. Run "npm ci" in this checkout.\n';
  expect(result).toEqual({ code: 3, out: '', err: says });
});
