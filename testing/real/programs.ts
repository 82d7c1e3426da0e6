import { accessSync, constants } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where a program of this name is: among the engines of the acceptance run, in PATH, or where Debian keeps servers. */
export function program(...names: readonly string[]): string | undefined {
  const engines = process.env['CONFORMANCE_BIN'] ?? join(homedir(), '.cache/conformance/bin');
  const folders = [engines, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs where all of these programs are found; elsewhere the report names what is missing. */
export function describeWith(programs: Readonly<Record<string, string | undefined>>, title: string, tests: () => void): void {
  const missing = Object.keys(programs).filter((name) => programs[name] === undefined);
  if (missing.length === 0) describe(title, tests);
  else describe.skip(`${title} (not run, ${missing.join(' and ')} not found)`, tests);
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** Asks again until the answer is yes. @throws Error after `seconds`. */
export async function until(what: string, seconds: number, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(50);
  }
}
