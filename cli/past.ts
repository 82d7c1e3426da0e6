import { InputError } from '../lib/errors.ts';
import { foldersWithPast, history } from '../lib/deliver/history.ts';
import type { PastDelivery } from '../lib/deliver/history.ts';
import type { Target } from '../lib/deliver/target.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { withTarget } from './delivery.ts';
import { withEnvironments } from './environments.ts';
import type { HistoryCommandOptions } from './history.ts';

/** What was delivered to one branch. */
export interface BranchPast {
  readonly branch: string;
  readonly deliveries: readonly PastDelivery[];
  /** Where nothing was delivered to the place that was asked for: the folders that have a past of their own. */
  readonly folders: readonly string[];
}

/** The past of the branch that all clusters share. */
export function pastOfBranch(given: HistoryCommandOptions, say: (text: string) => void): Promise<readonly BranchPast[]> {
  const clusters = given.cluster.length === 0 ? undefined : given.cluster;
  return withTarget(given, say, async (target) => [await pastOf(target, given, clusters)]);
}

/**
 * The past of the branch of each cluster: of those that are named, else of those that have an inventory. Throws an InputError for
 * an object that no delivery to any of them has touched.
 */
export function pastOfBranches(given: HistoryCommandOptions, say: (text: string) => void): Promise<readonly BranchPast[]> {
  const clusters = given.cluster.length === 0 ? loadClusters(given.clusters).map(({ name }) => name) : given.cluster;
  return withEnvironments(given, say, { next: given.next }, async (environments) => {
    const pasts: BranchPast[] = [];
    const refused: InputError[] = [];
    for (const cluster of clusters) {
      try {
        pasts.push(await pastOf(environments.standing(cluster), given, undefined));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refused.push(error);
      }
    }
    const [first] = refused;
    if (first !== undefined && pasts.length === 0) throw first;
    return pasts;
  });
}

async function pastOf(target: Target, given: HistoryCommandOptions, clusters: readonly string[] | undefined): Promise<BranchPast> {
  const { object, limit, json } = given;
  const deliveries = await history({ target, clusters, object, limit: Number(limit), suggest: didYouMean });
  return { branch: target.branch, deliveries, folders: deliveries.length > 0 || json ? [] : await foldersWithPast(target) };
}
