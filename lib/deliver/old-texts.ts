import type { Change } from './plan.ts';
import type { Target } from './target.ts';

/** So many are asked for at once. */
const PORTION = 500;

/** The texts that a plan changes or removes, read while the rest of it is still found out. */
export class OldTexts {
  private readonly texts = new Map<string, string>();
  private readonly asked = new Set<string>();
  private readonly reading: Promise<void>[] = [];
  private waiting: string[] = [];

  constructor(private readonly target: Target) {}

  /** Starts to read what these changes replace. */
  want(changes: Iterable<Change>): void {
    for (const change of changes) {
      if (change.action === 'add' || this.asked.has(change.was)) continue;
      this.asked.add(change.was);
      this.waiting.push(change.was);
      if (this.waiting.length === PORTION) this.ask();
    }
  }

  /** All that were wanted, by blob id. */
  async all(): Promise<ReadonlyMap<string, string>> {
    this.ask();
    await Promise.all(this.reading);
    return this.texts;
  }

  private ask(): void {
    if (this.waiting.length === 0) return;
    const reading = this.read(this.waiting);
    this.waiting = [];
    // If it fails, that is said by whoever waits for them.
    reading.catch(() => undefined);
    this.reading.push(reading);
  }

  private async read(blobs: readonly string[]): Promise<void> {
    const texts = await this.target.texts(blobs);
    for (const [index, blob] of blobs.entries()) this.texts.set(blob, texts[index] ?? '');
  }
}
