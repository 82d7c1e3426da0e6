import { setImmediate as turn } from 'node:timers/promises';
import { installerOf } from '../charts/index.ts';
import { InputError, problemText } from '../lib/errors.ts';
import type { Problem } from '../lib/errors.ts';
import { loadClusters } from '../lib/inventory/load.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { synthesize } from '../lib/synth/synthesize.ts';
import type { Io } from './io.ts';
import { problemOf, prove } from './prove.ts';
import type { RenderedCluster } from './prove.ts';

/**
 * Inventories in, proved manifests out; nothing is written.
 * Mistakes of all clusters come as one InputError; findings that are no errors are shown on standard error.
 * With `onErrors`, errors of the proof are shown as well, and counted to it instead of thrown.
 */
export async function render(
  folder: string,
  only: readonly string[],
  { err, errColor, progress }: Io,
  onErrors?: (amount: number) => void,
): Promise<readonly RenderedCluster[]> {
  const clusters = loadClusters(folder, only.length === 0 ? {} : { only });
  const rendered = await progress.step('Synthesizing', async (say) => {
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

  const remarks = await progress.step('Proving', () => prove(rendered, onErrors));
  for (const remark of remarks) {
    const text = problemText(problemOf(remark));
    if (remark.severity === 'error') err(errColor.red(`error: ${text}`));
    else err(remark.severity === 'warning' ? errColor.yellow(`warning: ${text}`) : `note: ${text}`);
  }
  return rendered;
}

/** Manifests of all clusters, in order. */
export function allManifests(rendered: readonly RenderedCluster[]): readonly Manifest[] {
  return rendered.flatMap(({ manifests }) => manifests);
}

/** Names of the clusters that were rendered. */
export function clusterNames(rendered: readonly RenderedCluster[]): readonly string[] {
  return rendered.map(({ cluster }) => cluster.name);
}
