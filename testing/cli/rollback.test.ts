import { Workspace } from './workspace.ts';

jest.setTimeout(60_000);

let space: Workspace;
let first: string;

/** The homelab is delivered with v84, then with v85. */
beforeEach(async () => {
  space = new Workspace();
  await space.run('deliver');
  first = space.git('rev-parse', 'main');
  await space.run('bump', 'homelab', 'web=v85', '--deliver');
});

afterEach(() => space.remove());

const image = (): string => /blog-web:(v\d+)/.exec(space.git('show', 'main:homelab/blog-system/rollout.web.yaml'))?.[1] ?? '';

test('back to an earlier commit, by a new one, and how to stay there', async () => {
  const done = await space.run('rollback', '--to', first.slice(0, 7));

  expect([done.code, image(), space.read('clusters/homelab.yaml').includes('blog-web:v85')]).toEqual([0, 'v84', true]);
  expect(done.out).toContain('…/blog-web:v85 → …/blog-web:v84');
  expect(done.err).toBe(
    'The sources are as before: the next `slipway deliver` brings back what they say. To stay here, revert them, too; for an image: slipway bump CLUSTER IMAGE=TAG --allow-older.\n',
  );
  expect(space.git('log', '-1', '--format=%s|%(trailers:key=Slipway-Rollback-To,valueonly)', 'main').trim()).toBe(
    `homelab: web image v85 → v84, back to ${first.slice(0, 7)}|${first}`,
  );
});

test('a dry run shows the plan and changes nothing', async () => {
  const shown = await space.run('rollback', '--to', first, '--dry-run');
  const none = await space.run('rollback', '--to', space.git('rev-parse', 'main'), '--dry-run');

  expect([shown.code, none.code, image()]).toEqual([1, 0, 'v85']);
  expect(shown.out).toMatch(
    /^plan for \.slipway\/k8s-manifests\.git \(branch main, [0-9a-f]{7}\)\n\n1 to change\n {2}~ Rollout blog-system\/web \(homelab\) /,
  );
  expect(shown.out).toContain('start a canary of Rollout blog-system/web');
});

test('the history shows deliveries, and the way of one field', async () => {
  await space.run('rollback', '--to', first);

  const all = await space.run('history');
  const web = await space.run('history', '--object', 'Rollout/blog-system/web', '--limit', '2', '--json');

  const commits = space.git('log', '--format=%h', '--abbrev=7', 'main').split('\n');
  expect(all.out.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
    expect.stringMatching(
      `^${commits[0]}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC  homelab: web image v85 → v84, back to ${first.slice(0, 7)}$`,
    ),
    expect.stringMatching(`^${commits[1]}  .* UTC  homelab: web image v84 → v85$`),
    expect.stringMatching(`^${commits[2]}  .* UTC  homelab: \\d+ objects added$`),
    '',
  ]);
  const { deliveries } = JSON.parse(web.out) as { deliveries: { changes: { fields: { old: string; new: string }[] }[] }[] };
  expect(deliveries.map(({ changes }) => changes[0]?.fields.map((field) => [field.old, field.new]))).toEqual([
    [['ghcr.io/wlals2/blog-web:v85', 'ghcr.io/wlals2/blog-web:v84']],
    [['ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web:v85']],
  ]);
});

test.each([
  [['rollback'], 'slipway rollback: it is not said how far back. Add --to COMMIT; slipway history shows them.\n'],
  [
    ['rollback', '--to', 'fffffff'],
    '--to fffffff: branch main of .slipway/k8s-manifests.git has no such commit. Copy one from slipway history.\n',
  ],
  [
    ['history', '--object', 'Rollout/blog-system/wbe'],
    '--object Rollout/blog-system/wbe: no delivery has touched such an object. Did you mean "Rollout/blog-system/web"?\n',
  ],
  [['history', '--limit', 'all'], '--limit: "all" is no number of deliveries. Write a number from 1.\n'],
])('%j is refused', async (argv, message) => {
  expect(await space.run(...argv)).toEqual({ code: 2, out: '', err: message });
});

test('where nothing was delivered there is no history', async () => {
  const said = await space.run('history', '--target', 'elsewhere.git');

  expect(said).toEqual({ code: 0, out: '', err: 'nothing was delivered to elsewhere.git (branch main)\n' });
});
