import { InputError } from '../errors.ts';
import { deliver } from './deliver.ts';
import type { Delivery, DeliverOptions } from './deliver.ts';
import { HYDRATOR_FILE, parseMetadata } from './hydrator.ts';
import type { Metadata } from './hydrator.ts';
import { HydratorTarget } from './hydrator-target.ts';
import { clusterOf } from './place.ts';
import { preview } from './preview.ts';
import type { Preview } from './preview.ts';
import { readLedger } from './read-ledger.ts';
import { listed } from './suggest.ts';
import type { Suggest } from './suggest.ts';
import type { Snapshot, Target } from './target.ts';
import { trailerOf } from './trailers.ts';

export interface RollbackOptions extends Omit<DeliverOptions, 'files' | 'sourceCommit' | 'rollbackTo'> {
  /** Commit of the target whose state is brought back: its id, or the beginning of it. */
  readonly to: string;
  readonly suggest?: Suggest | undefined;
}

type PastOptions = Pick<RollbackOptions, 'target' | 'to' | 'clusters' | 'suggest'>;

/** What was ours at a commit of the target. */
export interface PastState {
  readonly commit: string;
  readonly files: ReadonlyMap<string, string>;
  /** Commit of the sources that made it, where it says so. */
  readonly sourceCommit: string | undefined;
  /** What slipway said as a hydrator, of all clusters that come back. @default nothing */
  readonly hydrated: Metadata | undefined;
}

/**
 * What slipway had delivered at a commit of the target, with the contents of then.
 * Throws an InputError for a commit that the branch does not have, one without a ledger, and for clusters that no ledger knows.
 */
export async function stateAt({ target, to, clusters, suggest = listed }: PastOptions): Promise<PastState> {
  if (target.past === undefined) throw new InputError(target.label, 'its past cannot be read', 'Name the repository by a path or a URL.');
  const past = await target.past(to);
  if (past === undefined) {
    throw new InputError(`--to ${to}`, `branch ${target.branch} of ${target.label} has no such commit`, 'Copy one from slipway history.');
  }
  const { message, snapshot } = past;
  const ledger = await readLedger(target, snapshot);
  const ours = [...ledger.keys()].filter((path) => snapshot.entries.get(path)?.mode === '100644');
  const known = new Set(ours.map(clusterOf));
  if (known.size === 0)
    throw new InputError(`--to ${to}`, 'slipway had delivered nothing at that commit', 'Copy a later one from slipway history.');
  const unknown = (clusters ?? []).filter((cluster) => !known.has(cluster));
  if (unknown.length > 0) {
    const what = 'nothing of this cluster was there at that commit';
    throw new InputError(unknown.map((cluster) => ({ where: `--cluster ${cluster}`, what, fix: suggest(cluster, known) })));
  }

  const wanted = ours.filter((path) => clusters === undefined || clusters.includes(clusterOf(path)));
  const blobs = [...new Set(wanted.map((path) => snapshot.entries.get(path)?.blob ?? ''))];
  const texts = await target.texts(blobs);
  const textOf = new Map(blobs.map((blob, index) => [blob, texts[index] ?? '']));
  return {
    commit: snapshot.commit,
    files: new Map(wanted.map((path) => [path, textOf.get(snapshot.entries.get(path)?.blob ?? '') ?? ''])),
    sourceCommit: trailerOf(message, 'Slipway-Source'),
    hydrated: wanted.length === ours.length ? await hydratedAt(target, snapshot) : undefined,
  };
}

async function hydratedAt(target: Target, { entries }: Snapshot): Promise<Metadata | undefined> {
  const entry = entries.get(HYDRATOR_FILE);
  const [text] = entry === undefined ? [] : await target.texts([entry.blob]);
  return text === undefined ? undefined : parseMetadata(text);
}

/** What a rollback would do now. Changes nothing. */
export async function previewRollback(options: RollbackOptions): Promise<Preview> {
  const { files, sourceCommit } = await stateAt(options);
  return preview({ ...options, files, sourceCommit });
}

/**
 * Brings back what slipway had delivered at a commit of the target, by a new commit on top: the same plan, guards and conflicts
 * as for every delivery. What is not ours stays as it is now. A hydrator says of which sources that is.
 */
export async function rollback(options: RollbackOptions): Promise<Delivery> {
  const { commit, files, sourceCommit, hydrated } = await stateAt(options);
  // Where no notes are kept, by a pull request for example, no hydrator has spoken either.
  const speaks = hydrated !== undefined && options.target.replaceNote !== undefined;
  const target = speaks ? new HydratorTarget(options.target, hydrated) : options.target;
  return deliver({ ...options, target, files, sourceCommit, rollbackTo: commit });
}
