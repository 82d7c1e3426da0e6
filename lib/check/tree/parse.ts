import { loadAll, YAMLException, type Schema } from 'js-yaml';
import type { DoubledKey } from '../rule.ts';
import { readBlockYaml } from './block-yaml.ts';
import { doubledKeys } from './doubled.ts';
import { loosened } from './loosen.ts';
import { MERGE_CONFLICT, plainWords } from './plain-words.ts';
import { TREE_SCHEMA } from './schema.ts';
import { countBreaks, splitDocuments } from './split.ts';
import { tooLarge } from './weight.ts';

/** A document that was read. */
export interface ParsedDocument {
  readonly value: unknown;
  /** Its own text, and the line of the file on which that begins, from 1. */
  readonly text: string;
  readonly line: number;
  /** Keys that stand twice in one map; the last one counts. */
  readonly doubled: readonly DoubledKey[];
}

/** Why a document cannot be read. */
export interface ParseProblem {
  /** Line of the file, from 1. */
  readonly line: number;
  /** In plain words, no full stop at the end. */
  readonly message: string;
  readonly fix: string;
  /** The document says of itself that it is an object of Kubernetes. */
  readonly ofKubernetes: boolean;
}

export interface ParsedFile {
  readonly documents: readonly ParsedDocument[];
  readonly problems: readonly ParseProblem[];
  /** Documents left out because they are Go templates. */
  readonly templates: number;
}

/**
 * Template actions that no YAML file has outside quotes, of Helm (`{{- if`, `{{ .Values.x }}`, `{{ include "x" . }}`), of Consul and Nomad
 * (`{{ env "X" }}`), of Jinja (`{% if`, `{{ user_name }}`). `{{ $labels.x }}` of an alert was meant as text.
 */
const TEMPLATE =
  /\{\{-?\s*(?:\.|\$(?!labels\b|value\b|externalLabels\b|externalURL\b)|if\b|else\b|end\b|range\b|with\b|include\b|template\b|define\b|toYaml\b|tpl\b|block\b|\/\*|[a-zA-Z]+ "|[a-z]+(?:_[a-z0-9]+)+ ?(?:\}\}|\|))|-\}\}|\{%/;

const NONE: readonly DoubledKey[] = Object.freeze([]);

/** Reads every document of a YAML or JSON file. Never throws, whatever the text. `schema`: how plain scalars are read. */
export function parseFile(text: string, schema: Schema = TREE_SCHEMA): ParsedFile {
  const documents: ParsedDocument[] = [];
  const problems: ParseProblem[] = [];
  let templates = 0;
  for (const chunk of splitDocuments(text)) {
    try {
      for (const { value, doubled } of read(chunk.text, schema)) documents.push({ value, text: chunk.text, line: chunk.line, doubled });
    } catch (error) {
      if (TEMPLATE.test(chunk.text)) templates += 1;
      else if (isJsonLines(chunk.text)) continue;
      else problems.push(problemOf(error, chunk.text, chunk.line));
    }
  }
  return { documents, problems, templates };
}

function read(text: string, schema: Schema): { value: unknown; doubled: readonly DoubledKey[] }[] {
  const json = asJson(text);
  if (json !== undefined) return [{ value: json, doubled: NONE }];
  const plain = schema === TREE_SCHEMA ? readBlockYaml(text) : undefined;
  if (plain !== undefined) return [{ value: plain.value, doubled: NONE }];
  try {
    return careful(text, schema);
  } catch (error) {
    // Lines in brackets and quotes may stand anywhere for Go's reader. What is wrong otherwise is told as it was first seen.
    const loose = /[[{"']/.test(text) ? loosened(text) : text;
    if (loose === text) throw error;
    try {
      return careful(loose, schema);
    } catch {
      throw error;
    }
  }
}

function careful(text: string, schema: Schema): { value: unknown; doubled: readonly DoubledKey[] }[] {
  let values: unknown[];
  let doubled = NONE;
  try {
    values = loadAll(text, { schema, maxTotalMergeKeys: -1 });
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== 'duplicated mapping key') throw error;
    values = loadAll(text, { schema, maxTotalMergeKeys: -1, json: true });
    doubled = doubledKeys(text);
  }
  if (text.includes('*') && values.some(tooLarge)) throw new YAMLException('aliases multiply beyond all measure');
  return values.map((value) => ({ value, doubled }));
}

/** JSON is read by the engine's own reader, five times as fast; what is no JSON, or has a key twice, goes the other way. */
function asJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return keysWritten(text) === keysHeld(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** One JSON value a line: records of a program, not one document. */
function isJsonLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => /^[[{"\d-]|^(?:true|false|null)$/.test(line) && isJson(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Colons outside texts: one a key. */
function keysWritten(json: string): number {
  return (json.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/:/g) ?? []).length;
}

function keysHeld(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const children = Object.values(value);
  const own = Array.isArray(value) ? 0 : children.length;
  return children.reduce<number>((sum, child) => sum + keysHeld(child), own);
}

function problemOf(error: unknown, text: string, first: number): ParseProblem {
  const ofKubernetes = /^\s*["']?apiVersion["']?\s*:/m.test(text);
  const conflict = text.search(/^<{7} /m);
  if (conflict !== -1) return { line: first + countBreaks(text.slice(0, conflict)), ...MERGE_CONFLICT, ofKubernetes };
  const reason = error instanceof YAMLException ? error.reason : 'it nests too deeply';
  const mark = error instanceof YAMLException ? error.mark : undefined;
  const place = Math.min(mark?.line ?? 0, countBreaks(text));
  const lines = text.split(/\r?\n/, place + 1);
  const { above = false, ...words } = plainWords(reason, lines[place] ?? '', lines[place - 1] ?? '');
  return { line: first + place - (above ? 1 : 0), ...words, ofKubernetes };
}
