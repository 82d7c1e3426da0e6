import { fields, items, join } from '../read.ts';

/** A value of a chart under a name that charts give to what they hand on to a pod unread. */
export interface HandedOn {
  /** `singleBinary.resources` */
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
  /** The map in which it stands. */
  readonly around: Readonly<Record<string, unknown>>;
}

/** Deepest level of values that is looked at. */
const DEEPEST = 12;

/** The values under some names, at any depth; what stands below one of them is part of it. */
export function* handedOn(values: unknown, names: ReadonlySet<string>, path = '', depth = 0): Generator<HandedOn> {
  if (depth > DEEPEST) return;
  if (Array.isArray(values)) {
    for (const [index, each] of items(values).entries())
      if (typeof each === 'object') yield* handedOn(each, names, `${path}[${index}]`, depth + 1);
    return;
  }
  const around = fields(values);
  for (const [key, value] of Object.entries(around)) {
    if (names.has(key)) yield { path: join(path, key), key, value, around };
    else if (typeof value === 'object' && value !== null) yield* handedOn(value, names, join(path, key), depth + 1);
  }
}
