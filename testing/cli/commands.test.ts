import { rmSync } from 'node:fs';
import { Workspace } from './workspace.ts';

// Each test starts git or Node several times: slow machines need their time.
jest.setTimeout(60_000);

let space: Workspace;

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

const WEB = 'ghcr.io/wlals2/blog-web:v84';
const NEW_WEB = 'ghcr.io/wlals2/blog-web:v85';

test('synth writes dist/ and one line about it, and touches nothing the second time', async () => {
  const first = await space.run('synth');
  const written = space.files('dist');
  const second = await space.run('synth');

  const amount = Object.keys(written).length;
  const line = (what: string): RegExp => new RegExp(`^${amount} objects of 1 cluster in dist/: ${amount} ${what} \\(\\d+\\.\\d s\\)\\n$`);
  expect([first.code, first.out, second.code, second.out]).toEqual([0, '', 0, '']);
  expect([first.err, second.err]).toEqual([expect.stringMatching(line('written')), expect.stringMatching(line('unchanged'))]);
  expect(Object.keys(written).every((file) => /^homelab\/[a-z0-9-]+\/[a-z0-9]+\.[^/]+\.yaml$/.test(file))).toBe(true);
});

test('a mistake in an inventory stops everything: code 2, every problem, nothing written', async () => {
  space.edit('clusters/homelab.yaml', WEB, 'ghcr.io/wlals2/blog-web:latest');
  space.edit('clusters/homelab.yaml', 'curlimages/curl:8.5.0', 'curlimages/curl:main');

  const [synth, deliver] = [await space.run('synth'), await space.run('deliver')];

  expect([synth.code, synth.out, deliver]).toEqual([2, '', synth]);
  const moves = (image: string, tag: string): string =>
    `${image}:${tag} has the tag ${tag}, which moves from build to build. Name a version, or add the digest: ${image}:${tag}@sha256:<digest>.`;
  expect(synth.err.replace(/yaml:\d+/g, 'yaml:N')).toBe(
    `clusters/homelab.yaml:N images.web: ${moves('ghcr.io/wlals2/blog-web', 'latest')}\n` +
      `clusters/homelab.yaml:N images.curl: ${moves('curlimages/curl', 'main')}\n`,
  );
  expect([space.files('dist'), space.files('.slipway')]).toEqual([{}, {}]);
});

test('a stray file of the user in dist/ survives and is named', async () => {
  space.write('dist/notes.txt', 'mine\n');

  const result = await space.run('synth');

  expect([result.code, space.read('dist/notes.txt')]).toEqual([0, 'mine\n']);
  expect(result.err).toContain('dist/notes.txt: not written by slipway. It was left as it is.\n');
});

test('deliver makes one commit with what dist/ has, and none the second time', async () => {
  const first = await space.run('deliver');
  const commit = space.git('rev-parse', 'main');
  const second = await space.run('deliver');

  const delivered = space.git('ls-tree', '-r', '--name-only', 'main').split('\n');
  expect([first.code, first.err, second.code, second.err]).toEqual([0, '', 0, '']);
  expect(delivered).toEqual(['.slipway/ledger/homelab.json', ...Object.keys(space.files('dist'))]);
  expect(first.out).toMatch(
    new RegExp(`^delivered commit ${commit.slice(0, 7)} to \\.slipway/k8s-manifests\\.git \\(branch main, \\d+\\.\\d s\\)$`, 'm'),
  );
  expect(second.out).toMatch(new RegExp(`^nothing to deliver: commit ${commit.slice(0, 7)} has it all`, 'm'));
  expect([space.git('rev-parse', 'main'), space.git('rev-list', '--count', 'main')]).toEqual([commit, '1']);
});

test('one changed image tag is one object, one line, named', async () => {
  await space.run('deliver');
  const before = space.git('rev-parse', '--short=7', 'main');
  space.edit('clusters/homelab.yaml', WEB, NEW_WEB);

  const [diff, deliver] = [await space.run('diff'), await space.run('deliver')];

  const changed = diff.out.split('\n').filter((line) => /^[-+]/.test(line));
  expect([diff.code, changed.map((line) => line.replace(/ +/g, ' '))]).toEqual([
    1,
    ['--- a/homelab/blog-system/rollout.web.yaml', '+++ b/homelab/blog-system/rollout.web.yaml', `- image: ${WEB}`, `+ image: ${NEW_WEB}`],
  ]);
  const line = '  ~ Rollout blog-system/web (homelab)  spec.template.spec.containers[web].image  …/blog-web:v84 → …/blog-web:v85';
  expect(deliver.out.split('\n\n')[1]).toBe(`changed since ${before}\n${line}`);
  expect(space.git('diff', '--numstat', 'main~', 'main', '--', 'homelab')).toBe('1\t1\thomelab/blog-system/rollout.web.yaml');
});

test('diff says nothing and returns 0 where all is delivered, and never writes', async () => {
  const first = await space.run('diff');
  const untouched = [space.files('dist'), space.files('.slipway')];
  await space.run('deliver');
  const second = await space.run('diff');

  expect([first.code, first.err, untouched]).toEqual([1, '', [{}, {}]]);
  expect(second).toEqual({ code: 0, out: '', err: '' });
});

test('diff shows only the app that is asked for', async () => {
  const all = await space.run('diff');
  const one = await space.run('diff', '--app', 'blog-system');
  const none = await space.run('diff', '--app', 'blog-sytem');

  const apps = (text: string): string[] => [...new Set([...text.matchAll(/^\+\+\+ b\/homelab\/([^/]+)\//gm)].map(([, app]) => app ?? ''))];
  expect([apps(one.out), one.code]).toEqual([['blog-system'], 1]);
  expect(apps(all.out).length).toBeGreaterThan(1);
  expect(none).toEqual({ code: 2, out: '', err: '--app blog-sytem: no cluster has this app. Did you mean "blog-system"?\n' });
});

test('with --json diff and deliver print data and nothing else', async () => {
  const diff = await space.run('diff', '--json');
  const deliver = await space.run('deliver', '--json');

  const [shown, done] = [diff, deliver].map(
    ({ out }) => JSON.parse(out) as Record<string, unknown> & { readonly changes: readonly unknown[] },
  );
  const amount = Object.keys(space.files('dist')).length;
  expect([diff.err, deliver.err]).toEqual(['', '']);
  expect([Object.keys(shown ?? {}), Object.keys(done ?? {})]).toEqual([
    ['target', 'branch', 'folder', 'base', 'changes'],
    ['target', 'branch', 'folder', 'base', 'commit', 'clusters', 'changes'],
  ]);
  expect([shown?.changes.length, done?.changes.length, done?.['base'], done?.['commit']]).toEqual([
    amount,
    amount,
    null,
    space.git('rev-parse', 'main'),
  ]);
});

test('three inventories are one commit with three folders', async () => {
  space.addCluster('attic');
  space.addCluster('cellar');

  const result = await space.run('deliver');

  const folders = space.git('ls-tree', '--name-only', 'main').split('\n');
  expect([result.code, result.err, space.git('rev-list', '--count', 'main')]).toEqual([0, '', '1']);
  expect(folders).toEqual(['.slipway', 'attic', 'cellar', 'homelab']);
});

test('with --cluster only that cluster is written and delivered; the others stay', async () => {
  space.addCluster('attic');
  await space.run('deliver');
  for (const name of ['attic', 'homelab']) space.edit(`clusters/${name}.yaml`, WEB, NEW_WEB);

  const result = await space.run('deliver', '--cluster', 'attic');

  const changed = space.git('diff', '--name-only', 'main~', 'main').split('\n');
  expect([result.code, changed]).toEqual([0, ['.slipway/ledger/attic.json', 'attic/blog-system/rollout.web.yaml']]);
  expect(space.read('dist/homelab/blog-system/rollout.web.yaml')).toContain(WEB);
});

test('a cluster that leaves takes its files along, once that is confirmed by name', async () => {
  space.addCluster('attic');
  await space.run('deliver');
  space.addCluster('cellar');
  rmSync(space.path('clusters/attic.yaml'));

  const planned = await space.run('plan');
  const refused = await space.run('deliver');
  const names = [...refused.err.matchAll(/add (--allow-remove) (\S+)\.$/gm)].flatMap(([, option = '', name = '']) => [option, name]);
  const before = space.git('ls-tree', '--name-only', 'main').split('\n');
  const confirmed = await space.run('deliver', ...names);

  expect([refused.code, confirmed.code, before]).toEqual([2, 0, ['.slipway', 'attic', 'homelab']]);
  // Its root Application lies in its own folder, so nobody is left to delete anything: plan and question say the same.
  expect(names.filter((name) => name !== '--allow-remove')).toEqual(['cluster:attic']);
  expect(refused.err).toMatch(
    /attic: all \d+ objects of this cluster would be removed; Argo CD would leave them in the cluster, and nobody looks after them\. If that is meant, add --allow-remove cluster:attic\.\n$/,
  );
  expect(planned.out).toMatch(/\n {2}- attic {2}\d+ objects in \d+ apps: the whole cluster\n/);
  expect(planned.out).toMatch(
    /\nArgo CD will\n {2}! leave \S+ \S+ and \d+ more objects in the cluster: the folder that its Application syncs is gone/,
  );
  expect(space.git('ls-tree', '--name-only', 'main').split('\n')).toEqual(['.slipway', 'cellar', 'homelab']);
  expect(Object.keys(space.files('dist')).some((file) => file.startsWith('attic/'))).toBe(false);
});

test('an unknown cluster is refused, and the nearest is named', async () => {
  const result = await space.run('synth', '--cluster', 'homelap');

  expect([result.code, result.out, result.err]).toEqual([2, '', expect.stringContaining('Did you mean "homelab"?')]);
});

test('a file that somebody edited in the target is not overwritten until --take says so', async () => {
  await space.run('deliver');
  const file = 'homelab/blog-system/rollout.web.yaml';
  space.editInTarget(file, 'edited: by hand\n');

  const refused = await space.run('deliver');
  const taken = await space.run('deliver', '--take');

  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(`${file}: somebody edited this file`)]);
  expect([taken.code, space.git('show', `main:${file}`)]).toEqual([0, space.read(`dist/${file}`).trim()]);
});

test('context writes what charts provide, a file an object', async () => {
  const result = await space.run('context', 'context');

  const files = Object.keys(space.files('context'));
  expect([result.code, result.out, result.err]).toEqual([0, '', `${files.length} objects in context/\n`]);
  expect(files).toContain('homelab/service.istio-system.istio-ingressgateway.yaml');
});
