import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Growth } from './growth.ts';

const root = resolve(__dirname, '../..');

test('four times as many objects are four times the work: no part of the program compares everything with everything', () => {
  const flags = ['--no-opt', '--no-sparkplug', '--require', 'tsx/cjs'];

  const said = execFileSync(process.execPath, [...flags, 'testing/scaling/growth.ts'], { cwd: root, encoding: 'utf8' });

  expect(JSON.parse(said) as readonly Growth[]).toEqual([]);
}, 300_000);
