import { hash } from './blob-id.ts';
import type { ObjectFormat } from './blob-id.ts';

/** What stands directly in a folder. */
export interface TreeItem {
  readonly name: string;
  /** As git writes it: `100644` file, `100755` program, `120000` link, `160000` submodule; `40000` folder. */
  readonly mode: string;
  readonly id: string;
}

export const FILE_MODE = '100644';
export const FOLDER_MODE = '40000';

/** Reads what `git cat-file` gives of a tree: `100644 name<zero>` and the bytes of an id, one after the other. */
export function* treeItems(data: Buffer, idBytes: number): Generator<TreeItem> {
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(32, at);
    const zero = data.indexOf(0, space);
    const next = zero + 1 + idBytes;
    yield { name: data.toString('utf8', space + 1, zero), mode: modeOf(data, at, space), id: data.toString('hex', zero + 1, next) };
    at = next;
  }
}

/** Nearly all have the same, and need no text of their own. */
function modeOf(data: Buffer, start: number, end: number): string {
  if (end - start === FOLDER_MODE.length) return FOLDER_MODE;
  const mode = data.toString('latin1', start, end);
  return mode === FILE_MODE ? FILE_MODE : mode;
}

/** One for all: a tree is put together here, to be digested in one go. */
let sheet = Buffer.alloc(64 * 1024);

/** In front of the entries: `tree 1234<zero>`. Unit: bytes. */
const MOST_HEAD = 32;

/** The id that git gives a folder in which exactly these plain files stand, by name and blob id; both in the same order. */
export function filesTreeId(names: readonly string[], blobs: readonly string[], format: ObjectFormat): string {
  const idBytes = format === 'sha1' ? 20 : 32;
  let last = '';
  let isOrdered = true;
  let at = MOST_HEAD;
  for (const [index, name] of names.entries()) {
    const most = at + FILE_MODE.length + 2 + 3 * name.length + idBytes;
    if (most > sheet.length) sheet = Buffer.concat([sheet.subarray(0, at)], 2 * most);
    const entry = `${FILE_MODE} ${name}\0`;
    const bytes = sheet.write(entry, at);
    // git sorts by bytes, which is the order of code units in plain names.
    isOrdered &&= bytes === entry.length && name > last;
    last = name;
    at += bytes + sheet.write(blobs[index] ?? '', at + bytes, 'hex');
  }
  if (!isOrdered && !areOrdered(names)) return treeIdInOrder(names, blobs, format);
  const head = `tree ${at - MOST_HEAD}\0`;
  sheet.write(head, MOST_HEAD - head.length, 'latin1');
  return hash(sheet.subarray(MOST_HEAD - head.length, at), format);
}

function areOrdered(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || byBytes(names[index - 1] ?? '', name) <= 0);
}

function treeIdInOrder(names: readonly string[], blobs: readonly string[], format: ObjectFormat): string {
  const files = names.map((name, index) => [name, blobs[index] ?? ''] as const).sort(([a], [b]) => byBytes(a, b));
  return filesTreeId(
    files.map(([name]) => name),
    files.map(([, blob]) => blob),
    format,
  );
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
