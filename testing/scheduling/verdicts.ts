import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { byKey } from '../../lib/values/order.ts';

// Turns what the real scheduler said into verdicts.json: pods placed of each case. `verdicts.ts OUTPUT`. See README.md.

interface Line {
  readonly engine: string;
  readonly object: string;
  readonly status: string;
}

const placed: Record<string, number> = {};
for (const line of readFileSync(process.argv[2] ?? 0, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const { engine, object, status } = JSON.parse(line) as Line;
  const name = /^Pod scheduling\/(case-\d+)-/.exec(object)?.[1];
  if (engine !== 'scheduler' || name === undefined) continue;
  placed[name] = (placed[name] ?? 0) + (status === 'accepted' ? 1 : 0);
}
const sorted = Object.fromEntries(Object.entries(placed).sort(byKey));
writeFileSync(join(dirname(process.argv[1] ?? '.'), 'verdicts.json'), `${JSON.stringify(sorted, undefined, 2)}\n`);
