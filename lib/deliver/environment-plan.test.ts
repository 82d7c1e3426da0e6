import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliverEnvironmentPlan, deliverEnvironments } from './deliver-environments.ts';
import type { EnvironmentDeliveries } from './deliver-environments.ts';
import { environmentsMarkdown } from './environment-markdown.ts';
import { printEnvironmentPlanFile, readPlanFile } from './environment-plan-file.ts';
import { Environments } from './environments.ts';
import type { EnvironmentOptions } from './environments.ts';
import { previewEnvironments } from './plan-environments.ts';
import type { EnvironmentPreview } from './plan-environments.ts';
import { printPlanFile } from './plan-file.ts';
import { preview } from './preview.ts';
import { asPerson, BARE_ENV, contents, files, git, localTarget, temporaryFolder } from './testing.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const ONE = { 'one/a/x.yaml': 'x1', 'two/a/y.yaml': 'y1' };
const NEXT = { 'one/a/x.yaml': 'x2', 'two/a/y.yaml': 'y2' };
const DRY = {
  sha: '81be0d4c0ffee0123456789abcdef0123456789a',
  author: 'Jimin <j@example.org>',
  date: '2026-01-31T09:30:00Z',
  subject: 's',
  body: '',
};
const AGAIN = 'Run slipway plan again, and deliver the new file.';

describe.each(['a local repository', 'a remote'])('in %s', (place) => {
  const name = place.replaceAll(' ', '-');
  let count = 0;
  let path: string;

  beforeEach(() => {
    count += 1;
    path = at(`plan-${name}-${count}.git`);
    git('.', 'init', '--quiet', '--bare', '-b', 'main', path);
  });

  async function open<T>(repository: string, options: EnvironmentOptions, work: (environments: Environments) => Promise<T>): Promise<T> {
    const address = place === 'a remote' ? `file://${repository}` : repository;
    const env = { ...BARE_ENV, SOURCE_DATE_EPOCH: '1769472000' };
    const environments = new Environments(address, { stateFolder: at('state'), env, ...options });
    try {
      return await work(environments);
    } finally {
      await environments.close();
    }
  }

  const atOnce = (
    repository: string,
    entries: Readonly<Record<string, string>>,
    options: EnvironmentOptions = {},
  ): Promise<EnvironmentDeliveries> =>
    open(repository, options, (environments) =>
      deliverEnvironments({ environments, files: files(entries), version: '0.1.0', sourceCommit: DRY.sha, next: options.next }),
    );

  const previews = (entries: Readonly<Record<string, string>>, options: EnvironmentOptions = {}): Promise<readonly EnvironmentPreview[]> =>
    open(path, options, (environments) =>
      previewEnvironments({ environments, files: files(entries), sourceCommit: DRY.sha, next: options.next }),
    );

  async function planText(entries: Readonly<Record<string, string>>, options: EnvironmentOptions = {}): Promise<string> {
    const { next = false, hydrator: dry } = options;
    const words = { source: DRY.sha, madeBy: '0.1.0', hydrator: dry === undefined ? undefined : { dry, clusters: [] } };
    return printEnvironmentPlanFile(await previews(entries, options), next, words, {});
  }

  async function apply(text: string, allowRemove: readonly string[] = []): Promise<EnvironmentDeliveries> {
    const file = readPlanFile('plan.json', text);
    if (!('branches' in file)) throw new Error('a plan of one branch');
    const hydrator = file.branches[0]?.hydrator?.dry;
    return open(path, { next: file.next, hydrator }, (environments) =>
      deliverEnvironmentPlan({ environments, name: 'plan.json', file, allowRemove }),
    );
  }

  const tips = (repository: string): string => git(repository, 'for-each-ref', '--format=%(refname) %(objectname)');

  test.each<[string, EnvironmentOptions]>([
    ['the environments', {}],
    ['their proposals', { next: true, hydrator: DRY }],
  ])('plans that are delivered later are the same commits as at once, on %s', async (_title, options) => {
    const other = `${path}-other.git`;
    git('.', 'init', '--quiet', '--bare', '-b', 'main', other);
    for (const repository of [path, other]) await atOnce(repository, { 'one/a/x.yaml': 'x1' });

    const before = tips(path);
    const planned = await planText(NEXT, options);
    const planning = tips(path);
    const later = await apply(planned);
    await atOnce(other, NEXT, options);

    expect(planning).toBe(before);
    expect(tips(path)).toBe(tips(other));
    expect(later.deliveries.map(({ branch }) => branch)).toEqual(
      options.next === true ? ['environment/one-next', 'environment/two-next'] : ['environment/one', 'environment/two'],
    );
  });

  test('a plan writes nothing, and says for each branch where it stands', async () => {
    await atOnce(path, { 'one/a/x.yaml': 'x1' });
    const before = tips(path);

    const found = await previews(NEXT, { next: true });

    const one = git(path, 'rev-parse', 'environment/one');
    expect(tips(path)).toBe(before);
    expect(found.map(({ cluster, place: { branch }, starts, found: { plan } }) => [cluster, branch, starts, plan.base])).toEqual([
      ['one', 'environment/one-next', false, one],
      ['two', 'environment/two-next', true, undefined],
    ]);
    expect(environmentsMarkdown(found, {}, {})).toContain(
      `branch \`environment/one-next\` at \`${one.slice(0, 7)}\`, branch \`environment/two-next\` which has no commit yet, for \`one\`, \`two\`.`,
    );
  });

  test('one branch that moved refuses all of them', async () => {
    await atOnce(path, ONE);
    const planned = await planText(NEXT);
    const base = git(path, 'rev-parse', '--short=7', 'environment/two');
    asPerson(path, at('person'), () => writeFileSync(at('person/README.md'), 'hello'), 'environment/two');
    const before = tips(path);
    const tip = git(path, 'rev-parse', '--short=7', 'environment/two');

    await expect(apply(planned)).rejects.toThrow(
      new Error(
        `environment/two: the plan was made on ${base}, the branch is at ${tip}. Run slipway plan --out plan.json again, and deliver the new one.`,
      ),
    );
    expect(tips(path)).toBe(before);
  });

  test('a branch that was to be started, and that somebody else has made, refuses all of them', async () => {
    await atOnce(path, { 'one/a/x.yaml': 'x1' });
    const planned = await planText(NEXT, { next: true });
    git(path, 'branch', 'environment/two', 'environment/one');
    const before = tips(path);

    await expect(apply(planned)).rejects.toThrow('environment/two: the plan was made on an empty branch, the branch is at ');
    expect(tips(path)).toBe(before);
  });

  test('what is not confirmed is said for all branches at once, and confirmed when they are delivered', async () => {
    await atOnce(path, { ...ONE, 'one/a/z.yaml': 'z', 'two/b/z.yaml': 'z' });
    const planned = await planText(ONE);

    const refused = await apply(planned).catch((error: unknown) => String(error));
    await apply(planned, ['app:one/a', 'app:two/b']);

    expect(refused).toMatch(/--allow-remove app:one\/a\.[^]*--allow-remove app:two\/b\./);
    expect([contents(path, 'environment/one')['one/a/z.yaml'], contents(path, 'environment/two')['two/b/z.yaml']]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test.each<[string, (body: { branches: Record<string, unknown>[] }) => void, string]>([
    [
      'another branch',
      ({ branches }) => Object.assign(branches[0] ?? {}, { branch: 'main' }),
      'the plan was made for branch "main" and not "environment/one"',
    ],
    ['another cluster', ({ branches }) => Object.assign(branches[0] ?? {}, { cluster: '../x' }), 'branch: "environment/../x" '],
    ['a branch twice', ({ branches }) => branches.push(branches[0] ?? {}), `plan.json: this is not a plan that slipway wrote. ${AGAIN}`],
    ['no branch', ({ branches }) => branches.splice(0), `plan.json: this is not a plan that slipway wrote. ${AGAIN}`],
    ['no cluster', ({ branches }) => delete branches[0]?.['cluster'], `plan.json: this is not a plan that slipway wrote. ${AGAIN}`],
    [
      'a hydrator that says nothing',
      ({ branches }) => Object.assign(branches[0] ?? {}, { hydrator: { dry: {}, clusters: [] } }),
      `plan.json: this is not a plan that slipway wrote. ${AGAIN}`,
    ],
  ])('a plan made by hand, with %s, delivers nothing', async (_title, forge, message) => {
    await atOnce(path, ONE);
    const { digest: _digest, ...body } = JSON.parse(await planText(NEXT)) as { digest: string; branches: Record<string, unknown>[] };
    forge(body);
    const digest = `sha256:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`;
    const before = tips(path);

    const refused = await Promise.resolve()
      .then(() => apply(JSON.stringify({ ...body, digest })))
      .catch((error: unknown) => String(error));

    expect(refused).toContain(message);
    expect(tips(path)).toBe(before);
  });
});

test('a plan of one branch is read as one', async () => {
  const target = localTarget(at('single.git'));
  const found = await preview({ target, files: files(ONE), sourceCommit: DRY.sha });
  const hydrator = { dry: DRY, clusters: ['one', 'two'] };

  const text = printPlanFile(target, found, { source: DRY.sha, madeBy: '0.1.0', hydrator }, {});

  expect(readPlanFile('plan.json', text)).toMatchObject({ branch: 'main', hydrator, clusters: ['one', 'two'] });
});
