import { DeliveryError } from '../../errors.ts';
import { OUR_COMMIT } from '../target.ts';
import type { Entry, LoggedCommit, PastCommit, WantedCommit } from '../target.ts';
import type { Commit } from './git-data.ts';
import type { GithubRepository } from './github-repository.ts';
import { readTree } from './read-tree.ts';

/** Commits that are looked at, one request each; what lies further back is found by git. */
const MOST_COMMITS = 200;

/** Deliveries that are listed unless somebody wants more: each takes two requests. */
const DEFAULT_DELIVERIES = 20;

/** A commit at or below the tip of a branch, along the first parents; `id` may be its beginning. */
export async function findPast(repository: GithubRepository, branch: string, id: string): Promise<PastCommit | undefined> {
  if (!/^[0-9a-f]{4,64}$/.test(id)) return undefined;
  for await (const commit of commitsOf(repository, branch)) {
    if (!commit.id.startsWith(id)) continue;
    const objectFormat = commit.id.length === 40 ? 'sha1' : 'sha256';
    return { message: commit.message, snapshot: { commit: commit.id, objectFormat, entries: await entriesOf(repository, commit) } };
  }
  return undefined;
}

/** The commits of ours at or below the tip, newest first. */
export async function findDeliveries(
  repository: GithubRepository,
  branch: string,
  limit = DEFAULT_DELIVERIES,
  wanted: WantedCommit = () => true,
): Promise<readonly LoggedCommit[]> {
  const found: LoggedCommit[] = [];
  for await (const commit of commitsOf(repository, branch)) {
    if (!OUR_COMMIT.test(commit.message)) continue;
    const [parent] = commit.parents;
    const before = parent === undefined ? undefined : await repository.data.commit(parent);
    const [old, now] = [
      before === undefined ? new Map<string, Entry>() : await entriesOf(repository, before),
      await entriesOf(repository, commit),
    ];
    const { id, message, date = '' } = commit;
    const logged = { id, message, date: date.replace(/\.\d+Z$/, 'Z'), changes: changesBetween(old, now) };
    if (wanted(logged)) found.push(logged);
    if (found.length === limit) break;
  }
  return found;
}

async function* commitsOf({ api, data }: GithubRepository, branch: string): AsyncGenerator<Commit> {
  const tip = await data.tip(`heads/${branch}`);
  let id = typeof tip === 'object' ? tip.at : undefined;
  for (let count = 0; id !== undefined; count += 1) {
    if (count === MOST_COMMITS)
      throw new DeliveryError(
        api.label,
        `only ${MOST_COMMITS} commits are looked at by GitHub's API`,
        'Name the URL of the repository as the target.',
      );
    const commit = await data.commit(id);
    if (commit === undefined) throw api.garbled('read a commit');
    yield commit;
    id = commit.parents[0];
  }
}

function entriesOf({ api, data }: GithubRepository, commit: Commit): Promise<ReadonlyMap<string, Entry>> {
  return readTree(api.label, data, commit.tree);
}

function changesBetween(old: ReadonlyMap<string, Entry>, now: ReadonlyMap<string, Entry>): LoggedCommit['changes'] {
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.map((path) => ({ path, was: old.get(path)?.blob, blob: now.get(path)?.blob })).filter(({ was, blob }) => was !== blob);
}
