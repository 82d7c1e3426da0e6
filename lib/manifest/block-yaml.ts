import { isSpace, keyAt, keyEnd } from './block-keys.ts';
import { isWord, UNUSUAL } from './block-scalars.ts';
import type { BlockScalars } from './block-scalars.ts';

/** What no manifest of the plain kind has: tabs, carriage returns, control characters, surrogates without partner. */
const STRANGE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/**
 * Reads a YAML document in the plain block style in which machines and most people write manifests, some four times as fast as
 * js-yaml, and exactly as that reads it with the schema of the scalars; `undefined` for every document that has anything else in it, or a mistake.
 */
export function readBlock(text: string, scalars: BlockScalars): { readonly value: unknown } | undefined {
  if (STRANGE.test(text)) return undefined;
  const reader = new Reader(text, scalars);
  try {
    return { value: reader.document() };
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** A document, and what it would be with other scalars. Whatever is the same in both is the same object. */
export interface Twins {
  readonly value: unknown;
  readonly other: unknown;
}

/**
 * Reads a document and, in the same go, what it would be if other plain texts or numbers stood at some places. `undefined` also where
 * one of the places is no scalar's.
 */
export function readTwins(text: string, instead: ReadonlyMap<number, string>, scalars: BlockScalars): Twins | undefined {
  if (STRANGE.test(text)) return undefined;
  const reader = new Reader(text, scalars, instead);
  try {
    const value = reader.document();
    return reader.replaced === instead.size ? { value, other: reader.twinOf(value) } : undefined;
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** What was read last is the same in both documents. */
const SAME = Symbol('same');

class Reader {
  /** How many scalars have been replaced. */
  replaced = 0;
  /** What was read last, in the other document. */
  private twin: unknown = SAME;
  /** Where the current line begins; its indentation and its end. */
  private start = 0;
  private indent = 0;
  private end = -1;

  constructor(
    private readonly text: string,
    private readonly scalars: BlockScalars,
    private readonly instead?: ReadonlyMap<number, string>,
  ) {}

  /** What was read last as it is in the other document, given what it is in this one. */
  twinOf(value: unknown): unknown {
    const { twin } = this;
    this.twin = SAME;
    return twin === SAME ? value : twin;
  }

  document(): unknown {
    if (this.text.startsWith('---\n')) this.end = 3;
    else if (this.text.startsWith('---')) throw UNUSUAL;
    this.next();
    const value = this.block(this.indent);
    if (this.indent !== -1) throw UNUSUAL;
    return value;
  }

  /** Goes to the next line that is neither blank nor a comment; indentation -1 says that there is none. */
  private next(): void {
    const { text } = this;
    for (;;) {
      const from = this.end + 1;
      if (from >= text.length) {
        this.indent = -1;
        return;
      }
      const end = text.indexOf('\n', from);
      this.end = end === -1 ? text.length : end;
      let place = from;
      while (text.charCodeAt(place) === 32) place += 1;
      if (place >= this.end || text.charCodeAt(place) === 35) continue;
      this.start = from;
      this.indent = place - from;
      return;
    }
  }

  /** The map or list that begins on the current line. */
  private block(indent: number): unknown {
    const place = this.start + indent;
    if (this.text.charCodeAt(place) === 45 && isSpace(this.text, place + 1)) return this.list(indent);
    return this.map(indent, place);
  }

  private map(indent: number, first: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    let twin: Record<string, unknown> | undefined;
    for (let place = first; ; place = this.start + indent) {
      const end = keyEnd(this.text, place);
      if (end === -1) throw UNUSUAL;
      const key = keyAt(this.text, place, end);
      if (isWord(key) || key === '__proto__' || Object.hasOwn(map, key)) throw UNUSUAL;
      const value = this.value(this.behind(end + 1), indent, true);
      if (this.twin !== SAME) twin ??= { ...map };
      map[key] = value;
      if (twin !== undefined) twin[key] = this.twinOf(value);
      if (this.indent < indent) {
        if (twin !== undefined) this.twin = twin;
        return map;
      }
      if (this.indent > indent) throw UNUSUAL;
    }
  }

  /** The first place from here that is no blank. */
  private behind(place: number): number {
    let first = place;
    while (this.text.charCodeAt(first) === 32) first += 1;
    return first;
  }

  private list(indent: number): unknown[] {
    const { text } = this;
    const list: unknown[] = [];
    let twin: unknown[] | undefined;
    const add = (value: unknown): void => {
      if (this.twin !== SAME) twin ??= [...list];
      list.push(value);
      twin?.push(this.twinOf(value));
    };
    while (this.indent === indent) {
      const dash = this.start + indent;
      if (text.charCodeAt(dash) !== 45 || !isSpace(text, dash + 1)) break;
      const place = this.behind(dash + 1);
      if (place < this.end && keyEnd(text, place) !== -1) {
        // `- name: web`: a map whose further keys stand below its first.
        const column = place - this.start;
        this.indent = column;
        add(this.map(column, place));
      } else add(this.value(place, indent, false));
    }
    if (this.indent > indent) throw UNUSUAL;
    if (twin !== undefined) this.twin = twin;
    return list;
  }

  /** What stands behind a key or dash at `place`, or below it; afterwards the current line is the one after. */
  private value(place: number, indent: number, ofKey: boolean): unknown {
    const { text, end } = this;
    const code = place < end ? text.charCodeAt(place) : 35;
    if (code === 35) {
      this.next();
      if (this.indent > indent) return this.block(this.indent);
      if (ofKey && this.indent === indent && text.charCodeAt(this.start + indent) === 45 && isSpace(text, this.start + indent + 1))
        return this.list(indent);
      return null;
    }
    if (code === 124) return this.literal(text.slice(place, end).trimEnd(), indent);
    const scalar = this.scalars.read(text.slice(place, end).trimEnd());
    const instead = this.instead?.get(place);
    if (instead !== undefined) {
      this.replaced += 1;
      this.twin = this.scalars.read(instead);
    }
    this.next();
    if (this.indent > indent) throw UNUSUAL;
    return scalar;
  }

  /** `|`, `|-` or `|+`, as deep as its first line. */
  private literal(header: string, indent: number): string {
    if (header !== '|' && header !== '|-' && header !== '|+') throw UNUSUAL;
    const { text } = this;
    const lines: string[] = [];
    let depth = -1;
    let end = this.end;
    for (let from = end + 1; from < text.length; from = end + 1) {
      const found = text.indexOf('\n', from);
      const stop = found === -1 ? text.length : found;
      let place = from;
      while (text.charCodeAt(place) === 32) place += 1;
      const blank = place >= stop;
      // Blank lines that are deeper than the text, or stand before it with blanks of their own, have rules of their own.
      if (blank && place > from && (depth === -1 || stop - from > depth)) throw UNUSUAL;
      if (!blank) {
        if (depth === -1 && place - from <= indent) break;
        if (depth === -1) depth = place - from;
        if (place - from < depth) {
          if (place - from > indent) throw UNUSUAL;
          break;
        }
      }
      lines.push(blank ? '' : text.slice(from + depth, stop));
      if (found === -1) throw UNUSUAL;
      end = stop;
    }
    this.end = end;
    this.next();
    let last = lines.length;
    while (last > 0 && lines[last - 1] === '') last -= 1;
    if (depth === -1 || (header === '|+' && last !== lines.length)) throw UNUSUAL;
    const body = lines.slice(0, last).join('\n');
    return header === '|-' ? body : `${body}\n`;
  }
}
