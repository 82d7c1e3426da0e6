import { load } from 'js-yaml';
import type { Schema } from 'js-yaml';

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

/** The same few come again and again. */
const MOST_SCALARS = 10_000;

/** A word that stands for another value. */
export function isWord(source: string): boolean {
  return source.length <= LONGEST_WORD && WORDS.test(source);
}

/** Scalars as one schema of js-yaml has them. */
export class BlockScalars {
  /** Values of those that are no plain words. */
  readonly #known = new Map<string, unknown>();

  constructor(private readonly schema: Schema) {}

  /** A value on one line, read as js-yaml reads it in its place. */
  read(source: string): unknown {
    if (isPlainText(source)) return source;
    if (NUMBER.test(source)) return Number(source);
    // A map or list of its own each time.
    if (source === '{}') return {};
    if (source === '[]') return [];
    if (TEXTS.test(source)) return JSON.parse(source) as unknown;
    const known = this.#known.get(source);
    if (known !== undefined) return known;
    const value = this.unusual(source);
    if (this.#known.size < MOST_SCALARS && (typeof value !== 'object' || value === null)) this.#known.set(source, value);
    return value;
  }

  /** Quoted texts, numbers, words and what stands in brackets: js-yaml reads each alone as it would in its place. */
  private unusual(source: string): unknown {
    if (/^'[^']*'$/.test(source) || /^"[^"\\]*"$/.test(source)) return source.slice(1, -1);
    // Anchors, aliases, tags, folded texts, and whatever might end or go on elsewhere.
    if (/^[&*!>%@`?,\]}|]|^-(?:\s|$)| #|: |:$|^---|^\.\.\./.test(source) && !/^[[{]/.test(source)) throw UNUSUAL;
    if (/^[[{]/.test(source) && (/[&*!#]/.test(source) || !/[\]}]$/.test(source))) throw UNUSUAL;
    if (/^["']/.test(source)) throw UNUSUAL;
    try {
      return load(source, { schema: this.schema });
    } catch {
      throw UNUSUAL;
    }
  }
}

/** Whether a value on one line is a text or a whole number in every reading, and nothing else could begin with it. */
export function isPlainScalar(source: string): boolean {
  return NUMBER.test(source) || isPlainText(source);
}

function isPlainText(source: string): boolean {
  return PLAIN.test(source) && !isWord(source);
}
