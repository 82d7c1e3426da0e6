import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** Lines that may differ before a file counts as rewritten: the cost of a line diff grows with their square. Unit: lines. */
const MOST_EDITS = 1_000;

export interface FileTexts {
  readonly path: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  /** Undefined for a removed file. */
  readonly after: string | undefined;
}

/** A unified diff as `git apply` reads it, without colour; empty for equal texts. `context`: unchanged lines around a change. */
export function unifiedDiff({ path, before, after }: FileTexts, context = 3): string {
  if (before === after) return '';
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const to = after === undefined ? '/dev/null' : `b/${path}`;
  // Comparing with nothing is no comparison, and its length has no bound.
  if (before === undefined || after === undefined)
    return `--- ${from}\n+++ ${to}\n${whole(before ?? after ?? '', before === undefined ? '+' : '-')}`;

  const patch = structuredPatch(from, to, before, after, undefined, undefined, { context, maxEditLength: MOST_EDITS });
  if (patch === undefined) {
    return `--- ${from}\n+++ ${to}\n# rewritten: ${lines(before)} lines become ${lines(after)}\n`;
  }
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

/** One hunk that adds or removes every line. */
function whole(text: string, sign: '+' | '-'): string {
  if (text === '') return '';
  const count = lines(text);
  const body = text.replace(/\n$/, '').replace(/^/gm, sign);
  const head = sign === '+' ? `@@ -0,0 +1,${count} @@` : `@@ -1,${count} +0,0 @@`;
  return `${head}\n${body}\n${text.endsWith('\n') ? '' : '\\ No newline at end of file\n'}`;
}

function lines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
