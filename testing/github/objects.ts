import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { byKey } from '../../lib/values/order.ts';

/** One name of a folder: mode as git stores it (`40000` for a folder), and id. */
export interface Item {
  readonly mode: string;
  readonly id: string;
}

export interface CommitData {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  /** Armored, of everything else in the commit. */
  readonly signature?: string | undefined;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export const FOLDER = '40000';

/** git's own objects under git's own ids, in memory: fast, and real git can judge them all by `writeTo`. */
export class Objects {
  readonly refs = new Map<string, string>();
  private readonly bytes = new Map<string, Buffer>();
  private readonly blobs = new Map<string, Buffer>();
  private readonly folders = new Map<string, ReadonlyMap<string, Item>>();
  private readonly commits = new Map<string, CommitData>();

  blob(id: string): Buffer | undefined {
    return this.blobs.get(id);
  }

  folder(id: string): ReadonlyMap<string, Item> | undefined {
    return this.folders.get(id);
  }

  commit(id: string): CommitData | undefined {
    return this.commits.get(id);
  }

  putBlob(content: Buffer): string {
    const id = this.put('blob', content);
    this.blobs.set(id, content);
    return id;
  }

  putFolder(folder: ReadonlyMap<string, Item>): string {
    const sorted = [...folder]
      .map(([name, item]) => ({ item, name: Buffer.from(name), key: Buffer.from(item.mode === FOLDER ? `${name}/` : name) }))
      .sort((a, b) => a.key.compare(b.key));
    const body = sorted.flatMap(({ item, name }) => [Buffer.from(`${item.mode} `), name, Buffer.of(0), Buffer.from(item.id, 'hex')]);
    const id = this.put('tree', Buffer.concat(body));
    this.folders.set(id, folder);
    return id;
  }

  putCommit(commit: Omit<CommitData, 'id'>): string {
    const head = headOf(commit);
    const { signature, message } = commit;
    if (signature !== undefined) head.push(`gpgsig ${signature.trimEnd().replaceAll('\n', '\n ')}`);
    const id = this.put('commit', Buffer.from(`${head.join('\n')}\n\n${message}`));
    this.commits.set(id, { id, ...commit });
    return id;
  }

  /** The folder with some paths set, or removed where the item is null; undefined when a path to remove is not there. */
  edit(base: string | undefined, changes: ReadonlyMap<string, Item | null>): string | undefined {
    const folder = new Map(base === undefined ? [] : this.folders.get(base));
    const below = new Map<string, Map<string, Item | null>>();
    for (const [path, item] of changes) {
      const slash = path.indexOf('/');
      if (slash !== -1) {
        const name = path.slice(0, slash);
        const inside = below.get(name) ?? new Map<string, Item | null>();
        below.set(name, inside.set(path.slice(slash + 1), item));
      } else if (item !== null) folder.set(path, item);
      else if (!folder.delete(path)) return undefined;
    }
    for (const [name, inside] of below) {
      const there = folder.get(name);
      const id = this.edit(there?.mode === FOLDER ? there.id : undefined, inside);
      if (id === undefined) return undefined;
      if (this.folders.get(id)?.size === 0) folder.delete(name);
      else folder.set(name, { mode: FOLDER, id });
    }
    return this.putFolder(folder);
  }

  /** Everything below a folder, folders too, parents first. */
  *walk(id: string, prefix = ''): Generator<{ readonly path: string } & Item> {
    for (const [name, item] of [...(this.folders.get(id) ?? [])].sort(byKey)) {
      yield { path: `${prefix}${name}`, ...item };
      if (item.mode === FOLDER) yield* this.walk(item.id, `${prefix}${name}/`);
    }
  }

  /** A commit and everything before it, newest first. */
  history(id: string): string[] {
    const seen = new Set<string>();
    const open = [id];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.commits.get(next)?.parents ?? []));
    }
    return [...seen];
  }

  /** Writes everything into a bare repository, where real git can look at it. */
  writeTo(path: string): void {
    execFileSync('git', ['init', '--quiet', '--bare', '--template=', '-b', 'main', path]);
    for (const [id, bytes] of this.bytes) write(join(path, 'objects', id.slice(0, 2), id.slice(2)), deflateSync(bytes));
    for (const [ref, id] of this.refs) write(join(path, ref), Buffer.from(`${id}\n`));
  }

  private put(type: string, content: Buffer): string {
    const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const id = createHash('sha1').update(bytes).digest('hex');
    this.bytes.set(id, bytes);
    return id;
  }
}

function write(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function headOf({ tree, parents, author, committer }: Omit<CommitData, 'id'>): string[] {
  const line = ({ name, email, date }: Person): string => `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
  return [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${line(author)}`, `committer ${line(committer)}`];
}

/** What a signature is of. */
export function payloadOf(commit: Omit<CommitData, 'id'>): string {
  return `${headOf(commit).join('\n')}\n\n${commit.message}`;
}
