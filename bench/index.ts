import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCheck, treeFolder } from './check.ts';
import { benchDeliver } from './deliver.ts';
import { deliverTable } from './deliver-report.ts';
import { ratesLine, rulesTable, table } from './report.ts';
import type { Result } from './report.ts';
import { ruleTimes } from './rule-times.ts';
import { benchSynth } from './synth.ts';

const USAGE = `npm run bench -- [--part synth|check|deliver] [--sizes 50,500,5000] [--changed 1,100,10000] [--rounds 5] [--json]

synth: wall time of slipway synth (inventory, synthesis, files) against kustomize build and a stock cdk8s app,
each a process of its own, on the same objects: copies of the blog system of cluster homelab.
check: wall time of slipway check on repositories of 1,000, 10,000 and 100,000 objects (blog systems, and teams whose
services call each other) against kube-score, and the rules that took longest.
deliver: wall time of a plan and of a delivery of some changed files among 100,000, to a bare repository on this machine,
against git add -A && git commit in a work tree with the same files and the same changes. All three without --part.
Everything is written below TMPDIR. For minutes after many files were deleted, ext4 makes new ones slowly: TMPDIR=/dev/shm avoids that.
Programs come from PATH or GOPATH/bin: go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1,
go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0
`;

/** What is measured against other programs, with the numbers of objects that it is measured on. */
const PARTS = {
  synth: { sizes: [50, 500, 5000], run: benchSynth },
  check: { sizes: [1000, 10_000, 100_000], run: benchCheck },
} as const;

/** Files among which a delivery finds those that changed. */
const FILES = [100_000];

function main(): void {
  const { values } = parseArgs({
    options: {
      part: { type: 'string' },
      sizes: { type: 'string' },
      changed: { type: 'string', default: '1,100,10000' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const parts = (['synth', 'check', 'deliver'] as const).filter((part) => values.part === undefined || values.part === part);
  if (values.help || parts.length === 0) return void process.stdout.write(USAGE);

  const out = (text: string): void => {
    if (!values.json) process.stdout.write(`${text}\n`);
  };
  const work = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  try {
    const results: Record<string, unknown> = {};
    for (const part of parts) {
      const asked = values.sizes?.split(',').map(Number);
      if (part === 'deliver') {
        const changed = values.changed.split(',').map(Number);
        const delivered = (asked ?? FILES).flatMap((files) => benchDeliver(work, files, changed, Number(values.rounds)));
        out(`\n${deliverTable(delivered)}\n`);
        results[part] = delivered;
        continue;
      }
      const sizes = asked ?? PARTS[part].sizes;
      const measured: readonly Result[] = PARTS[part].run(work, sizes, Number(values.rounds), out);
      out(`\n${table(measured)}\n`);
      results[part] = measured;
      if (part !== 'check') continue;
      const most = Math.max(...sizes);
      const rules = ruleTimes(treeFolder(work, most));
      out(`${ratesLine(measured)}\n\nRules that took longest on ${most} objects:\n\n${rulesTable(rules)}\n`);
      results['rules'] = rules;
    }
    if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 3;
}
