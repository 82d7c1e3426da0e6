import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folder of the engines of the acceptance run. */
export const ENGINES = process.env['CONFORMANCE_BIN'] ?? join(homedir(), '.cache', 'conformance', 'bin');

/** Where a program of this name is: among the engines of the acceptance run, in PATH, or where Debian keeps servers. */
export function program(...names: readonly string[]): string | undefined {
  const folders = [ENGINES, ...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
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
