import { load } from 'js-yaml';

/** What the key data says of one path; its format stands in docs/imports.md. */
export interface Key {
  readonly type: string | readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  /** A free-form map: any key below it is passed on. */
  readonly open?: boolean;
}

/** The key data of one chart, `charts/keys/<chart>-<version>.yaml`. */
export interface ChartKeys {
  readonly chart: string;
  readonly repository: string;
  readonly version: string;
  readonly appVersion: string;
  readonly keys: Readonly<Record<string, Key>>;
}

/** Keys as a tree: what is known of this path itself, and the keys below it. */
export interface KeyNode {
  key?: Key;
  readonly below: Map<string, KeyNode>;
}

export function readChartKeys(text: string): ChartKeys {
  return load(text) as ChartKeys;
}

export function keyTree({ keys }: ChartKeys): KeyNode {
  const root: KeyNode = { below: new Map() };
  for (const [path, key] of Object.entries(keys)) {
    let node = root;
    for (const name of segments(path)) {
      let next = node.below.get(name);
      if (next === undefined) node.below.set(name, (next = { below: new Map() }));
      node = next;
    }
    node.key = key;
  }
  return root;
}

/** `configs.cm["admin.enabled"]` → `configs`, `cm`, `admin.enabled`. */
function segments(path: string): readonly string[] {
  return [...path.matchAll(/\["([^"]*)"\]|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Types that a value here may have, `['integer', 'string']`; a path with known keys below it is an object. */
export function typesOf({ key, below }: KeyNode): readonly string[] {
  if (key === undefined) return ['object'];
  const types = typeof key.type === 'string' ? [key.type] : key.type;
  return below.size > 0 && !types.includes('object') && !types.includes('any') ? ['object', ...types] : types;
}
