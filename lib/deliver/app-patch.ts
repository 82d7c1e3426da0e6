import { alone } from './alone.ts';
import { blobId, isObjectId } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';
import type { AppLedger } from './ledger-apps.ts';
import { ledgerPath, ownedText, printEntry } from './ledger.ts';
import { fromLines, LedgerLines } from './ledger-lines.ts';
import type { Change } from './plan.ts';
import { entryOf } from './records.ts';
import { filesTreeId } from './tree-object.ts';
import type { WantedApp } from './wanted.ts';

/** What a delivery does in the folder of an app in which exactly what stands that its ledger lists. */
export interface AppPatch {
  /** In no order. */
  readonly changes: readonly Change[];
  /** How the app's ledger changes; undefined where it stays. */
  readonly record: Change | undefined;
  /** What the ledger of the cluster says of the app from then on. */
  readonly ledger: AppLedger;
  /** Files that stand there before. */
  readonly standing: number;
}

/** An app as the ledger of its cluster has it, and its own ledger. */
export interface ListedApp {
  /** `homelab/blog` */
  readonly folder: string;
  readonly text: string;
  /** Ids of that text, and of the tree that stands in the folder. */
  readonly ledger: string;
  readonly tree: string;
}

/**
 * Compares the ledger of an app, line by line, with what is wanted there. Where it lists exactly what stands in the folder, nothing in
 * it is of somebody else and nothing was edited: so there is no conflict, and only lines of changed files become other ones.
 * Undefined where that is not so, or not seen at once: then the app has to be looked at file by file.
 */
export function patchApp(app: ListedApp, wanted: WantedApp, source: string, format: ObjectFormat): AppPatch | undefined {
  const { folder } = app;
  const lines = new LedgerLines(app.text, folder, format);
  const [names, blobs]: [string[], string[]] = [[], []];
  const changes: Change[] = [];
  const next: string[] = [];
  let at = 0;
  const write = (was: string | undefined): void => {
    const [path = '', text = '', blob = ''] = [wanted.paths[at], wanted.texts[at], wanted.blobs[at]];
    changes.push(was === undefined ? { action: 'add', path, blob, text } : { action: 'change', path, blob, text, was: alone(was) });
    next.push(printEntry(path, ownedText(entryOf(undefined, { path, blob, text, source }))));
    at += 1;
  };
  while (lines.next(wanted.paths[at])) {
    const { path } = lines;
    while ((wanted.paths[at] ?? path) < path) write(undefined);
    const isWanted = wanted.paths[at] === path;
    const [name, blob] = [wanted.names[at], wanted.blobs[at]];
    if (isWanted && name !== undefined && blob !== undefined && lines.has(blob)) {
      names.push(name);
      blobs.push(blob);
      next.push(lines.line());
      at += 1;
      continue;
    }
    const was = lines.blob();
    if (!isObjectId(was, format)) return undefined;
    names.push(path.slice(folder.length + 1));
    blobs.push(was);
    if (isWanted) write(was);
    else changes.push({ action: 'remove', path: alone(path), was: alone(was) });
  }
  while (at < wanted.paths.length) write(undefined);
  if (!lines.isWhole || filesTreeId(names, blobs, format) !== app.tree) return undefined;

  const standing = names.length;
  if (changes.length === 0) return { changes, record: undefined, ledger: { ledger: app.ledger, tree: app.tree }, standing };
  const text = fromLines(next);
  const record: Change = { action: 'change', path: ledgerPath(folder), blob: blobId(text, format), text, was: app.ledger };
  return { changes, record, ledger: { ledger: record.blob, tree: wanted.tree }, standing };
}
