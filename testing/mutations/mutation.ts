import { load } from 'js-yaml';
import type { KubeObject } from '../../lib/manifest/manifest.ts';
import type { Fields } from '../../lib/check/read.ts';
import type { WorldName } from './worlds.ts';

/** An object on its way to being broken. */
export type Draft = Record<string, unknown>;

/** A mistake as somebody would make it: in the object, in the text of its file, by leaving it out, or by one object more. */
export type Change =
  | { readonly in: 'object'; readonly make: (draft: Draft) => void }
  | { readonly in: 'text'; readonly make: (text: string) => string }
  | { readonly in: 'tree'; readonly more: readonly KubeObject[]; readonly gone: boolean };

/** A change, and the rules one of which must speak. */
export type Case = readonly [Change, string, ...string[]];

/** Mistakes by what they are called, by the object in which they are made (`Kind/name`). */
export type Table = Readonly<Record<string, Readonly<Record<string, Case>>>>;

export interface Mutation {
  readonly world: WorldName;
  readonly object: string;
  readonly name: string;
  readonly change: Change;
  readonly rules: readonly string[];
}

/** The rows of a table. */
export function mutationsOf(world: WorldName, table: Table): readonly Mutation[] {
  return Object.entries(table).flatMap(([object, cases]) =>
    Object.entries(cases).map(([name, [change, ...rules]]) => ({ world, object, name, change, rules })),
  );
}

/** Writes a value; the path must lead to a place that exists, only its last step may be new. */
export function set(path: string, value: unknown): Change {
  return onObject((draft) => {
    const { holder, key } = place(draft, path);
    if (JSON.stringify(holder[key]) === JSON.stringify(value)) throw new Error(`${path} says so already`);
    holder[key] = value;
  });
}

/** Takes out what stands at a path, an item of a list included. */
export function drop(path: string): Change {
  return onObject((draft) => {
    const { holder, key } = place(draft, path);
    if (!(key in holder)) throw new Error(`${path} is not there`);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  });
}

/** Appends to a list. */
export function push(path: string, ...values: readonly unknown[]): Change {
  return onObject((draft) => {
    const { holder, key } = place(draft, path);
    const list = holder[key] ?? [];
    if (!Array.isArray(list)) throw new Error(`${path} is no list`);
    holder[key] = [...(list as unknown[]), ...values];
  });
}

/** Writes some words of a text otherwise. */
export function edit(path: string, before: string, after: string): Change {
  return onObject((draft) => {
    const { holder, key } = place(draft, path);
    const text = holder[key];
    if (typeof text !== 'string' || !text.includes(before)) throw new Error(`${path} has no "${before}"`);
    holder[key] = text.replace(before, () => after);
  });
}

/** Puts a list into the opposite order. */
export function reverse(path: string): Change {
  return onObject((draft) => {
    const { holder, key } = place(draft, path);
    holder[key] = [...(holder[key] as unknown[])].reverse();
  });
}

/** Several changes of one object that are one mistake. */
export function both(...changes: readonly Change[]): Change {
  return onObject((draft) => {
    for (const change of changes) if (change.in === 'object') change.make(draft);
  });
}

/** Writes some words of the file otherwise, as an editor would. */
export function write(before: string, after: string): Change {
  return {
    in: 'text',
    make: (text) => {
      if (!text.includes(before)) throw new Error(`the file has no "${before}"`);
      return text.replace(before, () => after);
    },
  };
}

/** The object is left out. */
export const gone: Change = { in: 'tree', more: [], gone: true };

/** Objects stand beside it that should not. */
export function beside(...yaml: readonly string[]): Change {
  return { in: 'tree', more: yaml.map((each) => load(each) as KubeObject), gone: false };
}

function onObject(make: (draft: Draft) => void): Change {
  return { in: 'object', make };
}

/** `spec.containers[0].image`, `labels["app.kubernetes.io/name"]`: the holder of the last step. */
function place(draft: Draft, path: string): { readonly holder: Record<string, unknown>; readonly key: string } {
  const steps = [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, plain]) => quoted ?? index ?? plain ?? '');
  const key = steps.pop() ?? '';
  let holder: unknown = draft;
  for (const step of steps) holder = (holder as Fields | undefined)?.[step];
  if (typeof holder !== 'object' || holder === null) throw new Error(`${path} leads nowhere`);
  return { holder: holder as Record<string, unknown>, key };
}
