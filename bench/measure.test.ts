import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.ts';
import type { Contestant } from './measure.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-measure-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that notes its name in `order` and refuses to find its own output of last time. */
function program(name: string, then = ''): Contestant {
  const code = `const fs = require('fs'); fs.appendFileSync('order', '${name}'); fs.writeFileSync('${name}', '', { flag: 'wx' }); ${then}`;
  return { name, command: process.execPath, args: ['-e', code], folder, output: [name] };
}

test('all run in turns, on a clean folder; the first round does not count', () => {
  const measured = measure([program('a'), program('b')], 2);

  expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('ababab');
  expect(measured.map(({ name, runs, best }) => [name, runs.length, best.wall])).toEqual(
    measured.map(({ name, runs }) => [name, 2, Math.min(...runs)]),
  );
  if (existsSync('/usr/bin/time')) expect(measured.map(({ best }) => (best.memory ?? 0) > 10 * 1024 ** 2)).toEqual([true, true]);
});

test('a program that fails stops the bench with its words', () => {
  const failing = program('a', "throw new Error('out of tea')");

  expect(() => measure([failing], 1)).toThrow(/^a failed: [\s\S]*out of tea/);
});
