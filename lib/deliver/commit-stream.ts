import type { Change } from './plan.ts';
import type { Author } from './target.ts';

/** Who writes a commit and when, and whether git's configuration asks for a signature. */
export interface Signature {
  readonly author: Author;
  readonly committer: Author;
  /** As git reads it: `1769472000 +0000`. */
  readonly date: string;
  readonly signs: boolean;
}

/** What `git fast-import` reads of a commit before its changes. */
export function commitHead({ author, committer, date }: Signature, message: string, base: string | undefined): string {
  const from = base === undefined ? '' : `from ${base}\n`;
  return `author ${person(author)} ${date}\ncommitter ${person(committer)} ${date}\n${data(message)}${from}`;
}

/** A plan's changes as `git fast-import` reads them. */
export function* changeLines(changes: readonly Change[]): Generator<string> {
  // Removals first: a file may become a folder in the same commit.
  for (const change of changes) if (change.action === 'remove') yield `D ${quoted(change.path)}\n`;
  for (const change of changes) if (change.action !== 'remove') yield `M 100644 inline ${quoted(change.path)}\n${data(change.text)}`;
}

/** New texts as `git fast-import` reads them, before there is a commit that needs them. */
export function* blobLines(changes: readonly Change[]): Generator<string> {
  for (const change of changes) if (change.action !== 'remove') yield `blob\n${data(change.text)}`;
}

/** Changes whose texts git has already. */
export function* storedLines(changes: readonly Change[]): Generator<string> {
  for (const change of changes) if (change.action !== 'remove') yield `M 100644 ${change.blob} ${quoted(change.path)}\n`;
}

/** The variables by which git's own commands learn the same. */
export function identity(role: 'AUTHOR' | 'COMMITTER', { name, email }: Author, date: string): NodeJS.ProcessEnv {
  return { [`GIT_${role}_NAME`]: clean(name), [`GIT_${role}_EMAIL`]: clean(email), [`GIT_${role}_DATE`]: `@${date}` };
}

/** A text as `git fast-import` reads it. */
export function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** `Name <mail>` as git stores it; what would end the name or the line early is left out, as git itself does. */
function person({ name, email }: Author): string {
  return `${clean(name)} <${clean(email)}>`;
}

/** Without what would end the name or the line of a commit early. */
export function clean(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, '').trim();
}
