import type { Severity } from '../rule.ts';

/** What sort of mistake it is; each rule of the family speaks about some. */
export type Sort =
  /** Another JSON type than the schema's. */
  | 'type'
  /** A number or boolean where a text must stand: YAML made it one. */
  | 'typed'
  /** A value that is out of range, misspelt or at odds with another. */
  | 'value'
  /** Something required that is not there. */
  | 'missing'
  /** A field that the schema does not have, or not in this version. */
  | 'unknown'
  /** A label, a label's name, a selector. */
  | 'label'
  /** Longer or larger than the API server keeps. */
  | 'length'
  /** A CEL rule of a definition says no. */
  | 'cel';

/** One mistake of an object against its schema. */
export interface Problem {
  readonly sort: Sort;
  readonly path: string;
  /** No full stop at the end. */
  readonly message: string;
  readonly fix: string;
  /** @default that of the rule */
  readonly severity?: Severity | undefined;
  /** Where it is not the usual consequence. */
  readonly why?: string | undefined;
}

export type Report = (problem: Problem) => void;

/**
 * A text with a hole that something else fills before the object is applied: `${DOMAIN}` of Flux and envsubst, `{{ .Values.host }}`,
 * `$(VAR)`, `__NAME__`, `REPLACE_HOST`, or one that SOPS encrypted. Nothing is known of what will stand there.
 */
export function isPlaceholder(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /\$\{|\$\(|\{\{|<%|\$\[\[|^__\w+__$|^<[\w .|:/#-]+>$|^\(\$|^ENC\[\w+,data:|\bREPLACE_[A-Z0-9_]*[A-Z0-9]\b/.test(value)
  );
}

/** Longest value that a message repeats whole. Unit: characters. */
const SHOWN = 60;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

/** `a list`, `the text "80"`: what stands in a place. */
export function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `the text ${shown(value)}` : `the ${typeof value} ${shown(value)}`;
}
