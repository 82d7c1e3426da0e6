import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Sources that the program is bundled from. */
const SOURCES = ['bench', 'bin', 'charts', 'cli', 'imports', 'lib', 'package.json', 'package-lock.json'];

/**
 * Copies the program to `folder` and replaces one of its sources by an export from `bench/`.
 * It is bundled and started there by its own `bin/`, which is what a user would start. Gives the path of that script.
 */
export function checkout(folder: string, source: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of SOURCES) {
    cpSync(name, join(folder, name), { recursive: true, filter: (file) => !/\.(test\.ts|md)$/.test(file) });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, source), text);
  return join(folder, 'bin/slipway.js');
}
