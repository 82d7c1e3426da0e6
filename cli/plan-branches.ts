import { version } from '../package.json';
import { environmentsMarkdown } from '../lib/deliver/environment-markdown.ts';
import { printEnvironmentPlanFile } from '../lib/deliver/environment-plan-file.ts';
import { guardsOf } from '../lib/deliver/guards.ts';
import { isEmpty } from '../lib/deliver/plan.ts';
import { previewEnvironments } from '../lib/deliver/plan-environments.ts';
import { guarding } from './delivery.ts';
import { desired } from './desired.ts';
import { withEnvironments } from './environments.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import type { PlanCommandOptions } from './plan.ts';
import { planText } from './plan-text.ts';
import { dryCommit } from './source.ts';
import { writeNamedFile } from './write-file.ts';

/** Shows what a delivery would do to the branch of every cluster. */
export async function planBranches(given: PlanCommandOptions, io: Io): Promise<ExitCode> {
  const { next, take, out, artifact } = given;
  const allowed = guarding(given);
  const { manifests, files, scope, sourceCommit, forced } = await desired(given, io);
  const dry = given.hydrator ? await dryCommit(given.clusters, sourceCommit) : undefined;
  const previews = await io.progress.step(`Comparing with ${given.target}`, (say) =>
    withEnvironments(given, say, { next, hydrator: dry }, (environments, onProgress) =>
      previewEnvironments({ environments, files, ...scope, next, take, sourceCommit, onProgress }),
    ),
  );

  const hydrator = dry === undefined ? undefined : { dry, clusters: [] };
  const file = printEnvironmentPlanFile(previews, next, { source: sourceCommit, madeBy: version, forced, hydrator }, allowed);
  if (out !== undefined) writeNamedFile(out, file);
  if (artifact !== undefined) writeNamedFile(artifact, environmentsMarkdown(previews, allowed, { limit: Number.POSITIVE_INFINITY }));
  if (given.json) io.out(file.trimEnd());
  else if (given.markdown) io.out(environmentsMarkdown(previews, allowed, { artifact }).trimEnd());
  else {
    const texts = previews.map(({ cluster, place, starts, found }) => {
      const mine = manifests.filter((manifest) => manifest.cluster === cluster);
      const text = planText(found, guardsOf(found, allowed), mine, { ...given, branch: place.branch }, io.color);
      return starts ? `${text}\n\n${io.color.yellow(`environment/${cluster} is made first, empty, as the branch to propose for`)}` : text;
    });
    io.out(texts.join('\n\n'));
  }
  const open = previews.some(({ starts, found: { plan } }) => starts || !isEmpty(plan) || plan.conflicts.length > 0);
  return open ? EXIT.found : EXIT.ok;
}
