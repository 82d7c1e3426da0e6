import type { RE2JS } from 're2js';
import type * as Re2 from 're2js';
import { surelyMatches } from './sure-patterns.ts';

let engine: typeof Re2 | undefined;
const compiled = new Map<string, RE2JS | undefined>();
const verdicts = new Map<string, Map<string, boolean>>();

/** Most verdicts that are remembered for each pattern: host names and paths repeat within an object, and between objects. */
const REMEMBERED = 2_000;

/**
 * Whether a text has a match of a pattern as the API server reads it: in RE2's syntax, and in linear time, which JavaScript's
 * own expressions do not promise. A pattern that is none matches everything.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (surelyMatches(pattern, text)) return true;
  let known = verdicts.get(pattern);
  if (known === undefined) verdicts.set(pattern, (known = new Map()));
  let verdict = known.get(text);
  if (verdict === undefined) {
    verdict = patternOf(pattern)?.matcher(text).find() ?? true;
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, verdict);
  }
  return verdict;
}

/** Compiled once; `undefined` for what RE2 cannot read. */
export function patternOf(pattern: string): RE2JS | undefined {
  if (!compiled.has(pattern)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded with the first pattern: a start has no time for it
    engine ??= require('re2js') as typeof Re2;
    try {
      compiled.set(pattern, engine.RE2JS.compile(pattern));
    } catch {
      compiled.set(pattern, undefined);
    }
  }
  return compiled.get(pattern);
}
