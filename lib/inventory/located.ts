/** A value of an inventory and where it stands. Maps keep their order; a key is there once. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

interface Place {
  /** From 1. Of a map or a list under a key: the line of the key. */
  readonly line: number;
  /** `storage.replicas`, `nodes[0].address`; empty for the whole file. */
  readonly path: string;
}

export interface LocatedScalar extends Place {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, so that 1.10 is not 1.1. */
  readonly source: string;
}

export interface LocatedList extends Place {
  readonly kind: 'list';
  readonly items: readonly Located[];
}

export interface LocatedMap extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  readonly keyLine: number;
  readonly value: Located;
}

export type Path = readonly PropertyKey[];

/** As plain data, which is what a schema reads. */
export function plain(node: Located): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}

/** The node at a path, or else the nearest above it: a missing key is a mistake of the map that lacks it. */
export function locate(root: Located, path: Path): { readonly node: Located; readonly line: number; readonly path: string } {
  let node = root;
  let line = root.line;
  for (const [depth, step] of path.entries()) {
    const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined;
    const item = node.kind === 'list' ? node.items[Number(step)] : entry?.value;
    if (item === undefined) return { node, line, path: path.slice(depth).reduce<string>(joined, node.path) };

    node = item;
    line = entry?.keyLine === undefined || item.kind === 'scalar' ? item.line : entry.keyLine;
  }
  return { node, line, path: node.path };
}

/** `storage` and `replicas` → `storage.replicas`; `nodes` and 0 → `nodes[0]`. */
export function joined(path: string, step: PropertyKey): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? String(step) : `${path}.${String(step)}`;
}

/** Maps merged key by key, lists and scalars replaced, null removes. What wins keeps its place. */
export function merge(base: Located, override: Located): Located {
  if (base.kind !== 'map' || override.kind !== 'map') return override;

  const entries = new Map(base.entries);
  for (const [key, entry] of override.entries) {
    const below = entries.get(key);
    if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(key);
    else entries.set(key, below === undefined ? entry : { keyLine: entry.keyLine, value: merge(below.value, entry.value) });
  }
  return { ...base, entries };
}
