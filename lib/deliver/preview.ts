import { forecast } from './forecast.ts';
import type { ObjectForecast } from './forecast.ts';
import type { Ledger } from './ledger.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { appOf, clusterOf, clusterReader } from './place.ts';
import { plan } from './plan.ts';
import type { Plan } from './plan.ts';
import { readLedger } from './read-ledger.ts';
import type { OnProgress, Snapshot, Target } from './target.ts';

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
  const { target, files, clusters, take, sourceCommit, onProgress } = options;
  const base = await target.read();
  onProgress?.({ step: 'compare' });
  const ledger = await readLedger(target, base);
  const made = plan(base, files, { ledger, clusters, take, source: sourceCommit });
  const changes = await changesOf(target, made);
  const touched = clusters ?? clustersOf(files, made);
  return Object.freeze({
    plan: made,
    changes,
    forecasts: forecast(changes, files, target.folder),
    standing: standingOf(base, ledger),
    clusters: Object.freeze([...new Set(touched)].sort()),
  });
}

function clustersOf(files: ReadonlyMap<string, string>, { changes }: Plan): ReadonlySet<string> {
  const clusters = new Set<string>();
  const cluster = clusterReader();
  for (const path of files.keys()) clusters.add(cluster(path));
  for (const { path } of changes) clusters.add(cluster(path));
  return clusters;
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
