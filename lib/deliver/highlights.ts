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

/** What a person wants to know beside the list of changes: what is risky first, then in the order of the changes. */
export function highlights(forecasts: readonly ObjectForecast[]): readonly Highlight[] {
  const found = new Map<string, { readonly effect: Effect; readonly clusters: Set<string> }>();
  for (const { cluster, effects } of forecasts) {
    for (const effect of effects) {
      if (PLAIN.includes(effect.does) && effect.risk === undefined) continue;
      const known = found.get(effect.says);
      if (known === undefined) found.set(effect.says, { effect, clusters: new Set([cluster]) });
      else known.clusters.add(cluster);
    }
  }
  const all = [...found.values()].map(({ effect, clusters }) => ({
    ...effect,
    clusters: [...clusters].sort(),
    deed: DEEDS.includes(effect.does),
  }));
  return [...all.filter(({ risk }) => risk !== undefined), ...all.filter(({ risk }) => risk === undefined)];
}
