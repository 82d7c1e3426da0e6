import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

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
