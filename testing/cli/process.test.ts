import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CHECKOUT, Workspace } from './workspace.ts';

// Each test starts git or Node several times: slow machines need their time.
jest.setTimeout(60_000);

// The program as people start it: a process of its own, pipes instead of a terminal, no home, no git user.
let space: Workspace;

beforeAll(() => {
  // Builds once, so that no test below waits for it.
  spawnSync(process.execPath, [path.join(CHECKOUT, 'bin/slipway.js'), '--version']);
});

beforeEach(() => {
  space = new Workspace();
});

afterEach(() => space.remove());

test('delivers twice where git knows no user and home cannot be written', () => {
  const first = space.spawn(['deliver'], { HOME: '/proc', XDG_CACHE_HOME: '/proc', XDG_CONFIG_HOME: '/proc' });
  const second = space.spawn(['deliver']);

  expect([first.code, first.err, second.code, second.err]).toEqual([0, '', 0, '']);
  expect(first.out).toContain('\ndelivered commit ');
  expect(second.out).toContain('\nnothing to deliver: ');
  expect([space.git('rev-list', '--count', 'main'), space.git('log', '-1', '--format=%an <%ae>', 'main')]).toEqual([
    '1',
    'slipway <slipway@localhost>',
  ]);
});

test.each([
  ['0: nothing to say', ['synth'], 0],
  ['1: differences', ['diff'], 1],
  ['2: an unknown option', ['diff', '--jsno'], 2],
  ['2: no command', [], 2],
  ['2: a folder that is not there', ['synth', '--clusters', 'nowhere'], 2],
  ['3: a remote that cannot be reached', ['diff', '--target', 'file:///nonexistent/repository.git'], 3],
])('exit code %s', (_, argv, code) => {
  const result = space.spawn(argv);

  expect([result.code, result.err.includes('This is a mistake')]).toEqual([code, false]);
});

const ESCAPE = '\u001b[';

test('colours only where somebody sees them, or asks for them', () => {
  const plain = space.spawn(['diff']);
  const forced = space.spawn(['diff'], { FORCE_COLOR: '1' });
  const refused = space.spawn(['diff', '--no-color'], { FORCE_COLOR: '1' });
  const silenced = space.spawn(['diff'], { FORCE_COLOR: '1', NO_COLOR: '1' });

  expect([plain, forced, refused, silenced].map(({ out }) => out.includes(ESCAPE))).toEqual([false, true, false, false]);
});

test('a reader that has enough ends the program quietly', () => {
  const program = `"${process.execPath}" "${path.join(CHECKOUT, 'bin/slipway.js')}"`;

  const { stdout, stderr } = spawnSync('sh', ['-c', `${program} diff | head -n 1`], { cwd: space.folder, encoding: 'utf8' });

  expect([stdout, stderr]).toEqual(['--- /dev/null\n', '']);
});

test('a summary stands behind a long result, also where both go through one pipe to somebody slow', () => {
  const services = Array.from({ length: 400 }, (_, index) => {
    const metadata = `metadata: { name: s${index}, namespace: web }`;
    return `apiVersion: v1\nkind: Service\n${metadata}\nspec: { selector: { app: x }, ports: [{ port: 80 }] }\n`;
  });
  space.write('services.yaml', services.join('---\n'));
  const program = `"${process.execPath}" "${path.join(CHECKOUT, 'bin/slipway.js')}"`;

  const { stdout } = spawnSync('sh', ['-c', `${program} check services.yaml --json 2>&1 | (sleep 2; cat)`], {
    cwd: space.folder,
    encoding: 'utf8',
  });

  const end = stdout.lastIndexOf('\n}\n') + 3;
  expect(end).toBeGreaterThan(100_000);
  expect((JSON.parse(stdout.slice(0, end)) as { findings: readonly unknown[] }).findings.length).toBeGreaterThanOrEqual(400);
  expect(stdout.slice(end)).toBe('400 errors in 400 objects\n');
});

// Linux has a device that is always full.
const onLinux = existsSync('/dev/full') ? test : test.skip;

onLinux('output that cannot be written is the world’s refusal, and no finding', () => {
  const program = `"${process.execPath}" "${path.join(CHECKOUT, 'bin/slipway.js')}"`;

  const { status, stderr } = spawnSync('sh', ['-c', `${program} diff > /dev/full`], { cwd: space.folder, encoding: 'utf8' });

  expect([status, stderr]).toEqual([3, 'output: it cannot be written (ENOSPC). Make room, or send it elsewhere.\n']);
});
