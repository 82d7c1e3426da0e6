import { version } from '../package.json';
import { InputError } from '../lib/errors.ts';
import { didYouMean } from '../lib/values/nearest.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import {
  branchOptions,
  commitOptions,
  guardOptions,
  inventoryOptions,
  pullRequestOptions,
  refuseMixedBranches,
  targetOptions,
} from './options.ts';
import { seconds } from './text.ts';

export const rollback = defineCommand({
  name: 'rollback',
  summary: 'Bring back what was delivered at an earlier commit of the GitOps repository.',
  details:
    'Makes one commit on top: files of ours are as they were, everything else stays as it is now. Removals have to be confirmed as for ' +
    '`deliver`. The inventories are not changed, so the next `deliver` brings back what they say.',
  options: {
    to: { type: 'string', value: 'COMMIT', help: 'commit of the GitOps repository, as `slipway history` shows it' },
    cluster: inventoryOptions.cluster,
    ...targetOptions,
    ...branchOptions,
    ...guardOptions,
    ...commitOptions,
    ...pullRequestOptions,
    take: { type: 'flag', help: 'overwrite files of ours that somebody edited in the repository' },
    message: { type: 'string', value: 'TEXT', help: "the commit's message, in place of one that says what changed" },
    'dry-run': { type: 'flag', help: 'show what would be delivered, and change nothing; the exit code is 1 when there is something' },
    json: { type: 'flag', help: 'print the delivery as JSON (docs/commands.md)' },
  },
  examples: [
    'rollback --to 3f2c9ad --dry-run',
    'rollback --to 3f2c9ad --cluster homelab',
    'rollback --to 3f2c9ad --cluster homelab --environment-branches --next',
  ],
  async run(all, io) {
    const { to } = all;
    if (to === undefined)
      throw new InputError('slipway rollback', 'it is not said how far back', 'Add --to COMMIT; slipway history shows them.');
    refuseMixedBranches(all);
    const given = all['environment-branches'] ? { ...all, branch: await branchOf(all) } : all;
    const started = performance.now();
    const { previewRollback, rollback: deliverPast } = await import('../lib/deliver/rollback.ts');
    const { isEmpty } = await import('../lib/deliver/plan.ts');
    const { guardsOf } = await import('../lib/deliver/guards.ts');
    const { committing, guarding, withTarget } = await import('./delivery.ts');
    const { deliveryJson, deliveryText } = await import('./delivery-text.ts');
    const { planText } = await import('./plan-text.ts');

    const [guards, commits] = [guarding(given), { ...committing(given), version }];
    const clusters = given.cluster.length === 0 ? undefined : given.cluster;
    const words = { to, clusters, ...guards, take: given.take, version, message: given.message, suggest: didYouMean };
    if (given['dry-run']) {
      const found = await io.progress.step(`Comparing with ${given.target}`, (say) =>
        withTarget(given, say, (target, onProgress) => previewRollback({ target, onProgress, ...words })),
      );
      io.out(planText(found, guardsOf(found, guards), [], given, io.color));
      return isEmpty(found.plan) && found.plan.conflicts.length === 0 ? EXIT.ok : EXIT.found;
    }
    const done = await io.progress.step(`Delivering to ${given.target}`, (say) =>
      withTarget(given, say, (target, onProgress) => deliverPast({ target, onProgress, ...words }), commits),
    );
    const took = seconds(performance.now() - started);
    io.out(given.json ? deliveryJson(done, [], given) : deliveryText(done, [], given, took, io.color));
    if (done.commit !== undefined)
      io.err(
        'The sources are as before: the next `slipway deliver` brings back what they say. To stay here, revert them, too; ' +
          'for an image: slipway bump CLUSTER IMAGE=TAG --allow-older.',
      );
    return EXIT.ok;
  },
});

/** The one environment branch that is meant: a commit belongs to one of them. */
async function branchOf(given: { readonly cluster: readonly string[]; readonly next: boolean; readonly folder: string }): Promise<string> {
  const [cluster, ...more] = given.cluster;
  if (cluster === undefined || more.length > 0)
    throw new InputError(
      '--environment-branches',
      'a commit is of one branch, and so of one cluster',
      'Say which with --cluster NAME; slipway history --environment-branches shows the commits of each.',
    );
  const { environmentBranch, proposedBranch } = await import('../lib/deliver/environments.ts');
  return given.next ? proposedBranch(cluster, given.folder) : environmentBranch(cluster);
}
