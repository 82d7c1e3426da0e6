import { version } from '../package.json';
import { deliverEnvironments } from '../lib/deliver/deliver-environments.ts';
import { Environments } from '../lib/deliver/environments.ts';
import type { OnProgress } from '../lib/deliver/target.ts';
import { writeDist } from '../lib/synth/write-dist.ts';
import type { DeliverCommandOptions } from './deliver.ts';
import { committing, guarding, stepText } from './delivery.ts';
import { deliveryJson, deliveryText } from './delivery-text.ts';
import { desired } from './desired.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { STATE_FOLDER } from './options.ts';
import { dryCommit } from './source.ts';
import { seconds } from './text.ts';

/** Delivers every cluster to a branch of its own, all of them or none. */
export async function deliverBranches(given: DeliverCommandOptions, io: Io): Promise<ExitCode> {
  const started = performance.now();
  const { message, take, next, folder } = given;
  const [guards, { author, sign }] = [guarding(given), committing(given)];
  const { manifests, files, scope, sourceCommit, forced } = await desired(given, io);
  const hydrator = given.hydrator ? await dryCommit(given.clusters, sourceCommit) : undefined;
  writeDist(given.dist, manifests, { ...scope, state: STATE_FOLDER });

  const { deliveries, noteFault } = await io.progress.step(`Delivering to ${given.target}`, async (say) => {
    const onProgress: OnProgress = (progress) => say(stepText(progress));
    const environments = new Environments(given.target, { next, hydrator, author, sign, folder, stateFolder: STATE_FOLDER, onProgress });
    try {
      const options = { files, ...scope, ...guards, take, onProgress, version, sourceCommit, message, forced, next };
      return await deliverEnvironments({ environments, ...options });
    } finally {
      await environments.close();
    }
  });
  const fault = noteFault ?? deliveries.find((delivery) => delivery.noteFault !== undefined)?.noteFault;
  if (fault !== undefined) io.err(io.errColor.yellow(`warning: a note is not written: ${fault}`));
  const took = seconds(performance.now() - started);
  const shown = deliveries.map((delivery) => {
    const mine = manifests.filter(({ cluster }) => delivery.clusters.includes(cluster));
    const place = { target: given.target, branch: delivery.branch, folder };
    return given.json ? deliveryJson(delivery, mine, place) : deliveryText(delivery, mine, place, took, io.color);
  });
  io.out(given.json ? JSON.stringify({ branches: shown.map((text) => JSON.parse(text) as unknown) }, null, 2) : shown.join('\n\n'));
  return EXIT.ok;
}
