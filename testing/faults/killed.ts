import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { BARE_ENV } from '../../lib/deliver/testing.ts';

/** Makes one file of a program that is to be killed, and answers with its path. */
export function bundleChild(source: string, outfile: string): string {
  // What only GitHub needs is loaded when it is needed, which is not here.
  buildSync({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs', external: ['@octokit/*'] });
  return outfile;
}

/** Starts a program that works without end, and kills it so many milliseconds after it said its first word. */
export async function killedAfter(program: string, args: readonly string[], ms: number, withItsGits: boolean): Promise<void> {
  const child = spawn(process.execPath, [program, ...args], { env: BARE_ENV, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await sleep(ms);
  process.kill(withItsGits ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGKILL');
  await ended;
}
