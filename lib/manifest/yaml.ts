import { defineScalarTag, FAILSAFE_SCHEMA, load, mergeTag, boolYaml11Tag, NOT_RESOLVED, nullYaml11Tag } from 'js-yaml';
import { fieldsOf } from './field-order.ts';
import { isPlain, isPrintable } from './plain-text.ts';

/** Longest key that YAML lets stand before a colon on the same line. Unit: characters. */
const LONGEST_SIMPLE_KEY = 1024;

/** Nothing but space, or a last line of spaces: nobody sees that in a block, and some readers lose it there. */
const BLANK_END = /^\s*$|\n[ \t]+\n*$/;

/**
 * Prints plain data (what JSON can hold) as one YAML document that Kubernetes reads back exactly.
 * Fields in the order of {@link fieldsOf}, two spaces a level, no comments, anchors, folding or line wrapping; strings
 * are quoted only where they would be read as something else; text of several lines stands as a literal block.
 *
 * It prints by itself because js-yaml's `dump` would take most of the time that the whole synthesis may take
 * (`docs/manifest.md` has the figures); reading is js-yaml's.
 */
export function toYaml(data: object): string {
  const printer = new Printer();
  printer.print(data, '', false);
  return `${printer.text.slice(1)}\n`;
}

/** One growing text; strings put together level by level would be copied once a level. */
class Printer {
  text = '';

  /** Adds a value behind `key:` or `-`; the first line of a list or mapping stands beside its dash. */
  print(value: unknown, indent: string, besideDash: boolean): void {
    if (typeof value !== 'object' || value === null) this.text += ` ${scalar(value, indent)}`;
    else if (Array.isArray(value)) this.#items(value, indent, besideDash);
    else this.#mapping(value as Readonly<Record<string, unknown>>, indent, besideDash);
  }

  #mapping(value: Readonly<Record<string, unknown>>, indent: string, besideDash: boolean): void {
    let lead = besideDash ? ' ' : `\n${indent}`;
    let empty = true;
    for (const field of fieldsOf(value)) {
      const child = value[field];
      if (child === undefined) continue;
      this.text += `${lead}${key(field, indent)}:`;
      this.print(child, `${indent}  `, false);
      lead = `\n${indent}`;
      empty = false;
    }
    if (empty) this.text += ' {}';
  }

  #items(value: readonly unknown[], indent: string, besideDash: boolean): void {
    let lead = besideDash ? ' -' : `\n${indent}-`;
    for (const item of value) {
      this.text += lead;
      this.print(item, `${indent}  `, true);
      lead = `\n${indent}-`;
    }
    if (value.length === 0) this.text += ' []';
  }
}

function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return string(value, indent);
    case 'number':
      return number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      throw new TypeError(`YAML holds no ${typeof value}`);
  }
}

function key(field: string, indent: string): string {
  if (isPlain(field)) return field;
  const quoted = field.includes('\n') ? doubleQuoted(field) : quote(field);
  return quoted.length <= LONGEST_SIMPLE_KEY ? quoted : `? ${quoted}\n${indent}`;
}

function string(text: string, indent: string): string {
  if (isPlain(text)) return text;
  return text.includes('\n') && isPrintable(text) && !BLANK_END.test(text) ? literal(text, indent) : quote(text);
}

/** `|` keeps one final line break, `|-` none, `|+` all; a figure says how deep the text stands when it begins with a space. */
function literal(text: string, indent: string): string {
  const depth = /^\n*[ \t]/.test(text) ? '2' : '';
  const end = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '\n' : `\n${indent}${line}`));
  return `|${depth}${end}${lines.join('')}`;
}

function quote(text: string): string {
  return isPrintable(text) && !/[\t\n]/.test(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** JSON's escapes are YAML's; what JSON leaves as it is and YAML does not print is escaped here. */
function doubleQuoted(text: string): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
}

/** YAML 1.1 knows an exponent only after a point: `1.0e+21`. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`YAML of Kubernetes holds no ${value}`);
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** Integers as Go reads them (base prefixes, underscores anywhere), which is what the API server does. */
const goInteger = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: Array.from('+-0123456789'),
  identify: () => false,
  resolve(source) {
    const [, sign, digits] = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/.exec(source.replaceAll('_', '')) ?? [];
    if (digits === undefined) return NOT_RESOLVED;
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
    return sign === '-' ? -Number(octal) : Number(octal);
  },
});

const goFloat = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  implicitFirstChars: Array.from('+-.0123456789'),
  identify: () => false,
  resolve(source) {
    const plain = source.replaceAll('_', '');
    return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain) ? Number(plain) : NOT_RESOLVED;
  },
});

/** Plain scalars as Kubernetes reads them: YAML 1.1 in the dialect of its Go library. */
export const KUBERNETES_SCHEMA = FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, goInteger, goFloat, mergeTag);

/**
 * Reads one YAML document as Kubernetes reads it: `on` is true, `010` is 8, `1e3` is 1000, a date is a string.
 * Throws js-yaml's YAMLException, which says line and column, for text that is no YAML or has a key twice.
 */
export function fromYaml(text: string): unknown {
  return load(text, { schema: KUBERNETES_SCHEMA });
}
