import { addTo } from '../values/multimap.ts';
import { matches, type Labels } from './selector.ts';

const NONE: readonly never[] = Object.freeze([]);

/** What carries labels, found by them: in one namespace, or in all. */
export class LabelIndex<T> {
  private readonly all = new Map<string, T[]>();
  private readonly byLabel = new Map<string, T[]>();

  constructor(
    things: Iterable<T>,
    private readonly labelsOf: (thing: T) => Labels,
    namespaceOf: (thing: T) => string,
  ) {
    for (const thing of things) {
      for (const place of [EVERYWHERE, namespaceOf(thing)]) {
        addTo(this.all, place, thing);
        for (const [key, value] of Object.entries(labelsOf(thing))) addTo(this.byLabel, keyOf(place, key, value), thing);
      }
    }
  }

  /** All of a namespace. */
  in(namespace: string): readonly T[] {
    return this.all.get(namespace) ?? NONE;
  }

  /** Those that carry all of these labels; of no labels, all. The rarest label is looked up, the others compared. */
  with(labels: Labels, namespace = EVERYWHERE): readonly T[] {
    let candidates: readonly T[] | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const found = this.byLabel.get(keyOf(namespace, key, value)) ?? NONE;
      if (found.length === 0) return NONE;
      if (candidates === undefined || found.length < candidates.length) candidates = found;
    }
    if (candidates === undefined) return this.in(namespace);
    return candidates.filter((thing) => matches(labels, this.labelsOf(thing)));
  }
}

/** No namespace has such a name. */
const EVERYWHERE = '*';

function keyOf(place: string, key: string, value: string): string {
  return `${place}/${key}=${value}`;
}
