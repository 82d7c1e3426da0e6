import { patchApp } from './app-patch.ts';
import type { ObjectFormat } from './blob-id.ts';
import { forecast } from './forecast.ts';
import type { ObjectForecast } from './forecast.ts';
import { parseKnownTrees, printKnownTrees } from './known-trees.ts';
import type { Ledger } from './ledger.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { appFolder, appOf, clusterOf } from './place.ts';
import { OldTexts } from './old-texts.ts';
import { checkPaths } from './plan-paths.ts';
import { plan, UNCOMMITTED } from './plan.ts';
import type { Plan } from './plan.ts';
import { readBooks } from './read-ledger.ts';
import type { Books, Expected } from './read-ledger.ts';
import type { OnProgress, Snapshot, Target } from './target.ts';
import { FILE_MODE } from './tree-object.ts';
import { Wanted } from './wanted.ts';

export interface PreviewOptions {
  readonly target: Target;
  /** Path below `dist/` → whole text: everything that the delivered clusters consist of. */
  readonly files: ReadonlyMap<string, string>;
  /** Clusters to deliver; files of ours that belong to others stay as they are. @default all, and what is ours of clusters that are gone is removed */
  readonly clusters?: readonly string[] | undefined;
  /** Overwrite files of ours that a person edited in the target. @default false */
  readonly take?: boolean | undefined;
  /** Commit of the sources that were synthesized. @default "uncommitted" */
  readonly sourceCommit?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** What a delivery would do. */
export interface Preview {
  readonly plan: Plan;
  /** The plan's changes, in the words of Kubernetes; in the same order. */
  readonly changes: readonly ObjectChange[];
  /** What Argo CD will do about each change; in the same order. */
  readonly forecasts: readonly ObjectForecast[];
  /** Files of ours that stand in the target now, by `cluster/app`. */
  readonly standing: ReadonlyMap<string, number>;
  /** Clusters that are delivered, changed or not; sorted. */
  readonly clusters: readonly string[];
}

/** Computes what a delivery would do now. Changes nothing. Conflicts are in the plan, not thrown. */
export async function preview(options: PreviewOptions): Promise<Preview> {
  return (await previewWanted(options)).found;
}

/** A preview, and what was found out on the way that spares work the next time. */
export interface PreviewWanted {
  readonly found: Preview;
  /** Puts that together, for whoever has to wait anyway. */
  readonly learn: () => void;
  /** Keeps it in the target, once it is worth it. */
  readonly remember: () => Promise<void>;
}

/** {@link preview}, with what there is to remember of it. */
export async function previewWanted(options: PreviewOptions): Promise<PreviewWanted> {
  const { target, files, clusters, take, sourceCommit, onProgress } = options;
  // git starts while the files are looked through here, and reads while they are digested.
  const recalling = target.recall?.(KNOWN_TREES);
  recalling?.catch(() => undefined);
  const wanted = new Wanted(files);
  checkPaths(wanted, clusters);
  const recalled = await recalling;
  const [read] = await Promise.all([
    target.read((folder, tree) => wanted.isLarge(folder) || wanted.stands(folder, tree)),
    wanted.prepare(parseKnownTrees(recalled)),
  ]);
  onProgress?.({ step: 'compare' });
  const old = new OldTexts(target);
  const books = await readBooks(target, read, expectedOf(wanted, old, sourceCommit, read.objectFormat));
  const { owned: ledger, settled, patched } = books;
  const open = wanted.filesIn((folder) => !settled.has(folder) && !patched.has(folder), read.objectFormat);
  const base = await filled(read, books, wanted);
  const made = plan(base, open.files, { ledger, books, ids: open.ids, clusters, take, source: sourceCommit });
  const changes = await changesOf(old, made);
  const touched = clusters ?? [...wanted.clusters(), ...made.changes.map(({ path }) => clusterOf(path))];
  const standing = new Map([...settled].map((folder) => [folder, wanted.size(folder)]));
  for (const [folder, patch] of patched) standing.set(folder, patch.standing);
  for (const [app, amount] of standingOf(base, ledger)) standing.set(app, (standing.get(app) ?? 0) + amount);
  let forecasts: readonly ObjectForecast[] | undefined;
  const found = Object.freeze({
    plan: made,
    changes,
    // Only when somebody asks: a delivery does not wait for it. What is not among the entries is among the files.
    get forecasts() {
      return (forecasts ??= forecast(changes, files, target.folder, base.entries.keys()));
    },
    standing,
    clusters: Object.freeze([...new Set(touched)].sort()),
  });
  let known: string | undefined;
  const learn = (): string => (known ??= printKnownTrees(wanted.known(base.objectFormat)));
  const remember = async (): Promise<void> => {
    if (learn() !== recalled) await target.remember?.(KNOWN_TREES, learn());
  };
  return { found, learn, remember };
}

const KNOWN_TREES = 'trees';

function expectedOf(wanted: Wanted, old: OldTexts, source = UNCOMMITTED, format: ObjectFormat): Expected {
  return {
    stands: (folder, tree) => wanted.stands(folder, tree),
    patch: (app) => {
      const files = wanted.app(app.folder, format);
      const patch = files && patchApp(app, files, source, format);
      if (patch === undefined) return undefined;
      wanted.forget(app.folder);
      // git reads them while the next apps are compared.
      old.want(patch.changes);
      return patch;
    },
  };
}

/** The snapshot with what was skipped and is neither settled nor patched: as the ledger says, or as it is wanted; else it is read after all. */
async function filled(base: Snapshot, { settled, patched, standing }: Books, wanted: Wanted): Promise<Snapshot> {
  const [told, unread] = [new Set<string>(), new Set<string>()];
  const asWanted = new Set<string>();
  for (const path of standing.keys()) told.add(appFolder(path));
  for (const [folder, tree] of base.skipped ?? []) {
    if (settled.has(folder) || patched.has(folder) || told.has(folder)) continue;
    (wanted.stands(folder, tree) ? asWanted : unread).add(folder);
  }
  const entries = new Map(base.entries);
  for (const [path, entry] of standing) entries.set(path, entry);
  if (unread.size > 0) for (const [path, entry] of (await base.look?.([...unread])) ?? []) entries.set(path, entry);
  const { files, ids } = wanted.filesIn((folder) => asWanted.has(folder), base.objectFormat);
  let index = 0;
  for (const path of files.keys()) entries.set(path, { mode: FILE_MODE, blob: ids[index++] ?? '' });
  return { ...base, entries };
}

/** The changes of a plan, in the words of Kubernetes. Reads the texts of what is changed or removed. */
export async function changesOf(old: OldTexts, { changes }: Plan): Promise<readonly ObjectChange[]> {
  old.want(changes);
  const texts = await old.all();
  return Object.freeze(changes.map((change) => objectChange(change, change.action === 'add' ? undefined : texts.get(change.was))));
}

/** How many files of ours each app has in the target. */
export function standingOf(base: Snapshot, ledger: Ledger): ReadonlyMap<string, number> {
  // Neighbours are mostly of one app.
  const apps = new Map<string, number>();
  let [app, start, count] = ['', '', 0];
  for (const path of ledger.keys()) {
    if (!base.entries.has(path)) continue;
    if (start === '' || !path.startsWith(start)) {
      if (count > 0) apps.set(app, (apps.get(app) ?? 0) + count);
      app = `${clusterOf(path)}/${appOf(path)}`;
      start = appOf(path) === '' ? '' : `${app}/`;
      count = 0;
    }
    count += 1;
  }
  if (count > 0) apps.set(app, (apps.get(app) ?? 0) + count);
  return apps;
}
