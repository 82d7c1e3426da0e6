import { HydratorTarget } from '../lib/deliver/hydrator-target.ts';
import { metadataOf } from '../lib/deliver/hydrator.ts';
import type { Hydrated } from '../lib/deliver/plan-file.ts';
import type { Target } from '../lib/deliver/target.ts';
import type { Desired } from './desired.ts';
import { dryCommit } from './source.ts';

/** What a hydrator is to say; undefined where nobody asks for it. Throws an InputError if the sources are not committed. */
export async function hydratedFrom(
  { hydrator, clusters }: { readonly hydrator: boolean; readonly clusters: string },
  { sourceCommit, scope, manifests }: Desired,
): Promise<Hydrated | undefined> {
  if (!hydrator) return undefined;
  const dry = await dryCommit(clusters, sourceCommit);
  return { dry, clusters: scope.clusters ?? [...new Set(manifests.map(({ cluster }) => cluster))] };
}

/** The target, saying that with each commit. */
export function hydrating(target: Target, hydrated: Hydrated | undefined): Target {
  return hydrated === undefined ? target : new HydratorTarget(target, metadataOf(hydrated.dry, hydrated.clusters));
}
