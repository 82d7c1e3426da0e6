import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { STATE_FOLDER, distOption, inventoryOptions } from './options.ts';
import { count, seconds } from './text.ts';

export const synth = defineCommand({
  name: 'synth',
  summary: 'Synthesize the manifests of every cluster, and write them to dist/.',
  details:
    'Writes one file an object, or nothing at all when an inventory or a construct refuses. Files of your own in dist/ stay. ' +
    'The rules are asked with --prove, by `slipway check`, and always before a delivery.',
  options: {
    ...inventoryOptions,
    ...distOption,
    prove: { type: 'flag', help: 'ask every rule first, and write nothing when one finds an error' },
  },
  examples: ['synth', 'synth --prove', 'synth --cluster homelab', 'synth --clusters other/clusters --dist other/dist'],
  async run(options, io) {
    const started = performance.now();
    const { allManifests, clusterNames, synthesizeAll } = await import('./synthesize-all.ts');
    const { writeDist } = await import('../lib/synth/write-dist.ts');

    const { clusters, cluster } = options;
    const rendered = options.prove
      ? await (await import('./render.ts')).render(clusters, cluster, io)
      : await synthesizeAll(clusters, cluster, io);
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
