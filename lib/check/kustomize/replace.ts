import { at, fields, itemsAt, text, textAt } from '../read.ts';
import { isSelected, type Resource } from './resource.ts';
import { selected } from './select.ts';
import { copyOf, has, isMap, set, type Writable } from './value.ts';

/** Copies a value from one resource into others, as an entry of `replacements` says; tells what is missing. */
export function replaceValues(resources: readonly Resource[], replacement: unknown): string | undefined {
  const source = at(replacement, 'source');
  const written = textAt(replacement, 'sourceValue');
  const value = written ?? sourceValue(resources, source);
  if (value === undefined) return `no ${sourceText(source)} has the field ${textAt(source, 'fieldPath') ?? 'metadata.name'}`;
  const part = partOf(value, fields(at(source, 'options')));
  for (const target of itemsAt(replacement, 'targets')) {
    const rejected = new Set(itemsAt(target, 'reject').flatMap((each) => selected(resources, each)));
    const paths = itemsAt(target, 'fieldPaths').flatMap((each) => text(each) ?? []);
    for (const resource of selected(resources, at(target, 'select'))) {
      if (rejected.has(resource)) continue;
      for (const path of paths.length === 0 ? ['metadata.name'] : paths) {
        if (!write(resource.object, steps(path), part, fields(at(target, 'options'))))
          return `${resource.kind} ${resource.name} has no field ${path}`;
      }
    }
  }
  return undefined;
}

function sourceValue(resources: readonly Resource[], source: unknown): unknown {
  const [name, namespace] = [textAt(source, 'name') ?? '', textAt(source, 'namespace') ?? ''];
  const kind = { group: textAt(source, 'group'), version: textAt(source, 'version'), kind: textAt(source, 'kind') };
  const found = resources.find((each) =>
    each.ids.some(
      (id) =>
        isSelected(id, kind) && (name === '' || id.name === name) && (namespace === '' || id.namespace === namespace || each.isClusterWide),
    ),
  );
  let value: unknown = found?.object;
  for (const step of steps(textAt(source, 'fieldPath') ?? 'metadata.name')) {
    const [holder, key] = places(value, step)[0] ?? [];
    value = holder === undefined || key === undefined ? undefined : (holder as Writable)[key];
  }
  return copyOf(value);
}

function sourceText(source: unknown): string {
  return [textAt(source, 'kind') ?? 'object', textAt(source, 'name') ?? ''].join(' ').trim();
}

function partOf(value: unknown, options: Readonly<Record<string, unknown>>): unknown {
  const delimiter = textAt(options, 'delimiter') ?? '';
  return typeof value !== 'string' || delimiter === '' ? value : (value.split(delimiter)[Number(options['index'] ?? 0)] ?? value);
}

type Holder = readonly [holder: Writable | unknown[], key: string];

function write(object: Writable, path: readonly string[], value: unknown, options: Readonly<Record<string, unknown>>): boolean {
  let holders: readonly Holder[] = [[{ '': object }, '']];
  for (const step of path) {
    holders = holders.flatMap(([holder, key]) => {
      const below = (holder as Writable)[key];
      if (below === undefined && options['create'] === true) {
        const made: Writable = {};
        set(holder as Writable, key, made);
        return [[made, step] as const];
      }
      return places(below, step, options['create'] === true);
    });
  }
  for (const [holder, key] of holders) {
    const delimiter = textAt(options, 'delimiter') ?? '';
    const before = (holder as Writable)[key];
    set(
      holder as Writable,
      key,
      delimiter === ''
        ? sameType(copyOf(value), before)
        : spliced(text(before) ?? '', text(value) ?? '', delimiter, Number(options['index'] ?? 0)),
    );
  }
  return holders.length > 0;
}

/** A text that replaces a number becomes one, and the other way round: only what is written is copied. */
function sameType(value: unknown, before: unknown): unknown {
  if (typeof before === 'string' && text(value) !== undefined) return text(value);
  if (typeof before === 'number' && typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  return value;
}

function spliced(before: string, value: string, delimiter: string, index: number): string {
  const parts = before.split(delimiter);
  if (index < 0) parts.unshift(value);
  else if (index >= parts.length) parts.push(value);
  else parts[index] = value;
  return parts.join(delimiter);
}

/** What a step means below a value: a field, an index, `[name=web]`, or `*` for each. */
function places(value: unknown, step: string, create = false): readonly Holder[] {
  if (Array.isArray(value)) {
    const match = /^\[([^=]*)=(.*)\]$/.exec(step);
    const fits = (item: unknown, index: number): boolean =>
      step === '*' ||
      step === String(index) ||
      (match !== null && (match[1] === '' ? text(item) : textAt(item, match[1] ?? '')) === match[2]);
    return value.flatMap((item, index) => (fits(item, index) ? [[value, String(index)] as const] : []));
  }
  if (!isMap(value)) return [];
  if (step === '*') return Object.keys(value).map((key) => [value, key] as const);
  return has(value, step) || create ? [[value, step]] : [];
}

/** `spec.containers.[name=web].image`, where `\.` and dots in brackets are letters. */
function steps(path: string): readonly string[] {
  return (path.match(/(?:\[[^\]]*\]|\\.|[^.\\])+/g) ?? []).map((step) => step.replaceAll('\\.', '.'));
}
