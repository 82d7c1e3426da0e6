import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkout } from '../../bench/checkout.ts';
import { terminalSvg } from './svg.ts';

/** What is typed, in a fresh checkout; every answer is the program's own. */
const SCRIPT = [
  'npm start',
  "sed -i 's/blog-web:v84/blog-web:v85/' clusters/homelab.yaml",
  'npm run diff',
  'npm start',
  'npm start',
  "sed -i 's/192.168.1.189,/192.168.1.205,/' clusters/homelab.yaml",
  'npm start',
];

const folder = mkdtempSync(join(tmpdir(), 'slipway-record-'));
try {
  checkout(folder, 'record.txt', '');
  cpSync('clusters', join(folder, 'clusters'), { recursive: true });
  // The bundle and its code cache are there after the first start; nobody waits for them twice.
  spawnSync('npm', ['run', 'synth'], { cwd: folder, stdio: 'ignore' });
  for (const name of ['dist', '.slipway']) rmSync(join(folder, name), { recursive: true, force: true });

  const capture = SCRIPT.map((command) => `\u001b[36m$\u001b[39m \u001b[1m${command}\u001b[22m\n${answerOf(command)}`).join('');
  writeFileSync('docs/terminal/capture.txt', capture);
  writeFileSync('docs/terminal.svg', terminalSvg(readFileSync('docs/terminal/capture.txt', 'utf8')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Both outputs in one stream, in colour, as a terminal shows them; nothing of the person who records gets in. */
function answerOf(command: string): string {
  const { stdout } = spawnSync('sh', ['-c', `${command} 2>&1`], {
    cwd: resolve(folder),
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      FORCE_COLOR: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      npm_config_loglevel: 'silent',
      npm_config_update_notifier: 'false',
    },
  });
  return stdout === '' ? '' : `${stdout.replace(/\n*$/, '\n')}\n`;
}
