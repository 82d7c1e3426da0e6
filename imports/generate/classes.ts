import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Sources } from './sources.ts';
import { handoversOf, tidy } from './tidy.ts';

/**
 * The classes of every group, `networking.istio.io.ts` → text, made by one run of `cdk8s import`.
 * @param folder where `crds/<group>.yaml` stand.
 */
export function classFiles(folder: string, sources: Sources): ReadonlyMap<string, string> {
  const groups = [...new Set(sources.definitions.map(({ group }) => group))];
  const scratch = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  try {
    const all = join(scratch, 'all.yaml');
    writeFileSync(all, groups.map((group) => readFileSync(join(folder, 'crds', `${group}.yaml`), 'utf8')).join(''));
    runImport(all, scratch);

    const result = new Map<string, string>();
    for (const group of groups) {
      const text = readFileSync(join(scratch, `${group}.ts`), 'utf8');
      result.set(`${group}.ts`, tidy(text, handoversOf(group, sources)));
    }
    return result;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function runImport(definitions: string, out: string): void {
  const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;
  const cli = join(dirname(resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  // Its own folder, so that cdk8s.yaml of the project plays no part.
  const options = ['--language', 'typescript', '--output', out, '--no-check-upgrade', '--no-save'];
  // It sorts kinds by the locale's rules.
  const env = { ...process.env, LC_ALL: 'C' };
  try {
    execFileSync(process.execPath, [cli, 'import', definitions, ...options], { cwd: out, env, stdio: 'pipe' });
  } catch (error) {
    throw new Error(`cdk8s import failed: ${String((error as { stderr?: unknown }).stderr)}`);
  }
}
