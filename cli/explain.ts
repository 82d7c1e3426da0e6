import { InputError } from '../lib/errors.ts';
import { nearRule } from './check-near.ts';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { inventoryOptions } from './options.ts';

const TOPICS = ['capacity'];

export const explain = defineCommand({
  name: 'explain',
  summary: 'Say why a rule of check is asked, or whether the nodes of a cluster are large enough.',
  details:
    'A rule of check: what happens without it, how to fix it, and where it comes from. ' +
    'capacity: requests and limits by namespace, sidecars and DaemonSets included, compared with the nodes: at rest, while all of ours ' +
    'is released, with autoscalers at their maximum, and all of it with one worker gone. The exit code is 1 when a pod finds no place ' +
    'at rest or in a release although every node is there.',
  argument: { name: 'TOPIC', help: 'a rule, or capacity' },
  more: { name: 'CLUSTER', help: 'only these clusters, as with --cluster' },
  options: { ...inventoryOptions, json: { type: 'flag', help: 'print the figures of capacity as JSON (docs/capacity.md)' } },
  examples: ['explain service-selects-pods', 'explain capacity homelab', 'explain capacity --json | jq -r ".clusters[].scenarios[].first"'],
  async run(options, io, topic, clusters) {
    if (!TOPICS.includes(topic)) {
      const { explainRule, ruleNames } = await import('./explain-rule.ts');
      const page = explainRule(topic, io.color);
      if (page === undefined) {
        const known = new Set([...TOPICS, ...ruleNames()]);
        throw new InputError('slipway explain', `there is nothing to say about "${topic}"`, nearRule(topic, known));
      }
      const figures = options.json ? '--json' : (clusters[0] ?? options.cluster[0]);
      if (figures !== undefined)
        throw new InputError('slipway explain', `"${figures}" is for capacity, and ${topic} is a rule`, 'Leave it out.');
      io.out(page);
      return EXIT.ok;
    }
    const { synthesizeAll } = await import('./synthesize-all.ts');
    const { capacityOf, stated } = await import('../lib/capacity/capacity.ts');
    const { statedCapacityOf } = await import('../charts/stated-capacity.ts');
    const { capacityJson, capacityText } = await import('./capacity-text.ts');

    const rendered = await synthesizeAll(options.clusters, [...options.cluster, ...clusters], io);
    const all = rendered.map(({ cluster, manifests, provided }) => {
      const figures = Object.entries(statedCapacityOf(cluster)).map(([namespace, { pods, cpu, memory }]) => [
        namespace,
        stated(pods, cpu, memory),
      ]);
      const objects = manifests.map(({ object }) => object);
      return { cluster, capacity: capacityOf({ nodes: cluster.nodes, objects, provided, stated: Object.fromEntries(figures) }) };
    });
    io.out(options.json ? capacityJson(all) : all.map((each) => capacityText(each, io.color)).join('\n\n'));
    const tight = all.some(({ capacity }) =>
      capacity.scenarios.some(({ without, load, pending }) => without === undefined && load !== 'most' && pending.length > 0),
    );
    return tight ? EXIT.found : EXIT.ok;
  },
});
