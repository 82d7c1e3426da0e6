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
export function* treeItems(data: Buffer, start: number, end: number, idBytes: number): Generator<TreeItem> {
  for (let at = start; at < end;) {
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

/** The id that git gives a folder in which exactly these plain files stand, by name and blob id. */
export function filesTreeId(files: readonly (readonly [name: string, blob: string])[], format: ObjectFormat): string {
  const sorted = inOrder(files);
  // Bytes as a text, a character each: put together in a few calls for all files instead of some for each.
  const names = asBytes(sorted.map(([name]) => name).join('\0'), 'utf8').split('\0');
  const ids = asBytes(sorted.map(([, blob]) => blob).join(''), 'hex');
  const idBytes = format === 'sha1' ? 20 : 32;
  const body = sorted
    .map((_, index) => `${FILE_MODE} ${names[index] ?? ''}\0${ids.slice(index * idBytes, (index + 1) * idBytes)}`)
    .join('');
  return hash(Buffer.from(`tree ${body.length}\0${body}`, 'latin1'), format);
}

function asBytes(text: string, encoding: BufferEncoding): string {
  return Buffer.from(text, encoding).toString('latin1');
}

/** As git sorts names: by their bytes, which is the order of code units where there are no surrogates. */
function inOrder(files: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  let last = '';
  for (const [name] of files) {
    if (name <= last || /[\ud800-\udfff]/.test(name)) return [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    last = name;
  }
  return files;
}
