import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import { program } from '../program.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: readonly string[];
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const names = readdirSync(FOLDER);
const text = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const workflow = (name: string): Workflow => load(text(name)) as Workflow;
const jobs = names.flatMap((name) => Object.entries(workflow(name).jobs).map(([id, job]) => [`${name} ${id}`, job] as const));
const steps = jobs.flatMap(([where, { steps: all = [] }]) => all.map((step) => [where, step] as const));

test('there are a workflow that tests, one that publishes, one that bumps, and one for the nights', () => {
  expect(names).toEqual(['bump.yml', 'ci.yml', 'nightly.yml', 'publish.yml']);
});

test('every night all deliveries under faults are made, of which the tests make a sample', () => {
  const { on, jobs: nightly } = workflow('nightly.yml');

  expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch']);
  expect(nightly['faults']?.steps?.at(-1)?.run).toBe('npm run --silent faults');
});

test('an action of somebody else is pinned by its digest, and says which version that is', () => {
  const used = names.flatMap((name) => [...text(name).matchAll(/\buses: *(.+)$/gm)].map(([, action = '']) => action));

  const others = used.filter((action) => !action.startsWith('./'));
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter((action) => !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
});

test('one action has one digest and one version everywhere', () => {
  const pins = names.flatMap((name) =>
    [...text(name).matchAll(/\buses: *([^@\s]+)@(.+)$/gm)].map(([, action = '', pin = '']) => [action, pin] as const),
  );

  const versions = new Map<string, Set<string>>();
  for (const [action, pin] of pins) versions.set(action, (versions.get(action) ?? new Set()).add(pin));
  expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
});

test('nothing is permitted but what a job names', () => {
  expect(names.map((name) => workflow(name).permissions)).toEqual(names.map(() => ({})));
  expect(jobs.filter(([, job]) => job.permissions === undefined)).toEqual([]);
  const writes = jobs.flatMap(([where, job]) =>
    Object.entries(job.permissions ?? {}).flatMap(([what, level]) => (level === 'read' ? [] : [`${where}: ${what} ${level}`])),
  );
  expect(writes).toEqual([
    'bump.yml bump: contents write',
    'bump.yml bump: pull-requests write',
    'ci.yml manifests: security-events write',
    'ci.yml plan: pull-requests write',
  ]);
});

test('no checkout leaves its token behind', () => {
  const checkouts = steps.filter(([, { uses = '' }]) => uses.startsWith('actions/checkout@'));

  expect(checkouts.length).toBeGreaterThan(3);
  expect(checkouts.filter(([, step]) => step.with?.['persist-credentials'] !== false)).toEqual([]);
});

test('no expression stands in a command: values come as variables', () => {
  expect(steps.filter(([, { run = '' }]) => run.includes('${{'))).toEqual([]);
});

test('nothing is written into a checkout before its commit is named in a plan', () => {
  const plan = workflow('ci.yml')
    .jobs['plan']?.steps?.map(({ run = '' }) => run)
    .filter((run) => run.includes('>'));

  expect(plan).toEqual(['.ci/plan --artifact plan.md > "$RUNNER_TEMP/comment.md"']);
});

test('every job has an end, and only pull requests of this repository meet a secret', () => {
  expect(jobs.filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined).map(([where]) => where)).toEqual([]);
  const secret = names.filter((name) => text(name).includes('secrets.'));
  expect(secret).toEqual(['ci.yml', 'publish.yml']);
  expect(jobs.filter(([, job]) => job.environment !== undefined).map(([where, { environment }]) => [where, environment])).toEqual([
    ['ci.yml plan', 'plan'],
    ['publish.yml deliver', 'gitops'],
  ]);
  expect(text('ci.yml')).not.toContain('pull_request_target');
});

test('branch protection needs one name: it waits for every other job', () => {
  const { success, ...others } = workflow('ci.yml').jobs;

  expect(success?.needs).toEqual(Object.keys(others));
});

const TOOLS: Readonly<Record<string, readonly string[]>> = {
  actionlint: ['-no-color'],
  zizmor: ['--offline', '--quiet', '--no-progress', '.github/'],
};

describe.each(Object.entries(TOOLS))('%s', (name, argv) => {
  const found = program(name);

  (found === undefined ? test.skip : test)('finds nothing', () => {
    const { status, stdout, stderr } = spawnSync(found ?? '', argv, { encoding: 'utf8' });

    expect({ status, said: stdout + stderr }).toEqual({
      status: 0,
      said: expect.stringMatching(/^(No findings to report.*\s*)?$/) as string,
    });
  });
});
