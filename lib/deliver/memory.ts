import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Texts beside git's own files that would have to be found out again; they may be lost at any time. */
export class Memory {
  constructor(private readonly dir: string) {}

  /** What {@link remember} kept. */
  recall(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  remember(name: string, text: string): void {
    try {
      mkdirSync(dirname(this.file(name)), { recursive: true });
      writeFileSync(this.file(name), text);
    } catch {
      // A full disk, or a repository of somebody else: it was only to save time.
    }
  }

  private file(name: string): string {
    return join(this.dir, 'slipway-known', createHash('sha256').update(name).digest('hex').slice(0, 16));
  }
}
