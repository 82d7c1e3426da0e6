import { load } from 'js-yaml';
import { TREE_SCHEMA } from './schema.ts';

/** Raised for whatever is left to js-yaml. */
class Unusual extends Error {}

export const UNUSUAL = new Unusual();

/** Words that stand for another value, as keys and as values. */
const WORDS = /^(?:y|yes|on|n|no|off|true|false|null|nan|\.nan|\.inf|~)$/i;

const LONGEST_WORD = 5;

/** A plain text that begins with a letter or slash and has nothing in it that YAML reads: no colon before a blank, no comment. */
const PLAIN = /^[A-Za-z_/$(](?:[^:#]|:(?! |$)|(?<! )#)*$/;

/** A whole number that is one in every reading. */
const NUMBER = /^(?:0|[1-9]\d{0,14})$/;

/** `["a", "b"]`: such a list is JSON, too. */
const TEXTS = /^\[ *"[^"\\]*"(?: *, *"[^"\\]*")* *\]$/;

/** Values of scalars that are no plain words: the same few come again and again. */
const scalars = new Map<string, unknown>();
const MOST_SCALARS = 10_000;

/** A word that stands for another value. */
export function isWord(source: string): boolean {
  return source.length <= LONGEST_WORD && WORDS.test(source);
}

/** A value on one line, read as js-yaml reads it in its place. */
export function scalarOf(source: string): unknown {
  if (PLAIN.test(source) && !isWord(source)) return source;
  if (NUMBER.test(source)) return Number(source);
  // A map or list of its own each time.
  if (source === '{}') return {};
  if (source === '[]') return [];
  if (TEXTS.test(source)) return JSON.parse(source) as unknown;
  const known = scalars.get(source);
  if (known !== undefined) return known;
  const value = unusualScalar(source);
  if (scalars.size < MOST_SCALARS && (typeof value !== 'object' || value === null)) scalars.set(source, value);
  return value;
}

/** Quoted texts, numbers, words and what stands in brackets: js-yaml reads each alone as it would in its place. */
function unusualScalar(source: string): unknown {
  if (/^'[^']*'$/.test(source) || /^"[^"\\]*"$/.test(source)) return source.slice(1, -1);
  // Anchors, aliases, tags, folded texts, and whatever might end or go on elsewhere.
  if (/^[&*!>%@`?,\]}|]|^-(?:\s|$)| #|: |:$|^---|^\.\.\./.test(source) && !/^[[{]/.test(source)) throw UNUSUAL;
  if (/^[[{]/.test(source) && (/[&*!#]/.test(source) || !/[\]}]$/.test(source))) throw UNUSUAL;
  if (/^["']/.test(source)) throw UNUSUAL;
  try {
    return load(source, { schema: TREE_SCHEMA });
  } catch {
    throw UNUSUAL;
  }
}
