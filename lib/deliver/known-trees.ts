import { createHash } from 'node:crypto';
import { hash } from './blob-id.ts';
import { isMap } from './object-diff.ts';

/** What was found out about a folder. */
export interface KnownTree {
  /** Of the paths and texts of all files, see {@link digestOf}. */
  readonly digest: string;
  /** The id that git gives a folder of exactly these. */
  readonly tree: string;
}

/**
 * Folders by name. Only what follows from itself is remembered: files with this digest are this tree, today and tomorrow. So it may be
 * lost at any time, and is never out of date.
 */
export type KnownTrees = ReadonlyMap<string, KnownTree>;

/** One for all: texts are written here, a folder at a time, to be digested in one go. */
let sheet = Buffer.alloc(256 * 1024);

/** A digest of all names and texts of a folder, at a third of the cost of their blob ids. */
export function digestOf(paths: readonly string[], texts: readonly string[]): string {
  let at = 0;
  let contents = '';
  for (const [index, path] of paths.entries()) {
    const text = texts[index] ?? '';
    reserve(at, text);
    const bytes = sheet.write(text, at);
    contents += `${bytes} ${path}\n`;
    at += bytes;
  }
  // A table of contents behind the texts, and its length: nothing of one can be taken for a part of the other. Paths are plain.
  reserve(at, contents);
  const bytes = sheet.write(contents, at);
  return hash(sheet.subarray(0, sheet.writeUInt32LE(bytes, at + bytes)), 'sha256');
}

/** Sees to it that a text fits, and four bytes. */
function reserve(at: number, text: string): void {
  const most = at + 3 * text.length + 4;
  if (most > sheet.length) sheet = Buffer.concat([sheet.subarray(0, at)], 2 * most);
}

/** What {@link printKnownTrees} wrote; nothing where that was cut off, spoilt, or never there. */
export function parseKnownTrees(text: string | undefined): KnownTrees {
  const known = new Map<string, KnownTree>();
  if (text === undefined) return known;
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  if (text.slice(end) !== lastLine(text.slice(0, end))) return known;
  for (const line of text.slice(0, end).split('\n')) {
    const data = line === '' ? undefined : (JSON.parse(line) as unknown);
    if (!isMap(data)) continue;
    const { folder, digest, tree } = data;
    if (typeof folder === 'string' && typeof digest === 'string' && typeof tree === 'string') known.set(folder, { digest, tree });
  }
  return known;
}

/** One line a folder, and one that tells whether all of them are there. */
export function printKnownTrees(known: KnownTrees): string {
  const lines = [...known].map(([folder, { digest, tree }]) => `${JSON.stringify({ folder, digest, tree })}\n`).join('');
  return lines + lastLine(lines);
}

function lastLine(lines: string): string {
  return `${createHash('sha256').update(lines).digest('hex')}\n`;
}
