import { forecast } from './forecast.ts';
import type { ObjectForecast } from './forecast.ts';
import { parseKnownTrees, printKnownTrees } from './known-trees.ts';
import type { Ledger } from './ledger.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { appFolder, appOf, clusterOf } from './place.ts';
import { checkPaths } from './plan-paths.ts';
import { plan } from './plan.ts';
import type { Plan } from './plan.ts';
import { readBooks } from './read-ledger.ts';
import type { Books } from './read-ledger.ts';
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

/** The same, and a way to remember what was found out, once it is worth it. */
export async function previewWanted(options: PreviewOptions): Promise<{ readonly found: Preview; readonly remember: () => Promise<void> }> {
  const { target, files, clusters, take, sourceCommit, onProgress } = options;
  const wanted = new Wanted(files);
  checkPaths(wanted, clusters);
  const recalled = await target.recall?.(KNOWN_TREES);
  // git reads while texts are digested here.
  const [read] = await Promise.all([
    target.read((folder, tree) => wanted.isLarge(folder) || wanted.stands(folder, tree)),
    wanted.prepare(parseKnownTrees(recalled)),
  ]);
  onProgress?.({ step: 'compare' });
  const books = await readBooks(target, read, (folder, tree) => wanted.stands(folder, tree));
  const { owned: ledger, settled } = books;
  const open = wanted.filesIn((folder) => !settled.has(folder), read.objectFormat);
  const base = await filled(read, books, wanted);
  const made = plan(base, open.files, { ledger, books, ids: open.ids, clusters, take, source: sourceCommit });
  const changes = await changesOf(target, made);
  const touched = clusters ?? [...wanted.clusters(), ...made.changes.map(({ path }) => clusterOf(path))];
  const standing = new Map([...settled].map((folder) => [folder, wanted.size(folder)]));
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
  const remember = async (): Promise<void> => {
    const text = printKnownTrees(wanted.known(base.objectFormat));
    if (text !== recalled) await target.remember?.(KNOWN_TREES, text);
  };
  return { found, remember };
}

const KNOWN_TREES = 'trees';

/** The snapshot with what was skipped and is not settled: as the ledger says, or as it is wanted; else it is read after all. */
async function filled(base: Snapshot, { settled, standing }: Books, wanted: Wanted): Promise<Snapshot> {
  const [told, unread] = [new Set<string>(), new Set<string>()];
  const asWanted = new Set<string>();
  for (const path of standing.keys()) told.add(appFolder(path));
  for (const [folder, tree] of base.skipped ?? []) {
    if (settled.has(folder) || told.has(folder)) continue;
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
export async function changesOf(target: Target, { changes }: Plan): Promise<readonly ObjectChange[]> {
  const blobs = [...new Set(changes.flatMap((change) => (change.action === 'add' ? [] : [change.was])))];
  const texts = await target.texts(blobs);
  const textOf = new Map(blobs.map((blob, index) => [blob, texts[index]]));
  return Object.freeze(changes.map((change) => objectChange(change, change.action === 'add' ? undefined : textOf.get(change.was))));
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
