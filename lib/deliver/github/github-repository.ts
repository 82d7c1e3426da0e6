import { DeliveryError, InputError } from '../../errors.ts';
import { printLedger, STATE_FOLDER } from '../ledger.ts';
import { refuseOtherBranches } from '../other-branches.ts';
import { writes } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { BranchMovedError } from '../target.ts';
import type { Author, Entry, RefMove, Snapshot } from '../target.ts';
import { at, idAt, listAt, textAt } from './answer.ts';
import type { GithubApi } from './api.ts';
import { GitData, standing } from './git-data.ts';
import type { Commit, TreeChange } from './git-data.ts';
import { readTexts } from './read-texts.ts';
import { readTree } from './read-tree.ts';
import { signCommit } from './sign.ts';
import { signature } from './signature.ts';
import { entriesAfter, treeId } from './tree-id.ts';

/** Changes that one request for a tree carries, so that GitHub has done it before its own limit of ten seconds. */
const MOST_CHANGES = 500;
/** Text that one request for a tree carries; a longer file goes by itself, as a blob. Unit: characters. */
const MOST_TEXT = 1_000_000;

/** What stands in a branch that has no files of anybody yet: GitHub makes no tree without one. */
const FIRST_FILE: TreeChange = {
  path: `${STATE_FOLDER}/README.md`,
  text: 'The ledgers in this folder say which files of this branch slipway wrote. Do not edit them by hand.\n',
};

/** A commit of the target, and everything that stands there. */
interface Standing {
  readonly commit: Commit;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A repository on GitHub: read by names and ids, written by objects; what goes over the wire grows with what changes. */
export class GithubRepository {
  readonly data: GitData;
  private standing: Standing | undefined;

  constructor(
    readonly api: GithubApi,
    readonly author: Author | undefined,
    private readonly sign = false,
  ) {
    this.data = new GitData(api);
  }

  /** The tip of a branch, and everything there. Refuses a branch that does not exist beside others. */
  async snapshot(branch: string): Promise<Snapshot> {
    const tip = await this.data.tip(`heads/${branch}`);
    if (typeof tip === 'object') return this.snapshotAt(tip.at);
    if (tip === 'absent') refuseOtherBranches(this.api.label, branch, await this.branches());
    // One without any commit: the branch is made by the first delivery, and GitHub says which one it may be.
    const { data } = await this.api.get('read the repository', '');
    const only = textAt(data, 'default_branch');
    if (only !== undefined && only !== branch)
      throw new InputError(
        this.api.label,
        `the repository is empty, and its first branch is called ${only}`,
        `Deliver with --branch ${only}, or rename it on GitHub.`,
      );
    return { commit: undefined, objectFormat: await this.objectFormat(), entries: new Map() };
  }

  /** Where a branch stands, of a repository that has some; undefined if it is not there. */
  async tipOf(branch: string): Promise<string | undefined> {
    const tip = await this.data.tip(`heads/${branch}`);
    if (typeof tip === 'object') return tip.at;
    if (tip === 'absent') return undefined;
    throw new InputError(
      this.api.label,
      'the repository is empty, and GitHub makes its branches only beside a first one',
      'Make its first commit on GitHub, such as a README.',
    );
  }

  /** Everything that stands at a commit; nothing where there is none. */
  async snapshotAt(commit: string | undefined): Promise<Snapshot> {
    const objectFormat = commit === undefined ? await this.objectFormat() : commit.length === 40 ? 'sha1' : 'sha256';
    return { commit, objectFormat, entries: await this.entriesAt(commit) };
  }

  texts(blobs: readonly string[]): Promise<readonly string[]> {
    return readTexts(this.api, this.data, blobs);
  }

  /** The id of everything that stands there once the plan is applied. */
  async treeAfter(plan: Plan): Promise<string> {
    return treeId(entriesAfter(await this.entriesAt(plan.base), plan), plan.objectFormat);
  }

  /** Writes the plan's commit; no ref points at it yet, so a run that ends here has delivered nothing. */
  async write(plan: Plan, message: string): Promise<Commit> {
    const base = plan.base ?? (await this.begin(plan));
    const after = entriesAfter(await this.entriesAt(plan.base), plan);
    const tree = await this.treeOf((await this.standingAt(base)).commit.tree, await this.portions(plan), after);
    return this.commit(message, tree, [base]);
  }

  /** The same for a branch that has no commit yet, beside others. */
  async writeRoot(plan: Plan, message: string): Promise<Commit> {
    const after = entriesAfter(new Map(), plan);
    const tree =
      after.size === 0 ? await this.data.makeTree(undefined, [FIRST_FILE]) : await this.treeOf(undefined, await this.portions(plan), after);
    return this.commit(message, tree, []);
  }

  /** Moves branches forward, all of them or none, each only if it still stands where its plan was made. */
  async move(moves: readonly RefMove[]): Promise<void> {
    if (moves.length === 0) return;
    const updates = moves.map(({ ref, commit, base }) => ({ ref: ref.slice('refs/'.length), from: base, to: commit }));
    const other = await this.data.moveRefs(updates);
    if (other === undefined) return;
    const base = updates.find(({ ref }) => ref === other.ref)?.from;
    throw new BranchMovedError(other.ref.slice('heads/'.length), base, other.at);
  }

  /** Throws if a branch does not stand where a plan was made. */
  async expect(branch: string, base: string | undefined): Promise<void> {
    const found = standing(await this.data.tip(`heads/${branch}`));
    if (found !== base) throw new BranchMovedError(branch, base, found);
  }

  /** Whether what stands at this commit is known already. */
  knows(commit: string | undefined): boolean {
    return commit === undefined || this.standing?.commit.id === commit;
  }

  private async treeOf(
    base: string | undefined,
    portions: readonly (readonly TreeChange[])[],
    after: ReadonlyMap<string, Entry>,
  ): Promise<string> {
    let tree = base;
    for (const changes of portions) tree = await this.data.makeTree(tree, changes);
    if (tree === undefined) throw new Error('a tree without a file');
    if (tree !== treeId(after, tree.length === 40 ? 'sha1' : 'sha256')) await this.refuseOtherTree(tree, after);
    return tree;
  }

  private async commit(message: string, tree: string, parents: readonly string[]): Promise<Commit> {
    const { api, author, data } = this;
    if (!this.sign) return data.makeCommit(message, tree, parents, signature(api.env, author));
    const signed = await signCommit({ where: api.label, env: api.env, author, message, tree, parents });
    return data.makeCommit(signed.message, tree, parents, signed.signature, signed.payload);
  }

  private async entriesAt(commit: string | undefined): Promise<ReadonlyMap<string, Entry>> {
    return commit === undefined ? new Map<string, Entry>() : (await this.standingAt(commit)).entries;
  }

  private async standingAt(id: string): Promise<Standing> {
    if (this.standing?.commit.id === id) return this.standing;
    const commit = await this.data.commit(id);
    if (commit === undefined) throw this.api.garbled('read a commit');
    this.standing = { commit, entries: await readTree(this.api.label, this.data, commit.tree) };
    return this.standing;
  }

  /** GitHub takes no objects before there is a commit. The first one holds a ledger that owns nothing: cut off here, nothing is amiss. */
  private async begin({ records, objectFormat }: Plan): Promise<string> {
    const path = records[0]?.path;
    if (path === undefined) throw new Error('a first delivery without a ledger');
    const content = Buffer.from(printLedger(new Map())).toString('base64');
    const body = { message: 'Begin the ledger of slipway\n', content, ...signature(this.api.env, this.author) };
    const { status, data } = await this.api.change('make the first commit', 'PUT /contents/{+path}', { path, body }, [409, 422]);
    const id = idAt(data, 'commit', 'sha');
    // Somebody else was faster: then what is there has to be looked at.
    if (status !== 201 || id?.length !== (objectFormat === 'sha1' ? 40 : 64) || listAt(data, 'commit', 'parents')?.length !== 0)
      throw new BranchMovedError('the first branch', undefined, id);
    return id;
  }

  /**
   * The plan's changes in portions that one request carries. Where a file becomes a folder, or a folder a file, the
   * removals go first, by themselves: GitHub does not say in which order it works through one request.
   */
  private async portions(plan: Plan): Promise<readonly (readonly TreeChange[])[]> {
    const removed: TreeChange[] = [];
    const written: TreeChange[] = [];
    for (const change of writes(plan)) {
      const { path } = change;
      if (change.action === 'remove') removed.push({ path, blob: null });
      else if (change.text.length <= MOST_TEXT) written.push({ path, text: change.text });
      else written.push({ path, blob: await this.data.makeBlob(change.text) });
    }
    return overlap(removed, written) ? [...portionsOf(removed), ...portionsOf(written)] : portionsOf([...removed, ...written]);
  }

  /** The ids differ: because folders without files stand there, which no list of files shows, or because it is not what was asked for. */
  private async refuseOtherTree(tree: string, wanted: ReadonlyMap<string, Entry>): Promise<void> {
    const found = await readTree(this.api.label, this.data, tree);
    const same =
      found.size === wanted.size &&
      [...wanted].every(([path, { mode, blob }]) => found.get(path)?.blob === blob && found.get(path)?.mode === mode);
    if (!same)
      throw new DeliveryError(
        this.api.label,
        'GitHub wrote other files than those of the plan, and they were not delivered',
        'Run again; if it stays so, deliver by git instead: name the repository by its URL.',
      );
  }

  private async branches(): Promise<readonly string[]> {
    const { data } = await this.api.get('list the branches', '/branches', { per_page: 100 });
    return listAt(data)?.map((branch) => textAt(branch, 'name') ?? '') ?? [];
  }

  private async objectFormat(): Promise<Snapshot['objectFormat']> {
    const { data } = await this.api.get('read the repository', '/hash-algorithm', {}, [403, 404]);
    return at(data, 'hash_algorithm') === 'sha256' ? 'sha256' : 'sha1';
  }
}

/** Whether a path of one list lies below one of the other. */
function overlap(removed: readonly TreeChange[], written: readonly TreeChange[]): boolean {
  const below = (some: readonly TreeChange[], others: readonly TreeChange[]): boolean => {
    const paths = new Set(others.map(({ path }) => path));
    return some.some(({ path }) => {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) if (paths.has(path.slice(0, end))) return true;
      return false;
    });
  };
  return below(removed, written) || below(written, removed);
}

function portionsOf(changes: readonly TreeChange[]): TreeChange[][] {
  const portions: TreeChange[][] = [];
  let size = 0;
  for (const change of changes) {
    const length = 'text' in change ? change.text.length : 0;
    const last = portions.at(-1);
    if (last === undefined || last.length >= MOST_CHANGES || size + length > MOST_TEXT) {
      portions.push([change]);
      size = length;
    } else {
      last.push(change);
      size += length;
    }
  }
  return portions;
}
