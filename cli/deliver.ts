import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import type { Delivery } from '../lib/deliver/deliver.ts';
import type { EnvironmentPlanFile } from '../lib/deliver/environment-plan-file.ts';
import type { PlanFile } from '../lib/deliver/plan-file.ts';
import type { Manifest } from '../lib/manifest/manifest.ts';
import { defineCommand } from './command.ts';
import type { OptionValues } from './command.ts';
import { EXIT } from './exit.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import {
  STATE_FOLDER,
  commitOptions,
  distOption,
  forceOption,
  guardOptions,
  hydratorOptions,
  inventoryOptions,
  pullRequestOptions,
  refuseMixedBranches,
  targetOptions,
} from './options.ts';
import { seconds } from './text.ts';

const options = {
  ...inventoryOptions,
  ...distOption,
  ...targetOptions,
  ...guardOptions,
  ...commitOptions,
  ...pullRequestOptions,
  ...hydratorOptions,
  ...forceOption,
  plan: { type: 'string', value: 'FILE', help: 'deliver exactly this plan (`plan --out`), without synthesizing' },
  message: { type: 'string', value: 'TEXT', help: "the commit's message, in place of one that says what changed" },
  take: { type: 'flag', help: 'overwrite files of ours that somebody edited in the repository' },
  json: { type: 'flag', help: 'print the delivery as JSON (docs/commands.md)' },
} as const;
export type DeliverCommandOptions = OptionValues<typeof options>;
type Options = DeliverCommandOptions;

/** What was delivered, and the objects that there are; a plan file does not know those that stay as they are. */
interface Done {
  readonly delivery: Delivery;
  readonly manifests: readonly Manifest[];
}

export const deliver = defineCommand({
  name: 'deliver',
  summary: 'Synthesize, prove and write the manifests, and commit them to the GitOps repository.',
  details:
    'Makes one commit with everything that changed, or none. Files in the repository that slipway did not write are never touched. ' +
    'With --cluster, what belongs to other clusters stays as it is there. Removals that cannot be undone have to be confirmed by name.',
  options,
  examples: [
    'deliver',
    'deliver --cluster homelab --message "Release 85"',
    'deliver --target git@github.com:owner/k8s-manifests.git --branch main',
    'deliver --plan plan.json --allow-remove Namespace/attic',
    'deliver --target github:owner/k8s-manifests --pull-request',
    'deliver --target git@github.com:owner/k8s-manifests.git --environment-branches --next --hydrator',
  ],
  async run(given, io) {
    const started = performance.now();
    const { plan: name } = given;
    if (name !== undefined) {
      const file = await readPlan(given, name);
      if (!('branches' in file)) return show(await deliverFile(given, name, file, io), given, started, io);
      const { deliverBranchPlans } = await import('./deliver-branches.ts');
      return deliverBranchPlans(given, name, file, io);
    }
    refuseMixedBranches(given);
    if (given['environment-branches']) {
      const { deliverBranches } = await import('./deliver-branches.ts');
      return deliverBranches(given, io);
    }
    return show(await deliverSources(given, io), given, started, io);
  },
});

async function show({ delivery, manifests }: Done, given: Options, started: number, io: Io): Promise<ExitCode> {
  const { deliveryJson, deliveryText } = await import('./delivery-text.ts');
  if (delivery.noteFault !== undefined)
    io.err(io.errColor.yellow(`warning: not noted that these sources were seen: ${delivery.noteFault}`));
  const took = seconds(performance.now() - started);
  io.out(given.json ? deliveryJson(delivery, manifests, given) : deliveryText(delivery, manifests, given, took, io.color));
  return EXIT.ok;
}

async function deliverSources(given: Options, io: Io): Promise<Done> {
  const { desired } = await import('./desired.ts');
  const { writeDist } = await import('../lib/synth/write-dist.ts');
  const { deliver: deliverFiles } = await import('../lib/deliver/deliver.ts');
  const { committing, guarding, withTarget } = await import('./delivery.ts');
  const { hydratedFrom, hydrating } = await import('./hydrating.ts');

  const { message, take } = given;
  const [guards, commits] = [guarding(given), { ...committing(given), version }];
  const wanted = await desired(given, io);
  const { manifests, files, scope, sourceCommit, forced } = wanted;
  const hydrated = await hydratedFrom(given, wanted);
  writeDist(given.dist, manifests, { ...scope, state: STATE_FOLDER });
  const delivery = await io.progress.step(`Delivering to ${given.target}`, (say) =>
    withTarget(
      given,
      say,
      (whole, onProgress) => {
        const target = hydrating(whole, hydrated);
        return deliverFiles({ target, files, ...scope, ...guards, take, onProgress, version, sourceCommit, message, forced });
      },
      commits,
    ),
  );
  return { delivery, manifests };
}

/** Reads a plan file. Throws an InputError for options that say what the plan says already. */
async function readPlan(given: Options, name: string): Promise<PlanFile | EnvironmentPlanFile> {
  const settled = [
    ['cluster', given.cluster.length > 0],
    ['take', given.take],
    ['force', given.force !== undefined],
    ['hydrator', given.hydrator],
    ['environment-branches', given['environment-branches']],
    ['next', given.next],
  ] as const;
  const wrong = settled.filter(([, there]) => there).map(([option]) => option);
  if (wrong.length > 0) {
    const fix = 'Leave it out, or make another plan with it.';
    throw new InputError(wrong.map((option) => ({ where: `--${option}`, what: 'this was settled when the plan was made', fix })));
  }
  const { readPlanFile } = await import('../lib/deliver/environment-plan-file.ts');
  const { readNamedFile } = await import('./write-file.ts');
  return readPlanFile(name, readNamedFile(name, 'Make one with slipway plan --out FILE.'));
}

async function deliverFile(given: Options, name: string, file: PlanFile, io: Io): Promise<Done> {
  const { deliverPlan } = await import('../lib/deliver/deliver-plan.ts');
  const { committing, guarding, withTarget } = await import('./delivery.ts');
  const { hydrating } = await import('./hydrating.ts');

  const [guards, commits] = [guarding(given), { ...committing(given), version }];
  const { message } = given;
  const delivery = await io.progress.step(`Delivering to ${given.target}`, (say) =>
    withTarget(
      given,
      say,
      (whole, onProgress) => deliverPlan({ target: hydrating(whole, file.hydrator), name, file, ...guards, message, onProgress }),
      commits,
    ),
  );
  return { delivery, manifests: [] };
}
