import { commitPreview } from './deliver.ts';
import type { Delivery, DeliverOptions } from './deliver.ts';
import { deliverPlan, forPlan } from './deliver-plan.ts';
import type { DeliverPlanOptions } from './deliver-plan.ts';
import type { BranchPlan, EnvironmentPlanFile } from './environment-plan-file.ts';
import type { Environments } from './environments.ts';
import { trailers } from './message.ts';
import { collecting, forEachCluster, previewBranch } from './plan-environments.ts';
import { BranchMovedError } from './target.ts';

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
  const { environments } = options;
  for (let attempt = 1; ; attempt += 1) {
    environments.begin();
    const memories: Remember[] = [];
    try {
      const deliveries = await forEachCluster(options, (cluster) => stage(cluster, options, memories));
      const noteFault = await environments.publish();
      for (const remember of memories) await remember();
      return { deliveries, noteFault };
    } catch (error) {
      if (!(error instanceof BranchMovedError) || attempt === ATTEMPTS) throw error;
    }
  }
}

export interface DeliverEnvironmentPlanOptions extends Omit<DeliverPlanOptions, 'target' | 'file'> {
  readonly environments: Environments;
  readonly file: EnvironmentPlanFile;
}

/**
 * Delivers exactly the plans of a file, one for each branch. Throws a {@link BranchMovedError} if one of the branches does not stand
 * where its plan was made, and InputErrors as `deliverPlan` does; nothing was delivered then.
 */
export async function deliverEnvironmentPlan(options: DeliverEnvironmentPlanOptions): Promise<EnvironmentDeliveries> {
  const { environments, file, name } = options;
  environments.begin();
  try {
    const deliveries = await collecting(file.branches, (planned) => stagePlan(planned, options));
    return { deliveries, noteFault: await environments.publish() };
  } catch (error) {
    throw forPlan(name, error);
  }
}

/** Keeps for the next delivery to a branch what was found out about it. */
type Remember = () => Promise<void>;

async function stage(cluster: string, options: DeliverEnvironmentsOptions, memories: Remember[]): Promise<EnvironmentDelivery> {
  const { environments, next = false, version } = options;
  if (next) await start(environments, cluster, version);
  const target = environments.branch(cluster);
  const { found, remember } = await previewBranch(target, cluster, options);
  memories.push(remember);
  return { ...(await commitPreview(target, found, options, options)), branch: target.branch };
}

async function stagePlan(planned: BranchPlan, options: DeliverEnvironmentPlanOptions): Promise<EnvironmentDelivery> {
  const { environments } = options;
  const { cluster, plan } = planned;
  const started = planned.starts ? await start(environments, cluster, planned.madeBy) : undefined;
  // Planned to start, and somebody else has: what stands there is not what the plan was made on.
  if (planned.starts && started === undefined) {
    const active = environments.active(cluster);
    throw new BranchMovedError(active.branch, undefined, (await active.read()).commit);
  }
  const target = environments.branch(cluster);
  const file = { ...planned, plan: { ...plan, base: started ?? plan.base } };
  return { ...(await deliverPlan({ ...options, target, file })), branch: target.branch };
}

/**
 * Without a branch to merge to there is nothing to propose for: it starts with a commit that has no files.
 * Answers with that commit, undefined where there is a branch.
 */
async function start(environments: Environments, cluster: string, version: string): Promise<string | undefined> {
  const target = environments.active(cluster);
  const { commit, objectFormat } = await target.read();
  if (commit !== undefined) return undefined;
  const nothing = { base: undefined, objectFormat, changes: [], adopted: [], taken: [], conflicts: [], records: [] };
  const words = trailers({ clusters: [cluster], version }).map(({ key, value }) => `${key}: ${value}`);
  return target.commit(nothing, `${cluster}: start the branch of this environment\n\n${words.join('\n')}\n`);
}
