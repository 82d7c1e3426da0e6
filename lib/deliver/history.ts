import { InputError } from '../errors.ts';
import type { ObjectFormat } from './blob-id.ts';
import { ledgerScope, OLD_LEDGER_PATH, parseLedger, STATE_FOLDER } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Trailer } from './message.ts';
import { objectChange } from './object-change.ts';
import type { ObjectChange } from './object-change.ts';
import { oneLine } from './object-diff.ts';
import { clusterOf } from './place.ts';
import { UNCOMMITTED } from './plan.ts';
import type { Change } from './plan.ts';
import { listed } from './suggest.ts';
import type { Suggest } from './suggest.ts';
import type { LoggedCommit, Target, WantedCommit } from './target.ts';
import { trailerOf } from './trailers.ts';

export interface HistoryOptions {
  readonly target: Target;
  /** Deliveries that are shown. @default all */
  readonly limit?: number | undefined;
  /** Only deliveries that changed one of these. @default all */
  readonly clusters?: readonly string[] | undefined;
  /** Only deliveries that changed this object, and how: `Rollout/blog-system/web`. @default all, without the changes */
  readonly object?: string | undefined;
  readonly suggest?: Suggest | undefined;
}

/** One delivery, as its commit tells it. */
export interface PastDelivery {
  readonly commit: string;
  /** In UTC, as RFC 3339 writes it. */
  readonly date: string;
  readonly subject: string;
  readonly clusters: readonly string[];
  /** Commit of the sources; `uncommitted` where they had none. */
  readonly source: string;
  /** Commit of the target whose state was brought back. */
  readonly rollbackTo?: string | undefined;
  /** Files that it added, changed or removed; the ledger is none of them. */
  readonly files: number;
  /** What became of the object that was asked for. */
  readonly changes: readonly ObjectChange[];
}

/** The deliveries to a branch, newest first. Throws an InputError for an object that no delivery has touched. */
export async function history({ target, limit, clusters, object, suggest = listed }: HistoryOptions): Promise<readonly PastDelivery[]> {
  if (target.deliveries === undefined)
    throw new InputError(target.label, 'its past cannot be read', 'Name the repository by a path or a URL.');
  const found: PastDelivery[] = [];
  const seen = new Set<string>();
  const filesIn = (commit: LoggedCommit): readonly string[] =>
    filesOf(commit).filter((path) => clusters?.includes(clusterOf(path)) ?? true);
  const wanted: WantedCommit = (commit) => filesIn(commit).length > 0 || (clusters === undefined && writesLedger(commit));
  for (const commit of await target.deliveries(object === undefined ? limit : undefined, wanted)) {
    const files = filesIn(commit);
    const changes = object === undefined ? [] : await changesOfObject(target, commit, object.replace('/', ' '), seen);
    const shown = changes.filter(({ cluster }) => clusters?.includes(cluster) ?? true);
    if (object !== undefined && shown.length === 0) continue;
    found.push({ ...wordsOf(commit), files: files.length, changes: shown });
    if (found.length === limit) break;
  }
  if (object !== undefined && found.length === 0) {
    const names = [...seen].map((name) => name.replace(' ', '/'));
    throw new InputError(`--object ${object}`, 'no delivery has touched such an object', suggest(object, names));
  }
  return found;
}

/** The folders of a target that have a ledger, and so a past, of their own. */
export async function foldersWithPast(target: Target): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const path of (await target.read()).entries.keys()) {
    const cut = path.indexOf(`/${STATE_FOLDER}/`);
    if (cut > 0 && ledgerScope(path.slice(cut + 1)) !== undefined) folders.add(path.slice(0, cut));
  }
  return [...folders].sort();
}

/** Files of the clusters that a commit says it delivers. What lies elsewhere was delivered to a folder, with a past of its own. */
function filesOf(commit: LoggedCommit): readonly string[] {
  const { clusters } = wordsOf(commit);
  return commit.changes.map(({ path }) => path).filter((path) => clusters.includes(clusterOf(path)));
}

/** Whether it took over files that stood there already. */
function writesLedger({ changes }: LoggedCommit): boolean {
  return changes.some(({ path }) => ledgerScope(path) !== undefined || path === OLD_LEDGER_PATH);
}

function wordsOf({ id, date, message }: LoggedCommit): Omit<PastDelivery, 'files' | 'changes'> {
  // Anybody may write such a commit, and a terminal obeys what it reads.
  const trailer = (key: Trailer['key']): string | undefined => {
    const value = trailerOf(message, key);
    return value === undefined ? undefined : oneLine(value);
  };
  const clusters = trailer('Slipway-Clusters') ?? '';
  return {
    commit: id,
    date,
    subject: oneLine(message.split('\n')[0] ?? ''),
    clusters: clusters === '' ? [] : clusters.split(', '),
    source: trailer('Slipway-Source') ?? UNCOMMITTED,
    rollbackTo: trailer('Slipway-Rollback-To'),
  };
}

/** What a delivery did to an object: the ledgers before and after say in which files it was. */
async function changesOfObject(target: Target, commit: LoggedCommit, object: string, seen: Set<string>): Promise<readonly ObjectChange[]> {
  const { changes } = commit;
  const paths = new Set<string>();
  const told = new Set<string>();
  for (const { path, was, blob } of changes) {
    const scope = ledgerScope(path);
    if (scope === undefined) continue;
    told.add(clusterOf(scope));
    for (const id of [was, blob]) {
      for (const [file, owned] of id === undefined ? [] : await ledgerAt(target, path, id)) {
        if (owned.object !== undefined) seen.add(owned.object);
        if (owned.object === object) paths.add(file);
      }
    }
  }
  // What a person had edited is taken back without a word in the ledger: there the files themselves have to say what they are.
  const untold = new Set(filesOf(commit).filter((path) => !told.has(clusterOf(path))));
  const touched = changes.filter(({ path }) => paths.has(path) || untold.has(path));
  const texts = await target.texts(touched.flatMap(({ was, blob }) => [was, blob].filter((id) => id !== undefined)));
  let next = 0;
  const made = touched.map(({ path, was, blob }) => {
    const before = was === undefined ? undefined : texts[next++];
    const after = blob === undefined ? undefined : (texts[next++] ?? '');
    return objectChange(changeOf(path, { id: was }, { id: blob, text: after }), before);
  });
  return made.filter((change) => paths.has(change.path) || change.object === object);
}

async function ledgerAt(target: Target, path: string, id: string): Promise<Ledger> {
  const [text = ''] = await target.texts([id]);
  const format: ObjectFormat = id.length === 40 ? 'sha1' : 'sha256';
  try {
    return parseLedger(path, text, format);
  } catch (error) {
    // One that somebody spoilt and restored since then is no reason to show nothing.
    if (error instanceof InputError) return new Map();
    throw error;
  }
}

function changeOf(
  path: string,
  was: { readonly id: string | undefined },
  now: { readonly id: string | undefined; readonly text: string | undefined },
): Change {
  if (now.id === undefined || now.text === undefined) return { action: 'remove', path, was: was.id ?? '' };
  if (was.id === undefined) return { action: 'add', path, blob: now.id, text: now.text };
  return { action: 'change', path, blob: now.id, text: now.text, was: was.id };
}
