import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Environments } from './environments.ts';
import { clusterOf } from './place.ts';
import { placeOf } from './plan-place.ts';
import type { PlanPlace } from './plan-place.ts';
import { previewWanted } from './preview.ts';
import type { Preview, PreviewOptions } from './preview.ts';
import type { Target } from './target.ts';

export interface PlanEnvironmentsOptions extends Omit<PreviewOptions, 'target'> {
  readonly environments: Environments;
  /** To the branches that are proposed. @default to the environments' own */
  readonly next?: boolean | undefined;
}

/** What a delivery would do to the branch of one cluster. */
export interface EnvironmentPreview {
  readonly cluster: string;
  readonly place: PlanPlace;
  /** Whether the environment's own branch is made first, empty, so that there is something to propose for. */
  readonly starts: boolean;
  readonly found: Preview;
}

/** Computes what a delivery to the branch of every cluster would do now. Changes nothing. Throws an InputError with what stops the branches. */
export async function previewEnvironments(options: PlanEnvironmentsOptions): Promise<readonly EnvironmentPreview[]> {
  const { environments, next = false } = options;
  return forEachCluster(options, async (cluster) => {
    const starts = next && (await environments.active(cluster).read()).commit === undefined;
    const target = environments.branch(cluster);
    const { found } = await previewBranch(target, cluster, options);
    return { cluster, place: placeOf(target), starts, found };
  });
}

/** {@link previewWanted} of the files of one cluster. */
export function previewBranch(target: Target, cluster: string, options: PlanEnvironmentsOptions): ReturnType<typeof previewWanted> {
  const files = new Map([...options.files].filter(([path]) => clusterOf(path) === cluster));
  return previewWanted({ ...options, target, files, clusters: [cluster] });
}

/** Does the same for every cluster, in their order; what is wrong with several of them is thrown at once. */
export async function forEachCluster<T>(
  { clusters, files }: Pick<PlanEnvironmentsOptions, 'clusters' | 'files'>,
  work: (cluster: string) => Promise<T>,
): Promise<readonly T[]> {
  return collecting([...new Set(clusters ?? [...files.keys()].map(clusterOf))].sort(), work);
}

/** The results in the order of the items. Throws an InputError with the problems of all of them, and any other error at once. */
export async function collecting<I, T>(items: readonly I[], work: (item: I) => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  const problems: Problem[] = [];
  for (const item of items) {
    try {
      results.push(await work(item));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return results;
}
