import { isPlainScalar } from '../manifest/block-scalars.ts';

/** Most lines that may differ: with more of them, reading both texts costs less than looking for places. */
const MOST_LINES = 16;

/** What stands before a value on its line: dashes, and the key. */
const HEAD = /^ *(?:- +)*(?:[\w./-]+: +)?/;

/**
 * Where two texts differ, if that is only in values on lines of their own: place of the value in the first → value in the second.
 * Undefined where they differ in anything else, or not at all.
 */
export function otherValues(before: string, after: string): ReadonlyMap<number, string> | undefined {
  const [start, endBefore, endAfter] = differing(before, after);
  if (/[^\n\x20-\x7e]/.test(after.slice(start, endAfter))) return undefined;
  const [old, next] = [before.slice(start, endBefore).split('\n'), after.slice(start, endAfter).split('\n')];
  if (old.length !== next.length || old.length > MOST_LINES) return undefined;
  const values = new Map<number, string>();
  let place = start;
  for (const [index, line] of old.entries()) {
    const other = next[index] ?? '';
    if (line !== other) {
      const [head = ''] = HEAD.exec(line) ?? [];
      const value = other.slice(head.length);
      if (!other.startsWith(head) || !isPlainScalar(line.slice(head.length)) || !isPlainScalar(value) || value.endsWith(' '))
        return undefined;
      values.set(place + head.length, value);
    }
    place += line.length + 1;
  }
  return values.size === 0 ? undefined : values;
}

/** The whole lines outside of which two texts are the same. */
function differing(before: string, after: string): readonly [start: number, endBefore: number, endAfter: number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  const lineEnd = before.indexOf('\n', before.length - same);
  same = lineEnd === -1 ? 0 : before.length - lineEnd;
  return [start, before.length - same, after.length - same];
}
