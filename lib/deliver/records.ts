import { blobId } from './blob-id.ts';
import { ledgerCluster, ledgerPath, OLD_LEDGER_PATH, printLedger, sameOwned } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import { nameInText, oneLine } from './object-diff.ts';
import { clusterReader } from './place.ts';
import type { Change } from './plan.ts';
import type { Snapshot } from './target.ts';

/** The ledger after a plan's change of one file: one that stays as it is keeps the commit that it came from. */
export function entryOf(
  mine: Owned | undefined,
  { path, blob, text, source }: { path: string; blob: string; text: string; source: string },
): Owned {
  const stays = mine?.blob === blob;
  if (stays && mine.object !== undefined) return mine;
  return { object: nameInText(text) ?? oneLine(path), blob, source: stays ? mine.source : source };
}

/** What becomes of the ledger: one file a cluster, and none for a cluster that has none of ours. */
export function recordsOf(base: Snapshot, owned: Ledger, next: NextLedger): Change[] {
  const had = new Map<string, number>();
  const cluster = clusterReader();
  for (const path of owned.keys()) had.set(cluster(path), (had.get(cluster(path)) ?? 0) + 1);
  const records: Change[] = [];
  for (const name of new Set([...standingLedgers(base), ...next.keys()])) {
    const path = ledgerPath(name);
    const was = base.entries.get(path)?.blob;
    const now = next.get(name);
    if (was !== undefined && now === undefined) records.push({ action: 'remove', path, was });
    if (now === undefined || (was !== undefined && had.get(name) === now.length && isKnown(owned, now))) continue;
    const text = printLedger(new Map(now));
    const blob = blobId(text, base.objectFormat);
    records.push(was === undefined ? { action: 'add', path, blob, text } : { action: 'change', path, blob, text, was });
  }
  const old = base.entries.get(OLD_LEDGER_PATH)?.blob;
  if (old !== undefined) records.push({ action: 'remove', path: OLD_LEDGER_PATH, was: old });
  return records;
}

/** What is ours after a plan, by cluster. No path occurs twice. */
export type NextLedger = ReadonlyMap<string, readonly (readonly [path: string, owned: Owned])[]>;

/** Gathers a {@link NextLedger}. */
export class NextLedgers extends Map<string, (readonly [path: string, owned: Owned])[]> {
  private readonly cluster = clusterReader();

  add(path: string, owned: Owned): void {
    const cluster = this.cluster(path);
    const files = this.get(cluster);
    if (files === undefined) this.set(cluster, [[path, owned]]);
    else files.push([path, owned]);
  }
}

function standingLedgers({ entries }: Snapshot): readonly string[] {
  return [...entries.keys()].flatMap((path) => ledgerCluster(path) ?? []);
}

function isKnown(owned: Ledger, next: readonly (readonly [string, Owned])[]): boolean {
  for (const [path, entry] of next) {
    const mine = owned.get(path);
    if (mine !== entry && !sameOwned(mine, entry)) return false;
  }
  return true;
}
