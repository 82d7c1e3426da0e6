import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../blob-id.ts';
import { writes } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Entry } from '../target.ts';

const FILE = '100644';
const FOLDER = '40000';

/** What stands there once the plan is applied. */
export function entriesAfter(entries: ReadonlyMap<string, Entry>, plan: Plan): ReadonlyMap<string, Entry> {
  const after = new Map(entries);
  for (const change of writes(plan)) {
    if (change.action === 'remove') after.delete(change.path);
    else after.set(change.path, { mode: FILE, blob: change.blob });
  }
  return after;
}

interface Child {
  readonly name: Buffer;
  /** The name as git sorts it: that of a folder ends with a slash. */
  readonly key: Buffer;
  readonly mode: string;
  readonly id: string;
}

/** The id that git gives the folder of all these files: so the answer of a server can be judged without reading it back. */
export function treeId(entries: ReadonlyMap<string, Entry>, format: ObjectFormat): string {
  const folders = new Map<string, Child[]>([['', []]]);
  const childrenOf = (folder: string): Child[] => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const made: Child[] = [];
    folders.set(folder, made);
    if (folder !== '') childrenOf(parentOf(folder));
    return made;
  };
  for (const [path, { mode, blob }] of entries) {
    const name = Buffer.from(path.slice(path.lastIndexOf('/') + 1));
    childrenOf(parentOf(path)).push({ name, key: name, mode, id: blob });
  }

  // The deepest first: the id of a folder is a part of its parent.
  const deepest = [...folders.keys()].filter((folder) => folder !== '').sort((a, b) => depth(b) - depth(a));
  for (const folder of deepest) {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    const id = hash(childrenOf(folder), format);
    childrenOf(parentOf(folder)).push({ name: Buffer.from(name), key: Buffer.from(`${name}/`), mode: FOLDER, id });
  }
  return hash(childrenOf(''), format);
}

function hash(children: Child[], format: ObjectFormat): string {
  children.sort((a, b) => Buffer.compare(a.key, b.key));
  const body = Buffer.concat(
    children.flatMap(({ name, mode, id }) => [Buffer.from(`${mode} `), name, Buffer.from([0]), Buffer.from(id, 'hex')]),
  );
  return createHash(format).update(`tree ${body.length}\0`).update(body).digest('hex');
}

function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '' : path.slice(0, end);
}

function depth(path: string): number {
  return path.split('/').length;
}
