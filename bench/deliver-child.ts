import { deliver } from '../lib/deliver/deliver.ts';
import { openTarget } from '../lib/deliver/open-target.ts';
import { preview } from '../lib/deliver/preview.ts';
import { stockFiles } from './deliver-files.ts';
import type { Stock } from './deliver-files.ts';

/** What one process measured of itself. Times in milliseconds, memory in bytes. */
export interface Measure {
  readonly wall: number;
  /** Held by the texts alone, before there is a plan. */
  readonly before: number;
  /** Most that was held at once. */
  readonly memory: number;
}

/** Makes the files, as synthesis would hand them on, and then plans or delivers them; only that is measured. */
async function main(job: 'plan' | 'deliver', repository: string, stock: Stock): Promise<void> {
  const files = new Map(stockFiles(stock));
  // Texts that have been checked and written to dist/ are in one piece; those put together just now are made so here.
  for (const text of files.values()) Buffer.byteLength(text);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const target = openTarget(repository);
  // A plan says what the cluster will do; a delivery finds that out when its commit is there.
  if (job === 'plan') said((await preview({ target, files })).forecasts);
  else await deliver({ target, files, version: '0.0.0' });
  const wall = performance.now() - started;
  // Linux counts it in KiB.
  const measure: Measure = { wall, before, memory: process.resourceUsage().maxRSS * 1024 };
  process.stdout.write(JSON.stringify(measure));
}

function said(forecasts: readonly unknown[]): void {
  if (forecasts.includes(undefined)) throw new Error('a change without a forecast');
}

const [job = '', repository = '', stock = ''] = process.argv.slice(2);
main(job === 'plan' ? 'plan' : 'deliver', repository, JSON.parse(stock) as Stock).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
