import { changeEffects } from './forecast-change.ts';
import { removalEffects } from './forecast-removal.ts';
import { ForecastWorld } from './forecast-world.ts';
import type { ObjectChange } from './object-change.ts';

/** What Argo CD or the cluster does about a change. */
export type Does =
  /** Makes or patches the object. */
  | 'create'
  | 'apply'
  /** Deletes it. */
  | 'prune'
  /** Leaves it in the cluster, although it is gone from the repository. */
  | 'keep'
  /** Cannot change it: the sync fails. */
  | 'fail'
  /** Deletes it and makes it anew. */
  | 'recreate'
  /** Replaces pods one after the other, or in steps with traffic. */
  | 'restart'
  | 'canary'
  /** Pods see the new configuration by themselves, or do not. */
  | 'refresh'
  | 'stale'
  /** Anything else that is worth knowing. */
  | 'note';

/** Why a person should look twice. */
export type Risk = 'data-loss' | 'sync-fails' | 'deletes-more' | 'downtime' | 'left-behind' | 'stale-config';

export interface Effect {
  readonly does: Does;
  /** What happens, as it follows "Argo CD will" or, for what is none of its deeds, as a sentence of its own. */
  readonly says: string;
  readonly risk?: Risk | undefined;
}

/** Everything that follows from one change. */
export interface ObjectForecast {
  readonly path: string;
  readonly cluster: string;
  readonly object: string;
  /** At least one; the first is what becomes of the object itself. */
  readonly effects: readonly Effect[];
}

/**
 * Says what will follow from each change, in the same order. `files` is everything that was synthesized: Applications,
 * storage classes and workloads are looked up there. `folder` is the target's; `standing` are the paths that stand there before.
 */
export function forecast(
  changes: readonly ObjectChange[],
  files: ReadonlyMap<string, string>,
  folder: string | undefined,
  standing: Iterable<string> = [],
): readonly ObjectForecast[] {
  const world = new ForecastWorld(changes, files, folder, standing);
  return Object.freeze(
    changes.map((change) => {
      const { path, cluster, object } = change;
      return Object.freeze({ path, cluster, object, effects: Object.freeze(effectsOf(change, world)) });
    }),
  );
}

function effectsOf(change: ObjectChange, world: ForecastWorld): readonly Effect[] {
  switch (change.action) {
    case 'add':
      return [{ does: 'create', says: `create ${change.object}` }];
    case 'change':
      return [...changeEffects(change, world)];
    case 'remove':
      return [...removalEffects(change, world)];
  }
}

/** The risks of a delivery, each with what brings it, in the order of the changes. */
export function risksOf(forecasts: readonly ObjectForecast[]): readonly (Effect & { readonly risk: Risk; readonly cluster: string })[] {
  return forecasts.flatMap(({ cluster, effects }) =>
    effects.flatMap(({ does, says, risk }) => (risk === undefined ? [] : [{ does, says, risk, cluster }])),
  );
}
