import { createHash } from 'node:crypto';
import { DeliveryError } from '../../errors.ts';
import { at, idAt, listAt, textAt } from './answer.ts';
import type { GithubApi } from './api.ts';

/** Where a ref stands: on a commit, nowhere, or in a repository that has no commit at all. */
export type Tip = { readonly at: string } | 'absent' | 'empty';

export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** When it was made, as RFC 3339 writes it. */
  readonly date?: string | undefined;
}

export interface TreeItem {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly id: string;
}

/** One change of a tree: a text to write, a blob that is there already, or `null` to remove the path. */
export type TreeChange =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly blob: string }
  | { readonly path: string; readonly blob: null };

/** Who signs, and when; undefined parts are left to GitHub, which takes the account of the token and signs for Apps. */
export interface Signature {
  readonly author?: { readonly name: string; readonly email: string; readonly date?: string } | undefined;
  readonly committer?: { readonly name: string; readonly email: string; readonly date?: string } | undefined;
  /** Of the whole commit; armored OpenPGP. @default none */
  readonly signature?: string | undefined;
}

/** A ref without `refs/` that is to move, and where it must stand; undefined for one that is not there, before or after. */
export interface RefUpdate {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Not only forward. @default false */
  readonly force?: boolean | undefined;
}

/** Takes a list of updates whole or not at all, each under the condition that the ref stands where it should. */
const UPDATE_REFS = 'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

const CONFLICT = 409;
const NOT_FOUND = 404;
const INVALID = 422;

/** GitHub's Git Data API: objects and refs, and nothing of branches that are checked out anywhere. */
export class GitData {
  constructor(private readonly api: GithubApi) {}

  /** @param ref Without `refs/`: `heads/main`. */
  async tip(ref: string): Promise<Tip> {
    const doing = `read ${ref}`;
    const { status, data } = await this.api.get(doing, '/git/ref/{ref}', { ref }, [NOT_FOUND, CONFLICT]);
    if (status === CONFLICT) return 'empty';
    if (status === NOT_FOUND) return 'absent';
    const id = idAt(data, 'object', 'sha');
    if (id === undefined || at(data, 'object', 'type') !== 'commit') throw this.api.garbled(doing);
    return { at: id };
  }

  /** Undefined if there is no such commit. */
  async commit(id: string): Promise<Commit | undefined> {
    const doing = 'read a commit';
    const { status, data } = await this.api.get(doing, '/git/commits/{id}', { id }, [NOT_FOUND, INVALID]);
    if (status !== 200) return undefined;
    return this.commitOf(doing, data);
  }

  async tree(id: string, recursive: boolean): Promise<{ readonly items: readonly TreeItem[]; readonly truncated: boolean }> {
    const doing = 'list the files';
    const { data } = await this.api.get(doing, '/git/trees/{id}', { id, ...(recursive ? { recursive: '1' } : {}) });
    const items = listAt(data, 'tree')?.map(treeItem);
    if (items?.every((item) => item !== undefined) !== true) throw this.api.garbled(doing);
    return { items, truncated: at(data, 'truncated') === true };
  }

  /** The content of a blob. What does not hash to its own id is not taken for it. */
  async blob(id: string): Promise<string> {
    const doing = 'read a file';
    const { data } = await this.api.get(doing, '/git/blobs/{id}', { id });
    const content = textAt(data, 'content');
    if (content === undefined) throw this.api.garbled(doing);
    const bytes = Buffer.from(content, at(data, 'encoding') === 'base64' ? 'base64' : 'utf8');
    const hash = createHash(id.length === 40 ? 'sha1' : 'sha256').update(`blob ${bytes.length}\0`);
    if (hash.update(bytes).digest('hex') === id) return bytes.toString('utf8');
    throw this.api.garbled(doing);
  }

  async makeBlob(text: string): Promise<string> {
    const doing = 'write a file';
    const { data } = await this.api.change(doing, 'POST /git/blobs', { body: { content: text, encoding: 'utf-8' } });
    return this.id(doing, data);
  }

  /** A tree like `base`, with these changes. */
  async makeTree(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    const doing = 'write the files';
    const tree = changes.map((change) => ({
      path: change.path,
      mode: '100644',
      type: 'blob',
      ...('text' in change ? { content: change.text } : { sha: change.blob }),
    }));
    const body = { tree, ...(base === undefined ? {} : { base_tree: base }) };
    const { data } = await this.api.change(doing, 'POST /git/trees', { body });
    return this.id(doing, data);
  }

  /** @param payload What was signed, if anything: what GitHub wrote must be that. */
  async makeCommit(message: string, tree: string, parents: readonly string[], signature: Signature, payload?: string): Promise<Commit> {
    const doing = 'write the commit';
    const { data } = await this.api.change(doing, 'POST /git/commits', { body: { message, tree, parents, ...signature } });
    const commit = this.commitOf(doing, data);
    if (commit.tree !== tree || commit.parents.join() !== parents.join()) throw this.api.garbled(doing);
    if (payload !== undefined && textAt(data, 'verification', 'payload') !== payload)
      throw new DeliveryError(
        this.api.label,
        'GitHub wrote another commit than the one that was signed, and it was not delivered',
        'Deliver by git instead: name the repository by its URL.',
      );
    return commit;
  }

  /**
   * Moves refs together: all of them, or none if one does not stand where it should. Answers with that one; undefined if all moved.
   * A refusal for another reason, by the rules of a branch for example, is an error.
   * @see https://docs.github.com/en/graphql/reference/git#updaterefs
   */
  async moveRefs(moves: readonly RefUpdate[]): Promise<{ readonly ref: string; readonly at: string | undefined } | undefined> {
    const doing = `move ${moves.map(({ ref }) => ref).join(', ')}`;
    try {
      const repositoryId = await this.api.repositoryId(doing);
      const data = await this.api.graphql(doing, UPDATE_REFS, { input: { repositoryId, refUpdates: moves.map(refUpdate) } });
      if ((at(data, 'updateRefs') ?? null) !== null) return undefined;
      throw this.api.garbled(doing);
    } catch (error) {
      // The answer may have been lost on the way back: what counts is where the refs stand.
      const tips: (string | undefined)[] = [];
      for (const { ref } of moves) tips.push(standing(await this.tip(ref)));
      if (moves.every(({ to }, index) => tips[index] === to)) return undefined;
      const index = moves.findIndex(({ from }, one) => tips[one] !== from);
      const moved = moves[index];
      if (moved === undefined) throw error;
      return { ref: moved.ref, at: tips[index] };
    }
  }

  private id(doing: string, data: unknown): string {
    const id = idAt(data, 'sha');
    if (id === undefined) throw this.api.garbled(doing);
    return id;
  }

  private commitOf(doing: string, data: unknown): Commit {
    const [tree, message, parents] = [
      idAt(data, 'tree', 'sha'),
      textAt(data, 'message'),
      listAt(data, 'parents')?.map((parent) => idAt(parent, 'sha')),
    ];
    if (tree === undefined || message === undefined || parents?.every((parent) => parent !== undefined) !== true)
      throw this.api.garbled(doing);
    return { id: this.id(doing, data), tree, parents, message, date: textAt(data, 'committer', 'date') };
  }
}

/** The commit that a ref stands on, if any. */
export function standing(tip: Tip): string | undefined {
  return typeof tip === 'object' ? tip.at : undefined;
}

function refUpdate({ ref, from, to, force = false }: RefUpdate): object {
  const none = '0'.repeat((from ?? to ?? '').length);
  return { name: `refs/${ref}`, beforeOid: from ?? none, afterOid: to ?? none, force };
}

function treeItem(data: unknown): TreeItem | undefined {
  const [path, mode, type, id] = [textAt(data, 'path'), textAt(data, 'mode'), textAt(data, 'type'), idAt(data, 'sha')];
  if (path === undefined || path === '' || mode === undefined || !/^[0-7]{6}$/.test(mode) || id === undefined) return undefined;
  return type === 'blob' || type === 'tree' || type === 'commit' ? { path, mode, type, id } : undefined;
}
