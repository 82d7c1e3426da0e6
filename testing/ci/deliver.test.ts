import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCRIPT = path.resolve(__dirname, '../../.ci/deliver');

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

function run(given: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: Readonly<Record<string, string>> } {
  const log = path.join(folder, 'log');
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, LOG: log, TMPDIR: folder, ...given };
  const { status } = spawnSync(SCRIPT, { env, cwd: folder });
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
  return {
    code: status,
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

test('without a target nothing is delivered', () => {
  expect(run({ TARGET: '' })).toEqual({ code: 1, said: {} });
});
