import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseFile } from '../../tree/parse.ts';
import { CASES } from './cases.ts';

// Asks the real kustomize what it makes of each case: `tsx write-verdicts.ts KUSTOMIZE > verdicts.jsonl`.
const program = process.argv[2] ?? 'kustomize';
for (const [title, files] of Object.entries(CASES)) {
  const folder = mkdtempSync(path.join(tmpdir(), 'kustomize-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  let verdict: unknown;
  try {
    const out = execFileSync(program, ['build', 'over'], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    verdict = parseFile(out).documents.map(({ value }) => value);
  } catch (error) {
    verdict = 'refused';
    process.stderr.write(`${title}: ${String((error as { stderr?: unknown }).stderr).split('\n')[0] ?? ''}\n`);
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(`${JSON.stringify([title, verdict])}\n`);
}
