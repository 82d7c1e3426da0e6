import { version } from '../package.json';
import { deliverEnvironmentPlan, deliverEnvironments } from '../lib/deliver/deliver-environments.ts';
import type { EnvironmentDeliveries } from '../lib/deliver/deliver-environments.ts';
import type { EnvironmentPlanFile } from '../lib/deliver/environment-plan-file.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { writeDist } from '../lib/synth/write-dist.ts';
import type { DeliverCommandOptions } from './deliver.ts';
import { committing, guarding } from './delivery.ts';
import { deliveryJson, deliveryText } from './delivery-text.ts';
import { desired } from './desired.ts';
import { withEnvironments } from './environments.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { STATE_FOLDER, refuseMixedBranches } from './options.ts';
import { dryCommit } from './source.ts';
import { seconds } from './text.ts';

/** Delivers every cluster to a branch of its own. */
export async function deliverBranches(given: DeliverCommandOptions, io: Io): Promise<ExitCode> {
  const started = performance.now();
  const { message, take, next } = given;
  const [guards, { author, sign }] = [guarding(given), committing(given)];
  const { manifests, files, scope, sourceCommit, forced } = await desired(given, io);
  const hydrator = given.hydrator ? await dryCommit(given.clusters, sourceCommit) : undefined;
  writeDist(given.dist, manifests, { ...scope, state: STATE_FOLDER });

  const done = await io.progress.step(`Delivering to ${given.target}`, (say) =>
    withEnvironments(given, say, { next, hydrator, author, sign }, (environments, onProgress) => {
      const options = { files, ...scope, ...guards, take, onProgress, version, sourceCommit, message, forced, next };
      return deliverEnvironments({ environments, ...options });
    }),
  );
  show(done, manifests, given, started, io);
  return EXIT.ok;
}

/** Delivers exactly the plans of a file, one for each branch. */
export async function deliverBranchPlans(given: DeliverCommandOptions, name: string, file: EnvironmentPlanFile, io: Io): Promise<ExitCode> {
  const started = performance.now();
  const { message } = given;
  const { next, branches } = file;
  refuseMixedBranches({ ...given, 'environment-branches': true, next });
  const [guards, { author, sign }] = [guarding(given), committing(given)];
  const hydrator = branches[0]?.hydrator?.dry;
  const done = await io.progress.step(`Delivering to ${given.target}`, (say) =>
    withEnvironments(given, say, { next, hydrator, author, sign }, (environments, onProgress) =>
      deliverEnvironmentPlan({ environments, name, file, ...guards, message, onProgress }),
    ),
  );
  show(done, [], given, started, io);
  return EXIT.ok;
}

function show(
  { deliveries, noteFault }: EnvironmentDeliveries,
  manifests: readonly Manifest[],
  given: DeliverCommandOptions,
  started: number,
  io: Io,
): void {
  const fault = noteFault ?? deliveries.find((delivery) => delivery.noteFault !== undefined)?.noteFault;
  if (fault !== undefined) io.err(io.errColor.yellow(`warning: a note is not written: ${fault}`));
  const took = seconds(performance.now() - started);
  const shown = deliveries.map((delivery) => {
    const mine = manifests.filter(({ cluster }) => delivery.clusters.includes(cluster));
    const place = { target: given.target, branch: delivery.branch, folder: given.folder };
    return given.json ? deliveryJson(delivery, mine, place) : deliveryText(delivery, mine, place, took, io.color);
  });
  io.out(given.json ? JSON.stringify({ branches: shown.map((text) => JSON.parse(text) as unknown) }, null, 2) : shown.join('\n\n'));
}
