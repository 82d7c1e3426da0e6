import { setImmediate as others } from 'node:timers/promises';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { AppPatch, ListedApp } from './app-patch.ts';
import { listedTree, parseApps } from './ledger-apps.ts';
import type { AppLedger } from './ledger-apps.ts';
import { ledgerPath, ledgerScope, OLD_LEDGER_PATH, parseLedger, restore } from './ledger.ts';
import type { Ledger, Owned } from './ledger.ts';
import { appOf } from './place.ts';
import type { Entry, SkipFolder, Snapshot, Target } from './target.ts';
import { FILE_MODE } from './tree-object.ts';

/** What is ours in a target, and how that is written down there. */
export interface Books {
  /** Apart from what is in settled and patched folders. */
  readonly owned: Ledger;
  /** Large clusters → their apps, each with a ledger of its own. */
  readonly apps: ReadonlyMap<string, ReadonlyMap<string, AppLedger>>;
  /** Folders of apps, `homelab/blog`, that were skipped in the snapshot: what is wanted there stands there, and is ours. */
  readonly settled: ReadonlySet<string>;
  /** Others of which all is ours, and it is known what becomes of it. */
  readonly patched: ReadonlyMap<string, AppPatch>;
  /** What stands in other folders that were skipped, where the ledger is known to say so. */
  readonly standing: ReadonlyMap<string, Entry>;
}

/** What is wanted, as far as it spares reading. */
export interface Expected {
  /** Whether exactly what is wanted in a folder stands there. */
  readonly stands: SkipFolder;
  /** What becomes of an app where nobody but us has been; undefined where that has to be found out file by file. */
  readonly patch: (app: ListedApp) => AppPatch | undefined;
}

/** What is ours in a target: the ledgers of all clusters together. Throws an InputError with every fault of all of them. */
export async function readLedger(target: Target, base: Snapshot): Promise<Ledger> {
  return (await readBooks(target, base)).owned;
}

/** The same, without what is settled or patched: an app whose files are known to be as they should is not looked up. */
export async function readBooks(target: Target, base: Snapshot, expected?: Expected): Promise<Books> {
  const reading = new Reading(target, base, expected);
  await reading.clusters();
  await reading.openApps();
  return reading;
}

/** Apps that are read in one go, while those before them are compared. */
const PORTION = 100;

/** An app that has a ledger of its own, as that of its cluster says. */
interface OpenApp {
  readonly folder: string;
  readonly path: string;
  readonly ledger: string;
  /** Id of the tree that stands in the folder and that the ledger lists; undefined where that is not sure. */
  readonly tree: string | undefined;
}

class Reading implements Books {
  readonly owned = new Map<string, Owned>();
  readonly apps = new Map<string, ReadonlyMap<string, AppLedger>>();
  readonly settled = new Set<string>();
  readonly patched = new Map<string, AppPatch>();
  readonly standing = new Map<string, Entry>();
  private readonly problems: Problem[] = [];

  constructor(
    private readonly target: Target,
    private readonly base: Snapshot,
    private readonly expected: Expected | undefined,
  ) {}

  async clusters(): Promise<void> {
    const texts = await this.texts(ledgersOf(this.base));
    for (const [path, text] of texts) this.attempt(() => this.cluster(path, text));
    this.refuse();
  }

  /** The ledgers of apps, other than those of which is known that nothing is to be done. */
  async openApps(): Promise<void> {
    let before: (() => Promise<void>) | undefined;
    for (const portion of inPortions(this.listed())) {
      const open = portion.filter((app) => !this.isSettled(app));
      const reading = this.texts(open.map(({ path }) => path));
      // If it fails, that is said when its turn comes.
      reading.catch(() => undefined);
      // git reads these while those before are compared here.
      await others();
      await before?.();
      before = async () => {
        const texts = await reading;
        for (const app of open) this.attempt(() => this.app(app, texts.get(app.path)));
      };
    }
    await before?.();
    this.refuse();
  }

  private cluster(path: string, text: string): void {
    const listed = parseLedger(path, text, this.base.objectFormat);
    const cluster = ledgerScope(path);
    const known = cluster === undefined ? undefined : parseApps(path, text, this.base.objectFormat);
    if (cluster !== undefined && known !== undefined) this.apps.set(cluster, known);
    for (const [file, entry] of listed) {
      if (known?.has(appOf(file)) === true)
        this.problems.push({ where: `${path} ${JSON.stringify(file)}`, what: 'the file is listed by its app', fix: restore(path) });
      this.owned.set(file, entry);
    }
  }

  private *listed(): Generator<OpenApp> {
    for (const [cluster, known] of this.apps) {
      for (const [app, { ledger, tree }] of known) {
        const folder = `${cluster}/${app}`;
        const path = ledgerPath(folder);
        const isAsWritten = this.base.skipped?.get(folder) === tree && this.base.entries.get(path)?.blob === ledger;
        yield { folder, path, ledger, tree: isAsWritten ? tree : undefined };
      }
    }
  }

  private isSettled({ folder, tree }: OpenApp): boolean {
    const isSettled = tree !== undefined && this.expected?.stands(folder, tree) === true;
    if (isSettled) this.settled.add(folder);
    return isSettled;
  }

  private app({ folder, path, ledger, tree }: OpenApp, text: string | undefined): void {
    if (text === undefined) return;
    const patch = tree === undefined ? undefined : this.expected?.patch({ folder, text, ledger, tree });
    if (patch !== undefined) {
      this.patched.set(folder, patch);
      return;
    }
    const listed = parseLedger(path, text, this.base.objectFormat);
    // The ledger of the cluster may be wrong about this one.
    const isAsListed = tree !== undefined && listedTree(folder, listed, this.base.objectFormat) === tree;
    for (const [file, entry] of listed) {
      this.owned.set(file, entry);
      if (isAsListed) this.standing.set(file, { mode: FILE_MODE, blob: entry.blob });
    }
  }

  /** The texts of ledgers by path, without those that cannot be read, which is told. */
  private async texts(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const blobs = new Map<string, string>();
    for (const path of paths) {
      const entry = this.base.entries.get(path);
      const what = entry === undefined ? 'the ledger is gone, and that of its cluster names it' : 'the ledger is not a plain file';
      if (entry?.mode === FILE_MODE) blobs.set(path, entry.blob);
      else this.problems.push({ where: path, what, fix: restore(path) });
    }
    const texts = await this.target.texts([...blobs.values()]);
    return new Map([...blobs.keys()].map((path, index) => [path, texts[index] ?? '']));
  }

  /** Goes on after a fault of the person's, so that all of them are told at once. */
  private attempt(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.push(...error.problems);
    }
  }

  private refuse(): void {
    if (this.problems.length > 0) throw new InputError(this.problems);
  }
}

function* inPortions<T>(all: Iterable<T>): Generator<readonly T[]> {
  let portion: T[] = [];
  for (const one of all) {
    portion.push(one);
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  yield portion;
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
