import type { Does, Effect, ObjectForecast } from './forecast.ts';

/** Something worth saying about a delivery, once for all clusters in which it happens. */
export interface Highlight extends Effect {
  /** Sorted. */
  readonly clusters: readonly string[];
  /** Whether it reads on from "Argo CD will"; otherwise it is a sentence of its own. */
  readonly deed: boolean;
}

/** What every delivery does; said by the list of changes. */
const PLAIN: readonly Does[] = ['create', 'apply', 'prune'];
const DEEDS: readonly Does[] = ['canary', 'restart', 'recreate', 'fail', 'keep'];

/** Objects of which the same is said one by one; of more, the first is named and the rest are counted. */
const MOST_ALIKE = 3;

/** One sentence about several objects. */
interface Sentence {
  readonly effect: Effect;
  /** The sentence about each, and where that happens. */
  readonly objects: Map<string, { readonly says: string; readonly clusters: Set<string> }>;
}

/** What a person wants to know beside the list of changes: what is risky first, then in the order of the changes. */
export function highlights(forecasts: readonly ObjectForecast[]): readonly Highlight[] {
  const found = new Map<string, Sentence>();
  for (const { cluster, object, effects } of forecasts) {
    for (const effect of effects) {
      if (PLAIN.includes(effect.does) && effect.risk === undefined) continue;
      const words = effect.says.replaceAll(object, '\0');
      const { objects } = known(found, words, () => ({ effect, objects: new Map() }));
      known(objects, object, () => ({ says: effect.says, clusters: new Set() })).clusters.add(cluster);
    }
  }
  const all = [...found.values()].flatMap(highlightsOf);
  return [...all.filter(({ risk }) => risk !== undefined), ...all.filter(({ risk }) => risk === undefined)];
}

function highlightsOf({ effect, objects }: Sentence): readonly Highlight[] {
  const deed = DEEDS.includes(effect.does);
  const each = [...objects].map(([object, { says, clusters }]) => ({ ...effect, says, clusters: [...clusters].sort(), deed, object }));
  const [first, ...others] = each;
  if (first === undefined || others.length < MOST_ALIKE) return each.map(({ object: _object, ...highlight }) => highlight);
  const { object, ...highlight } = first;
  const clusters = [...new Set(each.flatMap((one) => one.clusters))].sort();
  // The first place is the object itself, others only refer to it.
  return [{ ...highlight, says: highlight.says.replace(object, `${object} and ${others.length} more objects`), clusters }];
}

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
