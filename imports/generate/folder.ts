import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written by hand among generated files. */
const BY_HAND = ['sources.yaml', 'charts/chart.ts'];

/** Whether a file of imports/, by its path below it, is made by the generator. */
function isGenerated(path: string): boolean {
  return !BY_HAND.includes(path) && !path.endsWith('.test.ts') && /\.(?:ts|yaml)$/.test(path);
}

/**
 * Makes one folder below imports/ hold exactly these generated files: what the sources no longer name goes.
 * @param files path below `root` → text.
 * @returns how many files were written or removed.
 */
export function replaceFiles(root: string, folder: string, files: ReadonlyMap<string, string>): number {
  let changed = 0;
  mkdirSync(join(root, folder), { recursive: true });
  for (const path of generatedFiles(root, folder)) {
    if (files.has(path)) continue;
    rmSync(join(root, path));
    changed += 1;
  }
  for (const [path, text] of files) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(file, text);
    changed += 1;
  }
  return changed;
}

/** Paths of the generated files that stand in one folder below imports/, not in folders below it. */
export function generatedFiles(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(folder, entry.name))
    .filter(isGenerated)
    .sort();
}
