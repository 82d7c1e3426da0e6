import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Path of a real engine's program, or nothing where it is not installed. `CONFORMANCE_BIN` comes before PATH. */
export function engine(name: string): string | undefined {
  const folders = [
    process.env['CONFORMANCE_BIN'] ?? join(homedir(), '.cache', 'conformance', 'bin'),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
