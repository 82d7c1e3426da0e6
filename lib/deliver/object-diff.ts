import { CORE_SCHEMA, load } from 'js-yaml';
import { BlockScalars } from '../manifest/block-scalars.ts';
import { readBlock, readTwins } from '../manifest/block-yaml.ts';
import { otherValues } from './both-texts.ts';

/** One field that differs. `undefined` on one side: the field is not there. */
export interface FieldChange {
  /** `spec.template.spec.containers[web].image`: list items by their key, not their place. */
  readonly path: string;
  readonly old: unknown;
  readonly new: unknown;
}

/** Fields by which Kubernetes and its neighbours tell list items apart; the first that is unique on both sides counts. */
const ITEM_KEYS = ['name', 'containerPort', 'port', 'mountPath', 'key', 'host', 'topologyKey', 'ip', 'type', 'id', 'kind'] as const;

/** The fields in which two texts of one object differ; none if one of them is no YAML mapping. */
export function fieldChanges(before: string, after: string): readonly FieldChange[] {
  const [old, next] = parseBoth(before, after);
  return old === undefined || next === undefined ? [] : documentChanges(old, next);
}

/** The same for texts that have been read already. */
export function documentChanges(old: YamlMap, next: YamlMap): readonly FieldChange[] {
  return [...walk('', old, next)];
}

/** The YAML mapping that a text holds; undefined for anything else, several documents included. */
export function parseObject(text: string): YamlMap | undefined {
  const data = parse(text);
  return isMap(data) ? data : undefined;
}

/** Two texts of one object. Mostly a few values differ, and then one reading gives both, with all that is the same in common. */
export function parseBoth(before: string, after: string): readonly [YamlMap | undefined, YamlMap | undefined] {
  const instead = otherValues(before, after);
  const twins = instead && readTwins(before, instead, SCALARS);
  if (twins !== undefined && isMap(twins.value) && isMap(twins.other)) return [twins.value, twins.other];
  return [parseObject(before), parseObject(after)];
}

/** What stands at a path of keys, `at(object, 'spec', 'template')`; undefined where there is nothing. */
export function at(data: unknown, ...keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) value = isMap(value) ? value[key] : undefined;
  return value;
}

/** The items of a list; none for anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** `Rollout blog-system/web`, `Namespace monitoring`; undefined where the text is not one Kubernetes object. */
export function nameInText(text: string): string | undefined {
  return nameByHead(text) ?? nameByParsing(text);
}

/** Of a file as we print it, three lines are enough: reading ten thousand new files as YAML would take seconds. */
function nameByHead(text: string): string | undefined {
  const kind = /^kind: (\w+)$/m.exec(text)?.[1];
  const metadata = /^metadata:\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
  const [, name] = /^ {2}name: ([a-z][a-z0-9.-]*)$/m.exec(metadata) ?? [];
  const [, namespace] = /^ {2}namespace: ([a-z][a-z0-9-]*)$/m.exec(metadata) ?? [];
  // What is quoted, or written in another way, is left to the parser, and so is a file of several documents.
  if (kind === undefined || name === undefined || (namespace === undefined && metadata.includes('namespace')) || /^---/m.test(text))
    return undefined;
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function nameByParsing(text: string): string | undefined {
  return nameInData(parse(text));
}

/** The same as {@link nameInText} of data. */
export function nameInData(object: unknown): string | undefined {
  if (!isMap(object) || !isMap(object['metadata'])) return undefined;
  const { name, namespace } = object['metadata'];
  const { kind } = object;
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return oneLine(typeof namespace === 'string' ? `${kind} ${namespace}/${name}` : `${kind} ${name}`);
}

/** Control characters out: what stands in a file must not steer a terminal or end a line of a commit message. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** A value in one line, at most `most` characters: `v85`, `3`, `["a","b"]`, `none`. */
export function valueText(value: unknown, most = 60): string {
  const text = value === undefined ? 'none' : typeof value === 'string' ? oneLine(value) : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

export type YamlMap = Readonly<Record<string, unknown>>;

const SCALARS = new BlockScalars(CORE_SCHEMA);

function parse(text: string): unknown {
  const plain = readBlock(text, SCALARS);
  if (plain !== undefined) return plain.value;
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}

export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* walk(path: string, old: unknown, next: unknown): Generator<FieldChange> {
  if (Object.is(old, next)) return;
  if (isMap(old) && isMap(next)) {
    yield* walkEntries(path, new Map(Object.entries(old)), new Map(Object.entries(next)), fieldPath);
  } else if (Array.isArray(old) && Array.isArray(next)) {
    yield* walkLists(path, old, next);
  } else {
    yield { path, old, new: next };
  }
}

function* walkLists(path: string, old: readonly unknown[], next: readonly unknown[]): Generator<FieldChange> {
  const keyed = keysOf(old, next);
  if (keyed === undefined) {
    const numbered = (list: readonly unknown[]): Map<string, unknown> => new Map(list.map((item, index) => [String(index), item]));
    yield* walkEntries(path, numbered(old), numbered(next), itemPath);
    return;
  }
  const [oldKeys, nextKeys] = keyed;
  yield* walkEntries(path, pair(oldKeys, old), pair(nextKeys, next), itemPath);
  const [oldOrder, nextOrder] = [oldKeys.filter((key) => nextKeys.includes(key)), nextKeys.filter((key) => oldKeys.includes(key))];
  if (oldOrder.join('\0') !== nextOrder.join('\0')) yield { path: `${path} (order)`, old: oldKeys, new: nextKeys };
}

function* walkEntries(
  path: string,
  old: ReadonlyMap<string, unknown>,
  next: ReadonlyMap<string, unknown>,
  join: (path: string, key: string) => string,
): Generator<FieldChange> {
  for (const [key, value] of old) yield* walk(join(path, key), value, next.get(key));
  for (const [key, value] of next) if (!old.has(key)) yield* walk(join(path, key), undefined, value);
}

/** The keys of both lists' items, or undefined if their place is all that tells them apart. */
function keysOf(old: readonly unknown[], next: readonly unknown[]): readonly [readonly string[], readonly string[]] | undefined {
  const scalars = [scalarKeys(old), scalarKeys(next)] as const;
  if (scalars[0] !== undefined && scalars[1] !== undefined) return [scalars[0], scalars[1]];
  for (const field of ITEM_KEYS) {
    const [oldKeys, nextKeys] = [fieldKeys(old, field), fieldKeys(next, field)];
    if (oldKeys !== undefined && nextKeys !== undefined) return [oldKeys, nextKeys];
  }
  return undefined;
}

function scalarKeys(list: readonly unknown[]): readonly string[] | undefined {
  return list.every((item) => typeof item !== 'object') ? unique(list.map(String)) : undefined;
}

function fieldKeys(list: readonly unknown[], field: string): readonly string[] | undefined {
  const keys = list.map((item) => (isMap(item) ? item[field] : undefined));
  return keys.every((key) => typeof key === 'string' || typeof key === 'number') ? unique(keys.map(String)) : undefined;
}

function unique(keys: readonly string[]): readonly string[] | undefined {
  return new Set(keys).size === keys.length ? keys : undefined;
}

function pair(keys: readonly string[], list: readonly unknown[]): Map<string, unknown> {
  return new Map(keys.map((key, index) => [key, list[index]]));
}

function fieldPath(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return itemPath(path, key);
  return path === '' ? key : `${path}.${key}`;
}

function itemPath(path: string, key: string): string {
  return `${path}[${oneLine(key)}]`;
}
