import { problemText } from '../lib/errors.ts';
import { overcommitted } from '../lib/inventory/overcommit.ts';
import type { Io } from './io.ts';
import { problemOf, prove } from './prove.ts';
import { synthesizeAll } from './synthesize-all.ts';
import type { RenderedCluster } from './synthesize-all.ts';

/**
 * Inventories in, proved manifests out; nothing is written.
 * Mistakes of all clusters come as one InputError; warnings are shown on standard error, notes are for `slipway check`.
 * With `onErrors`, errors of the proof are shown as well, and counted to it instead of thrown.
 */
export async function render(
  folder: string,
  only: readonly string[],
  io: Io,
  onErrors?: (amount: number) => void,
): Promise<readonly RenderedCluster[]> {
  const rendered = await synthesizeAll(folder, only, io);
  // One inventory may make several clusters: what it says of all of them is shown once.
  const warnings = rendered.flatMap(({ cluster, warnings }) => [...overcommitted(cluster), ...warnings]);
  for (const text of new Set(warnings.map(problemText))) io.err(io.errColor.yellow(`warning: ${text}`));
  const remarks = await io.progress.step('Proving', () => prove(rendered, onErrors, only.length === 0));
  for (const remark of remarks) {
    const text = problemText(problemOf(remark));
    if (remark.severity === 'error') io.err(io.errColor.red(`error: ${text}`));
    else if (remark.severity === 'warning') io.err(io.errColor.yellow(`warning: ${text}`));
  }
  return rendered;
}
