import { version } from '../package.json';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { STATE_FOLDER, distOption, inventoryOptions, targetOptions } from './options.ts';
import { seconds } from './text.ts';

export const deliver = defineCommand({
  name: 'deliver',
  summary: 'Synthesize, prove and write the manifests, and commit them to the GitOps repository.',
  details:
    'Makes one commit with everything that changed, or none. Files in the repository that slipway did not write are never touched. ' +
    'With --cluster, what belongs to other clusters stays as it is there.',
  options: {
    ...inventoryOptions,
    ...distOption,
    ...targetOptions,
    message: { type: 'string', value: 'TEXT', help: "the commit's message, in place of one that says what changed" },
    take: { type: 'flag', help: 'overwrite files of ours that somebody edited in the repository' },
    json: { type: 'flag', help: 'print the delivery as JSON (docs/commands.md)' },
  },
  examples: [
    'deliver',
    'deliver --cluster homelab --message "Release 85"',
    'deliver --target git@github.com:owner/k8s-manifests.git --branch main',
  ],
  async run(options, io) {
    const started = performance.now();
    const { render, allManifests, clusterNames } = await import('./render.ts');
    const { writeDist } = await import('../lib/synth/write-dist.ts');
    const { deliver: deliverFiles } = await import('../lib/deliver/deliver.ts');
    const { filesOf, withTarget } = await import('./delivery.ts');
    const { sourceCommit } = await import('./source.ts');
    const { deliveryJson, deliveryText } = await import('./delivery-text.ts');

    const source = sourceCommit(options.clusters);
    const rendered = await render(options.clusters, options.cluster, io);
    const manifests = allManifests(rendered);
    const scope = options.cluster.length === 0 ? {} : { clusters: clusterNames(rendered) };
    writeDist(options.dist, manifests, { ...scope, state: STATE_FOLDER });

    const delivery = await io.progress.step(`Delivering to ${options.target}`, (say) =>
      withTarget(options, say, async (target, onProgress) => {
        const { message, take } = options;
        return deliverFiles({
          target,
          files: filesOf(manifests),
          ...scope,
          take,
          onProgress,
          version,
          sourceCommit: await source,
          message,
        });
      }),
    );
    const where = { target: options.target, branch: options.branch };
    io.out(
      options.json
        ? deliveryJson(delivery, manifests, where)
        : deliveryText(delivery, manifests, where, seconds(performance.now() - started), io.color),
    );
    return EXIT.ok;
  },
});
