import type { RE2JS } from 're2js';
import type * as Re2 from 're2js';

let engine: typeof Re2 | undefined;
const compiled = new Map<string, RE2JS | undefined>();
const verdicts = new Map<string, boolean>();

/** Most verdicts that are remembered: host names and paths repeat within an object, and between objects. */
const REMEMBERED = 20_000;

/**
 * Whether a text has a match of a pattern as the API server reads it: in RE2's syntax, and in linear time, which JavaScript's
 * own expressions do not promise. A pattern that is none matches everything.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const key = `${pattern}\0${text}`;
  let verdict = verdicts.get(key);
  if (verdict === undefined) {
    verdict = patternOf(pattern)?.matcher(text).find() ?? true;
    if (verdicts.size >= REMEMBERED) verdicts.clear();
    verdicts.set(key, verdict);
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
