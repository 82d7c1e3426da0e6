import { createHash } from 'node:crypto';
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
}

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

  async makeCommit(message: string, tree: string, parents: readonly string[], signature: Signature): Promise<Commit> {
    const doing = 'write the commit';
    const { data } = await this.api.change(doing, 'POST /git/commits', { body: { message, tree, parents, ...signature } });
    const commit = this.commitOf(doing, data);
    if (commit.tree !== tree || commit.parents.join() !== parents.join()) throw this.api.garbled(doing);
    return commit;
  }

  /** False if there is such a ref already. */
  async makeRef(ref: string, commit: string): Promise<boolean> {
    const doing = `make ${ref}`;
    const { status, data } = await this.api.change(doing, 'POST /git/refs', { body: { ref: `refs/${ref}`, sha: commit } }, [INVALID]);
    return (status !== INVALID && idAt(data, 'object', 'sha') === commit) || hasTip(await this.tip(ref), commit);
  }

  /**
   * Moves a ref; without `force` only forward. False if that was refused because the ref is not where it was, or gone;
   * a refusal by the rules of the branch is an error.
   */
  async moveRef(ref: string, from: string, to: string, force: boolean): Promise<boolean> {
    const doing = `move ${ref}`;
    const send = async (expected: readonly number[]): Promise<boolean> => {
      const { status, data } = await this.api.change(doing, 'PATCH /git/refs/{ref}', { ref, body: { sha: to, force } }, expected);
      return status === 200 && idAt(data, 'object', 'sha') === to;
    };
    let failure: unknown;
    try {
      if (await send([NOT_FOUND, CONFLICT, INVALID])) return true;
    } catch (error) {
      failure = error;
    }
    // The answer may have been lost on the way back: what counts is where the ref stands.
    const tip = await this.tip(ref);
    if (hasTip(tip, to)) return true;
    if (failure !== undefined) throw failure as Error;
    if (!hasTip(tip, from)) return false;
    // It stands where it did, so the refusal has another reason: asked once more for its words.
    if (await send([])) return true;
    throw this.api.garbled(doing);
  }

  async removeRef(ref: string): Promise<void> {
    await this.api.change(`remove ${ref}`, 'DELETE /git/refs/{ref}', { ref }, [NOT_FOUND, INVALID]);
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

export function hasTip(tip: Tip, commit: string): boolean {
  return typeof tip === 'object' && tip.at === commit;
}

function treeItem(data: unknown): TreeItem | undefined {
  const [path, mode, type, id] = [textAt(data, 'path'), textAt(data, 'mode'), textAt(data, 'type'), idAt(data, 'sha')];
  if (path === undefined || path === '' || mode === undefined || !/^[0-7]{6}$/.test(mode) || id === undefined) return undefined;
  return type === 'blob' || type === 'tree' || type === 'commit' ? { path, mode, type, id } : undefined;
}
