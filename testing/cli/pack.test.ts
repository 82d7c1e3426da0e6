import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { CHECKOUT, Workspace } from './workspace.ts';

test('the packed program runs elsewhere: no sources, no dependencies, no network', async () => {
  const space = new Workspace();
  const npm = (cwd: string, ...args: string[]): string =>
    execFileSync('npm', args, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, npm_config_offline: 'true', npm_config_update_notifier: 'false' },
    });
  mkdirSync(space.path('elsewhere'));
  npm(CHECKOUT, 'pack', '--pack-destination', space.folder);
  const tarball = readdirSync(space.folder).find((name) => name.endsWith('.tgz')) ?? '';

  // Unpacked by hand: whatever package.json lists, nothing but the package itself can be found.
  mkdirSync(space.path('elsewhere/node_modules/slipway'), { recursive: true });
  execFileSync('tar', ['-xzf', space.path(tarball), '--strip-components=1', '-C', space.path('elsewhere/node_modules/slipway')]);

  const program = space.path('elsewhere/node_modules/slipway/bin/slipway.js');
  const [help, deliver] = [space.spawn(['--help'], {}, program), space.spawn(['deliver'], {}, program)];
  await space.run('synth', '--dist', 'ours');
  expect([help.code, help.out.split('\n')[0]]).toEqual([0, 'Usage: slipway [options] [command]']);
  expect([deliver.code, deliver.err, space.files('dist')]).toEqual([0, '', space.files('ours')]);
  const files = execFileSync('tar', ['-tzf', space.path(tarball)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .sort();
  const bundle = expect.stringMatching(/^package\/build\/slipway-[0-9a-f]{16}\.js$/) as unknown;
  expect(files.filter((file) => !/^package\/(clusters\/schema\.json$|README|LICENSE)/.test(file))).toEqual([
    'package/bin/bundle.js',
    'package/bin/cdk8s-source.js',
    'package/bin/slipway.js',
    'package/build/cel.js',
    'package/build/listr2.js',
    'package/build/manifest.json',
    'package/build/octokit.js',
    'package/build/rule-pages.js',
    bundle,
    ...['imports/charts/known', 'imports/openapi'].flatMap((folder) =>
      readdirSync(`${CHECKOUT}/${folder}`)
        .filter((name) => name.endsWith('.json'))
        .map((name) => `package/${folder}/${name}`)
        .sort(),
    ),
    'package/package.json',
  ]);
  space.remove();
}, 60_000);
