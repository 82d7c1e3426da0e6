import { Workspace } from './workspace.ts';

// Each test starts git several times: slow machines need their time.
jest.setTimeout(60_000);

let space: Workspace;

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

const WEB = 'ghcr.io/wlals2/blog-web:v84';
const NEW_WEB = 'ghcr.io/wlals2/blog-web:v85';
const PATH = 'homelab/blog-system/rollout.web.yaml';

/** The homelab is delivered, and the inventory has a new tag. */
async function newTag(): Promise<string> {
  await space.run('deliver');
  space.edit('clusters/homelab.yaml', WEB, NEW_WEB);
  return space.git('rev-parse', '--short=7', 'main');
}

test('a plan says what changes and what Argo CD will do, and writes nothing', async () => {
  const before = await newTag();
  const dist = space.files('dist');

  const plan = await space.run('plan');

  expect([plan.code, plan.out]).toEqual([
    1,
    `plan for .slipway/k8s-manifests.git (branch main, ${before})

1 to change
  ~ Rollout blog-system/web (homelab)  spec.template.spec.containers[web].image  …/blog-web:v84 → …/blog-web:v85

Argo CD will
  start a canary of Rollout blog-system/web: 10 → 50 → 90 → 100 % (homelab)
`,
  ]);
  expect([space.files('dist'), space.git('rev-parse', '--short=7', 'main')]).toEqual([dist, before]);
});

test('where all is delivered a plan says so, with code 0', async () => {
  await space.run('deliver');

  const plan = await space.run('plan');

  expect([plan.code, plan.out]).toEqual([0, expect.stringMatching(/^nothing to deliver to \.slipway\/k8s-manifests\.git \(branch main, /)]);
});

test('a plan file is delivered as it is, without the inventories, and only once', async () => {
  const before = await newTag();
  await space.run('plan', '--out', 'plans/plan.json');
  space.edit('clusters/homelab.yaml', NEW_WEB, 'ghcr.io/wlals2/blog-web:v99');

  const first = await space.run('deliver', '--plan', 'plans/plan.json');
  const tip = space.git('rev-parse', '--short=7', 'main');
  const second = await space.run('deliver', '--plan', 'plans/plan.json');

  expect([first.code, second.code, space.git('show', `main:${PATH}`)]).toEqual([0, 3, expect.stringContaining(NEW_WEB)]);
  expect(first.out).toContain('start a canary of Rollout blog-system/web: 10 → 50 → 90 → 100 % (homelab)');
  expect(second.err).toBe(
    `main: the plan was made on ${before}, the branch is at ${tip}. Run slipway plan --out plans/plan.json again, and deliver the new one.\n`,
  );
});

test('for a program the plan is data, for a pull request Markdown, and neither knows this machine', async () => {
  await newTag();

  const json = await space.run('plan', '--json');
  const markdown = await space.run('plan', '--markdown', '--artifact', 'plan.md');

  const data = JSON.parse(json.out) as Record<string, unknown>;
  expect([json.code, markdown.code, data['version'], data['clusters']]).toEqual([1, 1, 1, ['homelab']]);
  expect(data['objects']).toMatchObject([{ action: 'change', path: PATH, object: 'Rollout blog-system/web' }]);
  expect(markdown.out).toMatch(/^<!-- slipway:plan -->\n\n### Plan: 1 to change\n/);
  expect(space.read('plan.md')).toBe(markdown.out);
  expect(json.out + markdown.out).not.toContain(space.folder);
});

test('a folder of the repository is a place of its own', async () => {
  const first = await space.run('deliver', '--folder', 'gitops/home');

  const paths = space.git('ls-tree', '-r', '--name-only', 'main').split('\n');
  expect([first.code, paths.filter((path) => !path.startsWith('gitops/home/'))]).toEqual([0, []]);
  expect(paths).toContain(`gitops/home/${PATH}`);
  const again = await space.run('plan', '--folder', 'gitops/home');
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('folder gitops/home')]);
});

test('the author is whom one names', async () => {
  await space.run('deliver', '--author', 'Jimin Lee <jimin@example.org>');

  expect(space.git('log', '-1', '--format=%an <%ae>', 'main')).toBe('Jimin Lee <jimin@example.org>');
});

const refused: Readonly<Record<string, readonly [readonly string[], string]>> = {
  'a plan that is not there': [
    ['deliver', '--plan', 'plan.json'],
    'plan.json: the file cannot be read (ENOENT). Make one with slipway plan --out FILE.',
  ],
  'options that belong to the making of a plan': [
    ['deliver', '--plan', 'plan.json', '--cluster', 'homelab', '--take'],
    '--cluster: this was settled when the plan was made. Leave it out, or make another plan with it.\n' +
      '--take: this was settled when the plan was made. Leave it out, or make another plan with it.',
  ],
  'a confirmation of nothing that is guarded': [
    ['plan', '--allow-remove', 'everything'],
    '--allow-remove: "everything" names nothing that is guarded. Copy the name from the message that asks: KIND/NAME, KIND/NAMESPACE/NAME, app:CLUSTER/APP or cluster:CLUSTER.',
  ],
  'a share that is none': [
    ['plan', '--max-removal-share', 'half'],
    '--max-removal-share: "half" is no share. Write a number of percent, 0 to 100.',
  ],
  'a reason that is none': [
    ['deliver', '--force', ' '],
    '--force: the reason is empty or has a line break. Say in one line why it has to go out in spite of the errors.',
  ],
  'an author without an address': [
    ['deliver', '--author', 'Jimin'],
    '--author: "Jimin" is no name with a mail address. Write it as "Jimin Lee <jimin@example.org>".',
  ],
  'two ways to print': [['plan', '--json', '--markdown'], 'slipway plan: it prints JSON or Markdown, not both. Leave one out.'],
  'a folder outside': [
    ['plan', '--folder', '../out'],
    'folder: "../out": the path has the part "..". Name a folder of the repository, such as clusters/home.',
  ],
};

test.each(Object.entries(refused))('%s is refused', async (_title, [argv, message]) => {
  const result = await space.run(...argv);

  const complaint = result.err.split('\n').filter((line) => !/^(warning|note): /.test(line));
  expect([result.code, result.out, complaint.join('\n')]).toEqual([2, '', `${message}\n`]);
});
