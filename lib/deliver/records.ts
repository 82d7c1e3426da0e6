import { blobId } from './blob-id.ts';
import { listedTree, MOST_IN_ONE_LEDGER, printApps } from './ledger-apps.ts';
import type { AppLedger } from './ledger-apps.ts';
import { ledgerPath, ledgerScope, OLD_LEDGER_PATH, printLedger, sameOwned } from './ledger.ts';
import type { Owned } from './ledger.ts';
import { nameInText, oneLine } from './object-diff.ts';
import { appFolder, appOf, clusterReader } from './place.ts';
import type { Change, Conflict } from './plan.ts';
import type { Books as AllBooks } from './read-ledger.ts';
import type { Snapshot } from './target.ts';
import { addTo } from '../values/multimap.ts';

/** The ledger after a plan's change of one file: one that stays as it is keeps the commit that it came from. */
export function entryOf(
  mine: Owned | undefined,
  { path, blob, text, source }: { path: string; blob: string; text: string; source: string },
): Owned {
  const stays = mine?.blob === blob;
  if (stays && mine.object !== undefined) return mine;
  return { object: nameInText(text) ?? oneLine(path), blob, source: stays ? mine.source : source };
}

type Books = Pick<AllBooks, 'owned' | 'apps' | 'settled' | 'patched'>;

/** Files of ours, with what is known of each. */
type Files = (readonly [path: string, owned: Owned])[];

/** What is ours after a plan, by cluster. No path occurs twice. */
export class NextLedgers extends Map<string, Files> {
  private readonly cluster = clusterReader();

  add(path: string, owned: Owned): void {
    const cluster = this.cluster(path);
    addTo(this, cluster, [path, owned]);
  }
}

/** What becomes of the ledgers: one a cluster, of large ones also one an app, and none where nothing is ours. */
export function recordsOf(base: Snapshot, books: Books, next: ReadonlyMap<string, Files>): { records: Change[]; conflicts: Conflict[] } {
  const writing = new Records(base, books);
  for (const name of new Set([...standingLedgers(base), ...next.keys()])) {
    const files = next.get(name) ?? [];
    if (books.apps.has(name) || files.length > MOST_IN_ONE_LEDGER) writing.large(name, files);
    else writing.one(name, files);
  }
  const old = base.entries.get(OLD_LEDGER_PATH)?.blob;
  if (old !== undefined) writing.records.push({ action: 'remove', path: OLD_LEDGER_PATH, was: old });
  return writing;
}

class Records {
  readonly records: Change[] = [];
  readonly conflicts: Conflict[] = [];
  /** How many files each ledger lists now. */
  private readonly had = new Map<string, number>();

  constructor(
    private readonly base: Snapshot,
    private readonly books: Books,
  ) {
    const cluster = clusterReader();
    let [last, scope] = ['/', ''];
    for (const path of books.owned.keys()) {
      if (!path.startsWith(last)) {
        const apps = books.apps.get(cluster(path));
        scope = apps?.has(appOf(path)) === true ? appFolder(path) : cluster(path);
        last = scope.includes('/') || apps === undefined ? `${scope}/` : '/';
      }
      this.had.set(scope, (this.had.get(scope) ?? 0) + 1);
    }
  }

  /** A cluster with one ledger for all of its files. */
  one(name: string, files: Files): void {
    if (!this.isKnown(name, files)) this.write(ledgerPath(name), files.length === 0 ? undefined : printLedger(files));
  }

  /** A cluster with a ledger for each app. */
  large(name: string, files: Files): void {
    const known = this.books.apps.get(name);
    if (known !== undefined && files.length === 0 && this.stays(name, known)) return;
    const apps = new Map<string, AppLedger>();
    const rest: Files = [];
    for (const app of known?.keys() ?? []) {
      const ledger = known?.get(app);
      const patched = this.books.patched.get(`${name}/${app}`)?.ledger;
      if (patched !== undefined) apps.set(app, patched);
      else if (ledger !== undefined && this.books.settled.has(`${name}/${app}`)) apps.set(app, ledger);
    }
    for (const [folder, inside] of byFolder(files)) {
      const app = appOf(`${folder}/`);
      if (app === '' || !hasLedger(app)) rest.push(...inside);
      else apps.set(app, this.app(folder, inside, known?.get(app)));
    }
    for (const app of known?.keys() ?? []) if (!apps.has(app)) this.write(ledgerPath(`${name}/${app}`), undefined);
    this.write(ledgerPath(name), apps.size === 0 && rest.length === 0 ? undefined : printApps(apps, rest));
  }

  /** Whether nothing is to be done in any app of a cluster. */
  private stays(name: string, known: ReadonlyMap<string, AppLedger>): boolean {
    for (const app of known.keys()) if (!this.books.settled.has(`${name}/${app}`)) return false;
    return known.size > 0;
  }

  private app(folder: string, files: Files, known: AppLedger | undefined): AppLedger {
    const path = ledgerPath(folder);
    const standing = this.base.entries.get(path);
    // What no ledger of a cluster names is a file of somebody else.
    if (known === undefined && standing !== undefined) this.conflicts.push({ path, reason: 'foreign' });
    const isKnown = known !== undefined && standing !== undefined && this.isKnown(folder, files);
    const ledger = isKnown ? standing.blob : this.write(path, printLedger(files));
    if (known?.ledger === ledger) return known;
    return { ledger, tree: listedTree(folder, files, this.base.objectFormat) };
  }

  /** Makes a text what stands in a ledger from then on, and answers with its id. */
  private write(path: string, text: string | undefined): string {
    const was = this.base.entries.get(path)?.blob;
    if (text === undefined) {
      if (was !== undefined) this.records.push({ action: 'remove', path, was });
      return '';
    }
    const blob = blobId(text, this.base.objectFormat);
    if (was === undefined) this.records.push({ action: 'add', path, blob, text });
    else if (was !== blob) this.records.push({ action: 'change', path, blob, text, was });
    return blob;
  }

  /** Whether the ledger of a cluster or an app says exactly this already. */
  private isKnown(scope: string, files: Files): boolean {
    if (!this.base.entries.has(ledgerPath(scope)) || files.length === 0 || (this.had.get(scope) ?? 0) !== files.length) return false;
    return files.every(([path, entry]) => {
      const mine = this.books.owned.get(path);
      return mine === entry || sameOwned(mine, entry);
    });
  }
}

function byFolder(files: Files): ReadonlyMap<string, Files> {
  const folders = new Map<string, Files>();
  for (const file of files) {
    const folder = appFolder(file[0]);
    addTo(folders, folder, file);
  }
  return folders;
}

/** A name to which `.json` can be added. */
function hasLedger(app: string): boolean {
  return Buffer.byteLength(app) <= 250;
}

function standingLedgers({ entries }: Snapshot): readonly string[] {
  const clusters: string[] = [];
  for (const path of entries.keys()) {
    const scope = ledgerScope(path);
    if (scope?.includes('/') === false) clusters.push(scope);
  }
  return clusters;
}
