import { nearest } from './nearest.ts';

/** A chart, as far as its keys go: `keys` is what the generator of `imports/charts/` writes. */
interface Keys {
  readonly keys: string;
}

/** A key of the values that the chart ignores in silence. */
export interface UnknownKey {
  /** `pilot.resorces`; a name with other characters than letters, digits, `_` and `-` stands as `["a.b"]`. */
  readonly path: string;
  /** The real key that was most likely meant: a neighbour with a similar name, or the same name elsewhere in the chart. */
  readonly nearest?: string;
}

/** A value of a type that the chart's templates do not expect. */
export interface IllTypedValue {
  readonly path: string;
  readonly found: string;
  /** `integer or string`. */
  readonly allowed: string;
}

/** A leaf is its types, `"integer string"`; a map has its own types under the empty name where more than its keys is allowed. */
export type KeyList = string | { readonly [name: string]: KeyList };

/** What is wrong with the values of a chart. */
export interface ValueFaults {
  readonly unknown: UnknownKey[];
  readonly illTyped: IllTypedValue[];
}

/**
 * Keys that a chart does not know. For values that no compiler has judged: in TypeScript `Values` of
 * `imports/charts/<chart>-<version>.ts` refuses them already. Keys below a free-form map are the chart's to judge.
 */
export function unknownKeys(chart: Keys, values: unknown): readonly UnknownKey[] {
  return valueFaults(chart, values).unknown;
}

/** Values of a type that a chart does not take. `null` is always taken: Helm removes the default then. */
export function illTypedValues(chart: Keys, values: unknown): readonly IllTypedValue[] {
  return valueFaults(chart, values).illTyped;
}

/** Both at once: the list of keys is long, and reading it is most of the work. */
export function valueFaults(chart: Keys, values: unknown): ValueFaults {
  const known = JSON.parse(chart.keys) as KeyList;
  const seen: ValueFaults = { unknown: [], illTyped: [] };
  walk(values, known, '', seen, known);
  return seen;
}

/** @param within whether the map around is free-form: then so is what is listed in it only for its defaults. */
function walk(value: unknown, known: KeyList, path: string, seen: ValueFaults, root: KeyList, within = false): void {
  if (value === undefined || value === null) return;

  const types = typesOf(known);
  const found = typeOf(value);
  if (!types.includes('any') && !types.includes(found) && !(found === 'integer' && types.includes('number'))) {
    seen.illTyped.push({ path, found, allowed: types.filter((type) => type !== 'open').join(' or ') });
    return;
  }
  if (found !== 'object' || typeof known === 'string') return;

  const isOpen = types.includes('open') || types.includes('any') || (within && known[''] === undefined);
  for (const [name, member] of Object.entries(value)) {
    const child = name !== '' && Object.hasOwn(known, name) ? known[name] : undefined;
    if (child !== undefined) walk(member, child, joined(path, name), seen, root, isOpen);
    else if (!isOpen) {
      const near = nearestKey(name, known, path, root);
      seen.unknown.push({ path: joined(path, name), ...(near !== undefined && { nearest: near }) });
    }
  }
}

export function typesOf(known: KeyList): readonly string[] {
  return (typeof known === 'string' ? known : typeof known[''] === 'string' ? known[''] : 'object').split(' ');
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function nearestKey(name: string, siblings: Readonly<Record<string, KeyList>>, path: string, root: KeyList): string | undefined {
  const near = nearest(
    name,
    Object.keys(siblings).filter((sibling) => sibling !== ''),
  );
  return near === undefined ? sameNameElsewhere(name, root) : joined(path, near);
}

/** `resources` at the top of `istiod` means `pilot.resources`: the shortest path that ends in the name. */
function sameNameElsewhere(name: string, root: KeyList): string | undefined {
  let level: readonly (readonly [string, KeyList])[] = [['', root]];
  while (level.length > 0) {
    const next: (readonly [string, KeyList])[] = [];
    for (const [path, known] of level) {
      if (typeof known === 'string') continue;
      if (path !== '' && Object.hasOwn(known, name)) return joined(path, name);
      for (const [child, below] of Object.entries(known)) {
        if (child !== '') next.push([joined(path, child), below]);
      }
    }
    level = next;
  }
  return undefined;
}

function joined(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}["${name}"]`;
  return path === '' ? name : `${path}.${name}`;
}
