import { Workspace } from './workspace.ts';

jest.setTimeout(60_000);

let space: Workspace;

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

const FILE = 'clusters/homelab.yaml';
const [WEB, NEW_WEB] = ['ghcr.io/wlals2/blog-web:v84', 'ghcr.io/wlals2/blog-web:v85'];

/** Line of the web image, from 1. */
function line(image: string): number {
  return (
    space
      .read(FILE)
      .split('\n')
      .findIndex((text) => text.startsWith(`  ${image}: `)) + 1
  );
}

test('one line of the inventory changes, and the change is said', async () => {
  const before = space.read(FILE);

  const said = await space.run('bump', 'homelab', 'web=v85');

  expect(said).toEqual({ code: 0, out: `${FILE}:${line('web')} web: ${WEB} → ${NEW_WEB}\n`, err: '' });
  expect(space.read(FILE)).toBe(before.replace(WEB, NEW_WEB));
});

test('--check says the same and writes nothing', async () => {
  const before = space.read(FILE);

  const said = await space.run('bump', 'homelab', 'web=v85', 'was=v20', '--check');
  const same = await space.run('bump', 'homelab', 'web=v84', '--check');

  expect([said.code, said.out.split('\n').length, space.read(FILE)]).toEqual([1, 3, before]);
  expect(same).toEqual({ code: 0, out: '', err: `${FILE}: nothing to change\n` });
});

test('--deliver goes on to a commit in the repository', async () => {
  await space.run('deliver');

  const said = await space.run('bump', 'homelab', 'web=v85', '--deliver');

  expect([said.code, said.out]).toEqual([0, expect.stringContaining('delivered commit')]);
  expect(space.git('log', '-1', '--format=%s', 'main')).toBe('homelab: web image v84 → v85');
});

test('all mistakes are named at once, and nothing is written', async () => {
  const before = space.read(FILE);

  const cluster = await space.run('bump', 'homelap', 'web', 'was=v20');
  const images = await space.run('bump', 'homelab', 'web=v8', 'wsa=v20', 'curl=latest');

  expect([cluster.code, cluster.err]).toEqual([
    2,
    'clusters: no inventory describes a cluster "homelap". Did you mean "homelab"?\n' +
      '"web": this is no image with its tag. Write NAME=TAG: web=v85, or web=v85@sha256:<digest>.\n',
  ]);
  expect([images.code, images.err.split('\n').map((text) => text.replace(/^clusters\/homelab\.yaml(:\d+)? ?/, ''))]).toEqual([
    2,
    [
      'images.web: v8 is older than v84. If that is meant, add --allow-older.',
      ': homelab has no image "wsa". Did you mean "was"?',
      expect.stringMatching(/^images\.curl: curlimages\/curl:latest has the tag latest, which moves/),
      '',
    ],
  ]);
  expect(space.read(FILE)).toBe(before);
});

test('what is said about a delivery is refused where there is none, and nothing is written', async () => {
  const before = space.read(FILE);

  const said = await space.run('bump', 'homelab', 'web=v85', '--target', 'elsewhere.git', '--sign');

  expect(said).toEqual({
    code: 2,
    out: '',
    err:
      '--target: nothing is delivered without --deliver. Add --deliver, or leave it out.\n' +
      '--sign: nothing is delivered without --deliver. Add --deliver, or leave it out.\n',
  });
  expect(space.read(FILE)).toBe(before);
});

test('checking and delivering at once is refused', async () => {
  const said = await space.run('bump', 'homelab', 'web=v85', '--check', '--deliver');

  expect([said.code, said.err]).toEqual([2, 'slipway bump: what is only checked is not delivered. Leave out --check or --deliver.\n']);
});
