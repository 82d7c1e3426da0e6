import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { listedTree, parseApps } from './ledger-apps.ts';
import type { AppLedger } from './ledger-apps.ts';
import { ledgerPath, ledgerScope, OLD_LEDGER_PATH, parseLedger, restore } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import { appOf } from './place.ts';
import type { Entry, SkipFolder, Snapshot, Target } from './target.ts';
import { FILE_MODE } from './tree-object.ts';

/** What is ours in a target, and how that is written down there. */
export interface Books {
  /** Apart from what is in settled folders. */
  readonly owned: Ledger;
  /** Large clusters → their apps, each with a ledger of its own. */
  readonly apps: ReadonlyMap<string, ReadonlyMap<string, AppLedger>>;
  /** Folders of apps, `homelab/blog`, that were skipped in the snapshot: what is wanted there stands there, and is ours. */
  readonly settled: ReadonlySet<string>;
  /** What stands in other folders that were skipped, where the ledger is known to say so. */
  readonly standing: ReadonlyMap<string, Entry>;
}

/** What is ours in a target: the ledgers of all clusters together. Throws an InputError with every fault of all of them. */
export async function readLedger(target: Target, base: Snapshot): Promise<Ledger> {
  return (await readBooks(target, base)).owned;
}

/** The same, without what is settled: an app whose files are known to be as they should is not looked up. */
export async function readBooks(target: Target, base: Snapshot, isWanted: SkipFolder = () => false): Promise<Books> {
  const problems: Problem[] = [];
  const owned = new Map<string, Owned>();
  const apps = new Map<string, ReadonlyMap<string, AppLedger>>();
  const settled = new Set<string>();
  const standing = new Map<string, Entry>();
  await readEach(target, base, ledgersOf(base), problems, (path, text) => {
    const listed = parseLedger(path, text, base.objectFormat);
    const cluster = ledgerScope(path);
    const known = cluster === undefined ? undefined : parseApps(path, text, base.objectFormat);
    if (cluster !== undefined && known !== undefined) apps.set(cluster, known);
    for (const [file, entry] of listed) {
      if (known?.has(appOf(file)) === true)
        problems.push({ where: `${path} ${JSON.stringify(file)}`, what: 'the file is listed by its app', fix: restore(path) });
      owned.set(file, entry);
    }
  });

  const open: string[] = [];
  const asWritten = new Map<string, { readonly folder: string; readonly tree: string }>();
  for (const [cluster, known] of apps) {
    for (const [app, { ledger, tree }] of known) {
      const folder = `${cluster}/${app}`;
      const path = ledgerPath(folder);
      const isAsWritten = tree !== undefined && base.skipped?.get(folder) === tree && base.entries.get(path)?.blob === ledger;
      if (isAsWritten && isWanted(folder, tree)) {
        settled.add(folder);
        continue;
      }
      open.push(path);
      if (isAsWritten) asWritten.set(path, { folder, tree });
    }
  }
  await readEach(target, base, open, problems, (path, text) => {
    const listed = parseLedger(path, text, base.objectFormat);
    const known = asWritten.get(path);
    // The ledger of the cluster may be wrong about this one.
    const isAsListed = known !== undefined && listedTree(known.folder, listed, base.objectFormat) === known.tree;
    for (const [file, entry] of listed) {
      owned.set(file, entry);
      if (isAsListed) standing.set(file, { mode: FILE_MODE, blob: entry.blob });
    }
  });
  if (problems.length > 0) throw new InputError(problems);
  return { owned, apps, settled, standing };
}

/** The ledgers of clusters, or the one of version 1. */
function ledgersOf({ entries }: Snapshot): readonly string[] {
  const found: string[] = [];
  for (const path of entries.keys()) if (ledgerScope(path)?.includes('/') === false) found.push(path);
  if (!entries.has(OLD_LEDGER_PATH)) return found;
  if (found.length === 0) return [OLD_LEDGER_PATH];
  throw new InputError(
    OLD_LEDGER_PATH,
    'an older slipway delivered here after this one, and wrote a second ledger',
    'Remove this file in the target, and let everybody deliver with the same version.',
  );
}

async function readEach(
  target: Target,
  { entries }: Snapshot,
  paths: readonly string[],
  problems: Problem[],
  read: (path: string, text: string) => void,
): Promise<void> {
  const plain: (readonly [path: string, entry: Entry])[] = [];
  for (const path of paths) {
    const entry = entries.get(path);
    if (entry === undefined)
      problems.push({ where: path, what: 'the ledger is gone, and that of its cluster names it', fix: restore(path) });
    else if (entry.mode !== FILE_MODE) problems.push({ where: path, what: 'the ledger is not a plain file', fix: restore(path) });
    else plain.push([path, entry]);
  }
  if (problems.length > 0) throw new InputError(problems);
  const texts = await target.texts(plain.map(([, { blob }]) => blob));
  for (const [index, [path]] of plain.entries()) {
    try {
      read(path, texts[index] ?? '');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
}
