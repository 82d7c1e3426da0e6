/**
 * A run of its own process that is killed at one point: `node killed-run.cjs <dist> <state> old|new <point>` writes
 * that state and ends by SIGKILL before its `point`-th change to the file system, counted from 0, a write of a file in its
 * middle. Without a kill it prints the number of changes it made.
 */
import fs from 'node:fs';
import { writeDist } from '../write-dist.ts';
import { stateOf } from './states.ts';

const [dist = '', state = '', wanted = '', point = ''] = process.argv.slice(2);
let changes = 0;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends the process at this call; waiting keeps it from the next change in any case.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

for (const name of ['mkdirSync', 'linkSync', 'symlinkSync', 'renameSync', 'rmSync', 'chmodSync'] as const) {
  const real = fs[name] as (...parameters: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...parameters: unknown[]) => {
      if (changes === Number(point)) die();
      changes += 1;
      // A tree is removed file by file: a kill finds it half gone.
      if (name === 'rmSync' && changes === Number(point)) halfRemoved(String(parameters[0]));
      return real(...parameters);
    },
  });
}

function halfRemoved(root: string): void {
  if (!root.includes('.slipway-')) return;
  const files = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files.slice(0, files.length / 2)) fs.unlinkSync(`${entry.parentPath}/${entry.name}`);
  die();
}

const write = fs.writeFileSync;
Object.assign(fs, {
  writeFileSync: (file: string, text: string, options?: fs.WriteFileOptions) => {
    if (changes === Number(point)) {
      write(file, text.slice(0, text.length / 2), options);
      die();
    }
    changes += 1;
    write(file, text, options);
  },
});

writeDist(dist, stateOf(wanted === 'old' ? 'old' : 'new'), { state });
process.stdout.write(String(changes));
