import { blobId } from './blob-id.ts';
import { ledgerCluster, ledgerPath, OLD_LEDGER_PATH, printLedger, sameOwned } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import { nameInText, oneLine } from './object-diff.ts';
import { clusterOf } from './place.ts';
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
export function recordsOf(base: Snapshot, owned: Ledger, next: Ledger): Change[] {
  const [had, has] = [byCluster(owned), byCluster(next)];
  const standing = new Map<string, string>();
  for (const path of base.entries.keys()) {
    const cluster = ledgerCluster(path);
    if (cluster !== undefined) standing.set(cluster, path);
  }
  const records: Change[] = [];
  for (const cluster of new Set([...standing.keys(), ...has.keys()])) {
    const path = ledgerPath(cluster);
    const was = base.entries.get(path)?.blob;
    const now = has.get(cluster);
    if (was !== undefined && now === undefined) records.push({ action: 'remove', path, was });
    if (now === undefined || (was !== undefined && sameLedger(had.get(cluster), now))) continue;
    const text = printLedger(now);
    const blob = blobId(text, base.objectFormat);
    records.push(was === undefined ? { action: 'add', path, blob, text } : { action: 'change', path, blob, text, was });
  }
  const old = base.entries.get(OLD_LEDGER_PATH)?.blob;
  if (old !== undefined) records.push({ action: 'remove', path: OLD_LEDGER_PATH, was: old });
  return records;
}

function byCluster(ledger: Ledger): ReadonlyMap<string, Ledger> {
  const clusters = new Map<string, Map<string, Owned>>();
  for (const [path, owned] of ledger) {
    const cluster = clusterOf(path);
    const files = clusters.get(cluster);
    if (files === undefined) clusters.set(cluster, new Map([[path, owned]]));
    else files.set(path, owned);
  }
  return clusters;
}

function sameLedger(old: Ledger | undefined, next: Ledger): boolean {
  if (old?.size !== next.size) return false;
  for (const [path, owned] of next) if (!sameOwned(old.get(path), owned)) return false;
  return true;
}
