import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCRIPTS = path.resolve(__dirname, '../../.ci');

let folder: string;

/** In the place of `node`: only says how it was called, with what key. */
const SPY = `#!/usr/bin/env bash
file=\${SLIPWAY_GITHUB_APP_KEY_FILE:-/dev/null}
{
  echo "words=$*"
  echo "file=$SLIPWAY_GITHUB_APP_KEY_FILE"
  echo "key=$(cat "$file")"
  echo "mode=$(stat -c %a "$file")"
  echo "raw=$APP_KEY"
} > "$LOG"
exit "\${CODE:-0}"
`;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'slipway-ci-'));
  writeFileSync(path.join(folder, 'node'), SPY);
  chmodSync(path.join(folder, 'node'), 0o755);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(
  given: Readonly<Record<string, string>>,
  script = 'deliver',
): { readonly code: number | null; readonly err: string; readonly said: Readonly<Record<string, string>> } {
  const log = path.join(folder, 'log');
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, LOG: log, TMPDIR: folder, ...given };
  const { status, stderr } = spawnSync(path.join(SCRIPTS, script), { env, cwd: folder, encoding: 'utf8' });
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return {
    code: status,
    err: stderr,
    said: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])),
  };
}

test('delivers to the target and branch that the environment names', () => {
  const { code, said } = run({ TARGET: 'github:owner/k8s-manifests', BRANCH: 'live' });

  expect([code, said['words'], said['file']]).toEqual([0, 'bin/slipway.js deliver --target github:owner/k8s-manifests --branch live', '']);
});

test('the key of an App is in a file that nobody else reads, for as long as it is needed', () => {
  const { code, said } = run({ TARGET: 'github:owner/k8s-manifests', APP_KEY: 'the key', CODE: '3' });

  expect([code, said['key'], said['mode'], said['raw']]).toEqual([3, 'the key', '600', '']);
  expect(existsSync(said['file'] ?? '')).toBe(false);
});

test.each([
  [{ BRANCH: '' }, '--branch main'],
  [{ ENVIRONMENT_BRANCHES: 'false', HYDRATOR: 'false' }, '--branch main'],
  [{ HYDRATOR: 'true' }, '--branch main --hydrator'],
  [{ ENVIRONMENT_BRANCHES: 'true', BRANCH: 'live' }, '--environment-branches'],
  [{ ENVIRONMENT_BRANCHES: 'next', HYDRATOR: 'true' }, '--environment-branches --next --hydrator'],
])('plan and delivery have the same place: %j', (given, options) => {
  const words = (script: string): string | undefined => run({ TARGET: 'a.git', ...given }, script).said['words'];

  expect([words('deliver'), words('plan')]).toEqual([
    `bin/slipway.js deliver --target a.git ${options}`,
    `bin/slipway.js plan --target a.git ${options} --markdown`,
  ]);
});

test.each([
  ['0', 0],
  ['1', 0],
  ['2', 2],
  ['3', 3],
])('a plan that ends with %s ends the step with %d', (CODE, code) => {
  expect(run({ TARGET: 'a.git', CODE }, 'plan').code).toBe(code);
});

test.each([
  [{ TARGET: '' }, 1, expect.stringContaining('TARGET: is not set') as string],
  [{ TARGET: 'a.git', ENVIRONMENT_BRANCHES: 'yes' }, 2, 'ENVIRONMENT_BRANCHES is "yes". Write true, next or nothing.\n'],
])('what does not say where to: %j, and nothing is delivered', (given, code, err) => {
  expect(run(given)).toEqual({ code, err, said: {} });
});
