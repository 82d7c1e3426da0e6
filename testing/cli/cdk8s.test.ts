import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CHECKOUT, Workspace } from './workspace.ts';

test('the stock cdk8s command writes the same bytes as synth', async () => {
  const space = new Workspace();
  rmSync(space.path('clusters'), { recursive: true });
  for (const part of [
    'bin',
    'charts',
    'cli',
    'clusters',
    'imports',
    'lib',
    'node_modules',
    'cdk8s.yaml',
    'main.ts',
    'package.json',
    'tsconfig.json',
  ]) {
    symlinkSync(path.join(CHECKOUT, part), space.path(part));
  }
  await space.run('synth', '--dist', 'ours');

  const options = { cwd: space.folder, encoding: 'utf8', stdio: 'pipe' } as const;
  const said = execFileSync(process.execPath, ['node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--no-check-upgrade'], options);

  const [ours, theirs] = [space.files('ours'), space.files('dist')];
  const named = said.split('\n').filter((line) => line.startsWith('  - dist/'));
  expect(theirs).toEqual(ours);
  expect([named.length, named.length > 0]).toEqual([Object.keys(ours).length, true]);
  space.remove();
}, 60_000);
