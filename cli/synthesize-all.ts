import { setImmediate as turn } from 'node:timers/promises';
import { installerOf } from '../charts/index.ts';
import { InputError } from '../lib/errors.ts';
import type { Problem } from '../lib/errors.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import type { KubeObject, Manifest } from '../lib/manifest/manifest.ts';
import { synthesize } from '../lib/synth/synthesize.ts';
import type { Io } from './io.ts';

/** One cluster and everything that is true of it. */
export interface RenderedCluster {
  readonly cluster: Cluster;
  /** In file order. */
  readonly manifests: readonly Manifest[];
  /** What third-party charts create there: known to the proof, never written. */
  readonly provided: readonly KubeObject[];
  /** What its charts say to whoever delivers. */
  readonly warnings: readonly Problem[];
}

/** Inventories in, manifests out; nothing is written, and no rule is asked. Mistakes of all clusters come as one InputError. */
export async function synthesizeAll(folder: string, only: readonly string[], { progress }: Io): Promise<readonly RenderedCluster[]> {
  const clusters = loadClusters(folder, only.length === 0 ? {} : { only });
  return progress.step('Synthesizing', async (say) => {
    const done: RenderedCluster[] = [];
    const problems: Problem[] = [];
    for (const cluster of clusters) {
      say(cluster.name);
      // Synthesis never waits for anything: without a turn in between nobody would see which cluster it is at.
      if (clusters.length > 1) await turn();
      try {
        done.push({ cluster, ...synthesize(cluster, installerOf(cluster)) });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems);
      }
    }
    if (problems.length > 0) throw new InputError(problems);
    return done;
  });
}

/** Manifests of all clusters, in order. */
export function allManifests(rendered: readonly RenderedCluster[]): readonly Manifest[] {
  return rendered.flatMap(({ manifests }) => manifests);
}

/** Names of the clusters that were rendered. */
export function clusterNames(rendered: readonly RenderedCluster[]): readonly string[] {
  return rendered.map(({ cluster }) => cluster.name);
}
