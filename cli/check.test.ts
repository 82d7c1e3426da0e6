import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { main } from './main.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-check-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(argv: readonly string[], input?: string): Promise<Result> {
  let [out, err] = ['', ''];
  const stdout = { write: (text: string) => void (out += text) };
  const stderr = { write: (text: string) => void (err += text) };
  const stdin = Readable.from(input === undefined ? [] : [input]);
  const code = await main(argv, { stdout, stderr, stdin, env: {} });
  return { code, out, err };
}

async function rulesFound(...argv: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(['check', ...argv, '--json']);
  return (JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: blog}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27.0'}]}
`;
const service = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: blog}
spec:
  ports: [{name: http, port: 80}]
  selector:
    app: wep
`;
const sound = service.replace('wep', 'web');

test('a folder with a mistake: exit code 1, the finding as JSON, its file told from the folder', async () => {
  write({ 'apps/web.yaml': deployment, 'apps/service.yaml': service });

  const { code, out, err } = await run(['check', folder, '--json', '--only', 'service-selects-pods']);

  expect([code, err]).toEqual([1, '1 error in 2 objects\n']);
  expect(JSON.parse(out)).toEqual({
    findings: [
      {
        rule: 'service-selects-pods',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Service', namespace: 'blog', name: 'web' },
        file: 'apps/service.yaml',
        line: 6,
        path: 'spec.selector',
        message: 'no pod template carries app=wep',
        why: 'The Service has no endpoints: every connection to it is refused, while the object itself looks healthy.',
        fix: 'Did you mean app=web?',
      },
    ],
  });
});

test('without findings: exit code 0 and nothing on standard output', async () => {
  write({ 'a.yaml': deployment, 'b.yaml': sound });

  expect(await run(['check', folder, '--only', 'service-selects-pods'])).toEqual({ code: 0, out: '', err: 'no findings in 2 objects\n' });
});

test('standard input is a file, too, and several paths are one world', async () => {
  write({ 'web.yaml': deployment });

  const { code, err } = await run(['check', path.join(folder, 'web.yaml'), '-', '--only', 'service-selects-pods'], sound);

  expect([code, err]).toEqual([0, 'no findings in 2 objects\n']);
});

test('a file that is no YAML is a finding with its line; the others are judged all the same', async () => {
  write({ 'a.yaml': deployment, 'b.yaml': service, 'c.yaml': 'a: 1\nb: c: d\n' });

  expect(await rulesFound(folder, '--only', 'service-selects-pods,yaml-parses')).toEqual(['service-selects-pods', 'yaml-parses']);
});

test.each([
  [['--fail-on', 'never'], 0],
  [['--fail-on', 'error'], 1],
  [['--fail-on', 'info'], 1],
  [['--skip', 'service-selects-pods', '--skip', 'single-replica'], 0],
])('the exit code with %j is %i', async (argv, code) => {
  write({ 'a.yaml': deployment, 'b.yaml': service });
  const skipped = argv[0] === '--skip' ? ['--skip', 'service-selects-pods'] : argv;

  expect((await run(['check', folder, ...skipped])).code).toBe(code);
});

test.each([
  [
    ['--only', 'service-select-pods'],
    'slipway check --only: there is no rule "service-select-pods". Did you mean "service-selects-pods"?\n',
  ],
  [['--fail-on', 'eror'], 'slipway check --fail-on: there is no severity "eror". Did you mean "error"?\n'],
  [['--format', 'sarf'], 'slipway check --format: there is no format "sarf". Did you mean "sarif"?\n'],
  [['--json', '--format', 'sarif'], 'slipway check: it prints JSON or sarif, not both. Leave out --json or --format.\n'],
  [['--baseline', 'nowhere.json'], 'nowhere.json: there is no such baseline. Write one with --write-baseline, or leave --baseline out.\n'],
])('%j is refused with the near miss', async (argv, err) => {
  expect(await run(['check', folder, ...argv])).toEqual({ code: 2, out: '', err });
});

test('a tree without anything to ask about is said to be one', async () => {
  write({ 'README.md': '# Nothing' });

  const { code, out, err } = await run(['check', folder]);

  expect([code, out, err]).toEqual([0, '', `note: ${folder}: nothing was found that could be asked about.\nno findings in 0 objects\n`]);
});

test('a baseline that cannot be written is no mistake of ours', async () => {
  const { code, err } = await run(['check', folder, '--write-baseline', folder]);

  expect([code, err.split('\n').at(-2)]).toEqual([
    3,
    `${folder}: the file cannot be written (EISDIR). Name another place, or give this account write access.`,
  ]);
});

test('a path that is not there is the person’s input', async () => {
  const { code, err } = await run(['check', 'no/such/folder']);

  expect([code, err]).toEqual([2, 'no/such/folder: there is no such file or folder. Name a file or folder that exists.\n']);
});

test('with a baseline only what is new is shown', async () => {
  write({ 'a.yaml': deployment, 'b.yaml': service });
  const baseline = path.join(folder, 'known.baseline');
  await run(['check', folder, '--write-baseline', baseline]);
  write({ 'b.yaml': `# moved down\n${service}`, 'c.yaml': service.replace('name: web', 'name: other') });

  const { out } = await run(['check', folder, '--baseline', baseline, '--json', '--only', 'service-selects-pods']);

  expect((JSON.parse(out) as { findings: { file: string }[] }).findings.map(({ file }) => file)).toEqual(['c.yaml']);
  expect(readFileSync(baseline, 'utf8')).not.toContain(folder);
});

test('against a commit, what may not change is compared', async () => {
  write({ 'a.yaml': deployment });
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  write({ 'a.yaml': deployment.replaceAll('app: web', 'app: other') });

  expect(await rulesFound(folder, '--against', 'HEAD', '--only', 'immutable-field')).toEqual(['immutable-field']);
  expect(await rulesFound(folder, '--only', 'immutable-field')).toEqual([]);
});

test('against something that git does not know is refused', async () => {
  write({ 'a.yaml': deployment });

  const { code, err } = await run(['check', folder, '--against', 'nowhere']);

  expect([code, err]).toEqual([
    2,
    '--against nowhere: it is no folder, and git knows no such commit here. Name a branch, tag or commit of the repository that is checked, or a folder.\n',
  ]);
});

test('an exception past its date is a finding', async () => {
  const excused = service.replace(
    '{name: web, namespace: blog}',
    '{name: web, namespace: blog, annotations: {slipway.dev/allow.service-selects-pods: comes later (until 2020-01-31)}}',
  );
  write({ 'a.yaml': deployment, 'b.yaml': excused });

  const found = await rulesFound(folder, '--only', 'service-selects-pods,exception-expired');

  expect(found).toEqual(['exception-expired']);
});

test.each(['text', 'sarif', 'github', 'junit'])('the format %s names the file', async (format) => {
  write({ 'a.yaml': deployment, 'apps/b.yaml': service });

  const { code, out } = await run(['check', folder, '--format', format]);

  expect(code).toBe(1);
  expect(out).toContain('apps/b.yaml');
  expect(out).not.toContain(folder);
});

test('with an inventory, what its charts make and its Secrets are known', async () => {
  const inventories = path.join(__dirname, '../clusters');
  const [name = ''] = (await import('../lib/inventory/load.ts')).loadClusters(inventories).map((cluster) => cluster.name);
  write({
    'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: default}\nspec: {containers: [{name: p, image: 'x:1', envFrom: [{secretRef: {name: nowhere}}]}]}\n`,
  });

  const severity = async (...argv: readonly string[]): Promise<unknown> =>
    (
      JSON.parse((await run(['check', folder, '--json', '--only', 'config-exists', ...argv])).out) as { findings: { severity: string }[] }
    ).findings.map((each) => each.severity);

  expect(await severity()).toEqual(['info']);
  expect(await severity('--cluster', name, '--clusters', inventories)).toEqual(['error']);
});

test('with an inventory, too, what several kustomizations build is told once', async () => {
  const inventories = path.join(__dirname, '../clusters');
  const [name = ''] = (await import('../lib/inventory/load.ts')).loadClusters(inventories).map((cluster) => cluster.name);
  write({
    'base/kustomization.yaml': 'resources: [service.yaml]\n',
    'base/service.yaml': service,
    'blue/kustomization.yaml': 'resources: [../base]\nnameSuffix: -blue\n',
    'green/kustomization.yaml': 'resources: [../base]\nnameSuffix: -green\n',
  });

  const found = await rulesFound(folder, '--only', 'service-selects-pods', '--cluster', name, '--clusters', inventories);

  expect(found).toEqual(['service-selects-pods']);
});

test('what a .slipwayignore names is not judged, unless it is named itself', async () => {
  write({ '.slipwayignore': 'drafts/\n', 'a.yaml': deployment, 'drafts/b.yaml': service });

  expect(await rulesFound(folder, '--only', 'service-selects-pods')).toEqual([]);
  expect(await rulesFound(path.join(folder, 'drafts'), '--only', 'service-selects-pods')).toEqual(['service-selects-pods']);
});
