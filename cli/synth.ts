import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { STATE_FOLDER, distOption, inventoryOptions } from './options.ts';
import { count, seconds } from './text.ts';

export const synth = defineCommand({
  name: 'synth',
  summary: 'Synthesize and prove the manifests of every cluster, and write them to dist/.',
  details: 'Writes one file an object, or nothing at all when an inventory or a proof fails. Files of your own in dist/ stay.',
  options: { ...inventoryOptions, ...distOption },
  examples: ['synth', 'synth --cluster homelab', 'synth --clusters other/clusters --dist other/dist'],
  async run(options, io) {
    const started = performance.now();
    const { render, allManifests, clusterNames } = await import('./render.ts');
    const { writeDist } = await import('../lib/synth/write-dist.ts');

    const rendered = await render(options.clusters, options.cluster, io);
    const manifests = allManifests(rendered);
    const scope = options.cluster.length === 0 ? {} : { clusters: clusterNames(rendered) };
    const result = writeDist(options.dist, manifests, { ...scope, state: STATE_FOLDER });

    for (const stray of result.strays)
      io.err(io.errColor.yellow(`${options.dist}/${stray}: not written by slipway. It was left as it is.`));
    const changes = [
      [result.written.length, 'written'],
      [result.removed.length, 'removed'],
      [result.unchanged.length, 'unchanged'],
    ] as const;
    const said = changes.filter(([amount]) => amount > 0).map(([amount, what]) => `${amount} ${what}`);
    const where = `${count(manifests.length, 'object')} of ${count(rendered.length, 'cluster')} in ${options.dist}/`;
    io.err(`${where}: ${said.join(', ')} ${io.errColor.dim(`(${seconds(performance.now() - started)})`)}`);
    return EXIT.ok;
  },
});
