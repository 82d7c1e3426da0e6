import type { FakeGithub } from '../../../testing/github/server.ts';
import { TOKEN } from '../../../testing/github/server.ts';
import { deliverEnvironmentPlan, deliverEnvironments } from '../deliver-environments.ts';
import type { EnvironmentDeliveries } from '../deliver-environments.ts';
import { printEnvironmentPlanFile, readPlanFile } from '../environment-plan-file.ts';
import { Environments } from '../environments.ts';
import type { EnvironmentOptions } from '../environments.ts';
import { previewEnvironments } from '../plan-environments.ts';
import { BARE_ENV, files, git, temporaryFolder } from '../testing.ts';
import { fakeGithub, refused, SOURCE, stopAfterEach } from './testing.ts';

const folder = temporaryFolder();
stopAfterEach();

const ONE = { 'one/a/x.yaml': 'x1', 'two/a/y.yaml': 'y1' };
const NEXT = { 'one/a/x.yaml': 'x2', 'two/a/y.yaml': 'y2' };
const DRY = { sha: SOURCE, author: 'Jimin <j@example.org>', date: '2026-01-31T09:30:00Z', subject: 's', body: '' };

let github: FakeGithub;

beforeEach(async () => {
  github = await fakeGithub();
});

function open(options: EnvironmentOptions = {}): Environments {
  const env = { ...BARE_ENV, SLIPWAY_GITHUB_API: github.url, SLIPWAY_GITHUB_TOKEN: TOKEN };
  return new Environments('github:acme/manifests', { second: 10, timeout: 10_000, ...options, env });
}

function run(entries: Readonly<Record<string, string>>, options: EnvironmentOptions = {}): Promise<EnvironmentDeliveries> {
  const { next } = options;
  return deliverEnvironments({ environments: open(options), files: files(entries), version: '0.1.0', sourceCommit: SOURCE, next });
}

async function planText(entries: Readonly<Record<string, string>>, options: EnvironmentOptions = {}): Promise<string> {
  const { next = false } = options;
  const found = await previewEnvironments({ environments: open(options), files: files(entries), sourceCommit: SOURCE, next });
  return printEnvironmentPlanFile(found, next, { source: SOURCE, madeBy: '0.1.0' }, {});
}

function apply(text: string): Promise<EnvironmentDeliveries> {
  const file = readPlanFile('plan.json', text);
  if (!('branches' in file)) throw new Error('a plan of one branch');
  return deliverEnvironmentPlan({ environments: open({ next: file.next }), name: 'plan.json', file });
}

const branches = (): readonly string[] => [...github.objects.refs.keys()].filter((ref) => ref.startsWith('refs/heads/')).sort();

test('every cluster has a branch with its own files and ledger, and one commit for each delivery', async () => {
  github.commit({ 'README.md': 'hello' });

  await run(ONE);
  const second = await run({ ...ONE, 'two/a/y.yaml': 'y2' });

  expect(branches()).toEqual(['refs/heads/environment/one', 'refs/heads/environment/two', 'refs/heads/main']);
  expect(Object.keys(github.contents('environment/one'))).toEqual(['.slipway/ledger/one.json', 'one/a/x.yaml']);
  expect(github.contents('environment/two')['two/a/y.yaml']).toBe('y2');
  expect(second.deliveries.map(({ branch, commit }) => [branch, commit])).toEqual([
    ['environment/one', undefined],
    ['environment/two', github.tip('environment/two')],
  ]);
  github.objects.writeTo(`${folder}/real.git`);
  expect(git(`${folder}/real.git`, 'log', '--format=%s', 'environment/two').split('\n')).toEqual([
    'two: two/a/y.yaml changed',
    'two: two/a/y.yaml added',
  ]);
  expect(git(`${folder}/real.git`, 'fsck', '--no-dangling', '--no-progress')).toBe('');
});

test('a proposal starts from the branch that it is for, with what the hydrator says of it', async () => {
  github.commit({ 'README.md': 'hello' });
  await run({ 'one/a/x.yaml': 'x1' });

  const { noteFault } = await run(NEXT, { next: true, hydrator: DRY });
  const again = await run(NEXT, { next: true, hydrator: DRY });

  const [one, two] = ['environment/one', 'environment/two'];
  expect([noteFault, again.deliveries.map(({ commit }) => commit)]).toEqual([undefined, [undefined, undefined]]);
  expect([one, two].map((branch) => github.objects.commit(github.tip(`${branch}-next`) ?? '')?.parents)).toEqual([
    [github.tip(one)],
    [github.tip(two)],
  ]);
  expect([github.contents(one)['one/a/x.yaml'], Object.keys(github.contents(two))]).toEqual(['x1', ['.slipway/README.md']]);
  expect(github.contents(`${two}-next`)).toMatchObject({
    'two/a/y.yaml': 'y2',
    'hydrator.metadata': expect.stringContaining(SOURCE) as string,
  });
  const notes = github.objects.commit(github.objects.refs.get('refs/notes/hydrator.metadata') ?? '')?.tree ?? '';
  expect([...github.objects.walk(notes)].map(({ path }) => path).sort()).toEqual(
    [github.tip(`${one}-next`), github.tip(`${two}-next`)].sort(),
  );
});

test('a plan writes nothing, and is delivered as it is', async () => {
  github.commit({ 'README.md': 'hello' });
  await run({ 'one/a/x.yaml': 'x1' });
  github.requests.length = 0;

  const planned = await planText(NEXT, { next: true });
  const writes = github.requests.filter((line) => !line.startsWith('GET') && line !== 'POST /api/graphql');
  await apply(planned);

  expect(writes).toEqual([]);
  expect(github.contents('environment/one-next')['one/a/x.yaml']).toBe('x2');
  expect(github.contents('environment/two-next')['two/a/y.yaml']).toBe('y2');
});

test('a plan of which one branch has moved is delivered to none', async () => {
  github.commit({ 'README.md': 'hello' });
  await run(ONE);
  const planned = await planText(NEXT);
  github.commit({ 'README.md': 'mine' }, { branch: 'environment/two' });
  const before = [...github.objects.refs];

  expect(await refused(apply(planned))).toMatch(
    /^BranchMovedError: environment\/two: the plan was made on .{7}, the branch is at .{7}\. Run slipway plan --out plan\.json again, and deliver the new one\.$/,
  );
  expect([...github.objects.refs]).toEqual(before);
});

test('a branch that moves before the first is moved: all is planned anew, in one attempt more', async () => {
  github.commit({ 'README.md': 'hello' });
  await run(ONE);
  const [before, moves] = [github.tip('environment/one'), [] as (string | undefined)[]];
  // The second commit is that of the second branch, whose files are read by then.
  github.trap(/^POST \/git\/commits$/, () => undefined, 1);
  github.trap(/^POST \/git\/commits$/, () => void github.commit({ 'README.md': 'mine' }, { branch: 'environment/two' }), 1);
  github.trap(/^POST \/git\/commits$/, () => void moves.push(github.tip('environment/one')), 1);

  const { deliveries } = await run(NEXT);

  expect(moves).toEqual([before]);
  expect(deliveries.map(({ commit }) => commit)).toEqual([github.tip('environment/one'), github.tip('environment/two')]);
  expect(github.contents('environment/two')).toMatchObject({ 'README.md': 'mine', 'two/a/y.yaml': 'y2' });
});

test('a branch that moves just before all are moved: none is, and all is planned anew', async () => {
  github.commit({ 'README.md': 'hello' });
  await run(ONE);
  const [before, moves] = [github.tip('environment/one'), [] as (string | undefined)[]];
  github.trap(/updateRefs$/, () => void github.commit({ 'README.md': 'mine' }, { branch: 'environment/two' }), 1);
  github.trap(/updateRefs$/, () => void moves.push(github.tip('environment/one')), 1);

  const { deliveries } = await run(NEXT);

  expect(moves).toEqual([before]);
  expect(deliveries.map(({ commit }) => commit)).toEqual([github.tip('environment/one'), github.tip('environment/two')]);
  expect(github.contents('environment/two')).toMatchObject({ 'README.md': 'mine', 'two/a/y.yaml': 'y2' });
  expect(github.objects.history(github.tip('environment/one') ?? '')).toHaveLength(2);
});

test('a branch that may not be moved keeps the others where they are', async () => {
  github.commit({ 'README.md': 'hello' });
  await run(ONE);
  const before = [...github.objects.refs];
  github.ruled.add('heads/environment/two');

  const said = await refused(run(NEXT));

  expect(said).toBe(
    'DeliveryError: github:acme/manifests: GitHub does not let this account move the branch (move heads/environment/one, heads/environment/two: 422 Repository rule violations found Changes must be made through a pull request.). Allow it in the rules of the branch, or deliver by a pull request with --pull-request.',
  );
  expect([...github.objects.refs]).toEqual(before);
});

test('an answer that is lost after all branches were moved makes no second commit', async () => {
  github.commit({ 'README.md': 'hello' });
  await run(ONE);
  github.trap(/updateRefs$/, 'lost', 1000);

  const said = await refused(run(NEXT));

  // The notes have the same fate, but they stop nothing.
  expect(said).toBe('Error: it was not refused');
  expect(['one', 'two'].map((cluster) => github.objects.history(github.tip(`environment/${cluster}`) ?? '').length)).toEqual([2, 2]);
  expect([github.contents('environment/one')['one/a/x.yaml'], github.contents('environment/two')['two/a/y.yaml']]).toEqual(['x2', 'y2']);
});

test('a repository without a commit is refused: its first branch would be another', async () => {
  expect(await refused(run(ONE))).toBe(
    Array.from(
      { length: 2 },
      () =>
        'github:acme/manifests: the repository is empty, and GitHub makes its branches only beside a first one. Make its first commit on GitHub, such as a README.',
    )
      .join('\n')
      .replace(/^/, 'InputError: '),
  );
});

test('of ten clusters only the one that changes is written', async () => {
  github.commit({ 'README.md': 'hello' });
  const entries = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`c${index}/a/x.yaml`, 'x1']));
  await run(entries);
  const before = new Map(github.objects.refs);

  await run({ ...entries, 'c3/a/x.yaml': 'x2' });

  const moved = branches().filter((ref) => github.objects.refs.get(ref) !== before.get(ref));
  expect(moved).toEqual(['refs/heads/environment/c3']);
  // That nine were seen without news is one commit.
  const notes = github.objects.refs.get('refs/notes/slipway') ?? '';
  expect([github.objects.history(notes).length, [...github.objects.walk(github.objects.commit(notes)?.tree ?? '')].length]).toEqual([1, 9]);
});
