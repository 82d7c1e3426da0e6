import { clusterOf } from './place.ts';
import type { Preview } from './preview.ts';

type Told = Pick<Preview, 'changes' | 'standing' | 'plan'>;

/** What a delivery removes whole. */
export interface Gone {
  /** Clusters of which everything goes: objects, and apps that they were in. */
  readonly clusters: ReadonlyMap<string, { readonly objects: number; readonly apps: number }>;
  /** Apps of other clusters of which everything goes, as `cluster/app`: objects. */
  readonly apps: ReadonlyMap<string, number>;
}

/** A cluster is gone when its inventory is, or when it was synthesized to nothing. */
export function goneOf({ changes, standing, plan }: Told): Gone {
  const stays = new Set([...changes.filter(({ action }) => action !== 'remove').map(({ path }) => path), ...plan.adopted].map(clusterOf));
  const removed = new Map<string, number>();
  const kept = new Set<string>();
  for (const { action, cluster, app } of changes) {
    const name = `${cluster}/${app}`;
    if (action === 'remove') removed.set(name, (removed.get(name) ?? 0) + 1);
    else kept.add(name);
  }

  const clusters = new Map<string, { objects: number; apps: number }>();
  for (const cluster of new Set([...removed.keys()].map(clusterOf))) {
    const all = [...standing].filter(([name]) => clusterOf(name) === cluster);
    if (all.length === 0 || stays.has(cluster) || all.some(([name, amount]) => removed.get(name) !== amount)) continue;
    clusters.set(cluster, { objects: all.reduce((sum, [, amount]) => sum + amount, 0), apps: all.length });
  }
  const apps = [...removed].filter(([name, amount]) => amount === standing.get(name) && !kept.has(name) && !clusters.has(clusterOf(name)));
  return { clusters, apps: new Map(apps) };
}
