import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { commitPreview } from './deliver.ts';
import type { Delivery, DeliverOptions } from './deliver.ts';
import type { Environments } from './environments.ts';
import { trailers } from './message.ts';
import { clusterOf } from './place.ts';
import { preview } from './preview.ts';
import { BranchMovedError } from './target.ts';
import type { Target } from './target.ts';

/** Plans made anew when somebody else was faster, before that is reported. */
const ATTEMPTS = 10;

export interface DeliverEnvironmentsOptions extends Omit<DeliverOptions, 'target'> {
  readonly environments: Environments;
  /** Make the environment's own branch, empty, where only the proposal would be. @default false */
  readonly next?: boolean | undefined;
}

/** What was delivered to the branch of one cluster. */
export interface EnvironmentDelivery extends Delivery {
  readonly branch: string;
}

export interface EnvironmentDeliveries {
  /** In the order of the clusters. */
  readonly deliveries: readonly EnvironmentDelivery[];
  /** Why a note could not be written. @default all were */
  readonly noteFault?: string | undefined;
}

/**
 * Brings the branch of every cluster to what `files` say: one commit a branch or none, and all branches move together.
 * A branch whose cluster is gone stays as it is. Throws an InputError with the conflicts and unconfirmed removals of all branches,
 * and a DeliveryError for the world; in both cases nothing was delivered.
 */
export async function deliverEnvironments(options: DeliverEnvironmentsOptions): Promise<EnvironmentDeliveries> {
  const { environments, files } = options;
  const clusters = [...new Set(options.clusters ?? [...files.keys()].map(clusterOf))].sort();
  for (let attempt = 1; ; attempt += 1) {
    environments.begin();
    const deliveries: EnvironmentDelivery[] = [];
    const problems: Problem[] = [];
    for (const cluster of clusters) {
      try {
        if (options.next === true) await start(environments.active(cluster), cluster, options.version);
        deliveries.push(await stage(environments.branch(cluster), cluster, options));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems);
      }
    }
    if (problems.length > 0) throw new InputError(problems);
    try {
      return { deliveries, noteFault: await environments.publish() };
    } catch (error) {
      if (!(error instanceof BranchMovedError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function stage(target: Target, cluster: string, options: DeliverEnvironmentsOptions): Promise<EnvironmentDelivery> {
  const files = new Map([...options.files].filter(([path]) => clusterOf(path) === cluster));
  const found = await preview({ ...options, target, files, clusters: [cluster] });
  return { ...(await commitPreview(target, found, options, options)), branch: target.branch };
}

/** Without a branch to merge to there is nothing to propose for: it starts with a commit that has no files. */
async function start(target: Target, cluster: string, version: string): Promise<void> {
  const { commit, objectFormat } = await target.read();
  if (commit !== undefined) return;
  const nothing = { base: undefined, objectFormat, changes: [], adopted: [], taken: [], conflicts: [], records: [] };
  const words = trailers({ clusters: [cluster], version }).map(({ key, value }) => `${key}: ${value}`);
  await target.commit(nothing, `${cluster}: start the branch of this environment\n\n${words.join('\n')}\n`);
}
