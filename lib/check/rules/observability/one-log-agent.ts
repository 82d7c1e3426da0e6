import { HELM_KINDS } from '../../helm.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Programs that read the logs of all pods of a node, by chart and by image. */
const AGENTS: readonly { readonly name: string; readonly chart: string; readonly image: RegExp; readonly reads?: RegExp }[] = [
  { name: 'Promtail', chart: 'promtail', image: /(^|\/)grafana\/promtail(:|@|$)/ },
  // Alloy collects what its configuration says.
  { name: 'Alloy', chart: 'alloy', image: /(^|\/)grafana\/alloy(:|@|$)/, reads: /loki\.source\.(kubernetes|file|podlogs)\b/ },
  { name: 'Fluent Bit', chart: 'fluent-bit', image: /(^|\/)fluent\/fluent-bit(:|@|$)/ },
  { name: 'Fluentd', chart: 'fluentd', image: /(^|\/)fluent\/fluentd[\w-]*(:|@|$)/ },
  { name: 'Filebeat', chart: 'filebeat', image: /(^|\/)filebeat(:|@|$)/ },
];

export const oneLogAgent = defineRule({
  id: 'one-log-agent',
  severity: 'warning',
  kinds: [...HELM_KINDS, ...POD_KINDS.filter((kind) => kind.endsWith('DaemonSet'))],
  asks: 'One agent reads the logs of a node.',
  source: 'https://grafana.com/docs/loki/latest/setup/migrate/migrate-to-alloy/; seed 002, L-16',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const images = pod?.containers.map(({ image }) => image ?? '') ?? [];
    const charts = pod === undefined ? releasesBy(world, manifest) : [];
    const own = AGENTS.find(
      (each) =>
        charts.some((release) => isAgent(each, release)) || (each.reads === undefined && images.some((image) => each.image.test(image))),
    );
    if (own === undefined) return;
    const other = present(world).find((each) => each !== own.name);
    // Of two the one is spoken of that is older, or comes first.
    if (other === undefined || (own.name === 'Alloy' && other === 'Promtail') || (other !== 'Alloy' && other < own.name)) return;
    yield {
      path: pod?.specPath ?? (manifest.object.kind === 'HelmValues' ? 'values' : 'spec'),
      message: `${own.name} reads the logs of every pod, and so does ${other}`,
      why: 'Each line is stored twice: counts and alerts on logs are doubled, and so is what the agents take of each node.',
      fix: `Keep one of the two${own.name === 'Promtail' && other === 'Alloy' ? ': Alloy took over the work of Promtail' : ''}.`,
    };
  },
});

function isAgent({ chart, reads }: (typeof AGENTS)[number], release: Release): boolean {
  return release.chart === chart && (reads === undefined || reads.test(JSON.stringify(release.values ?? '')));
}

/** Agents of the tree that are known to read logs. */
function present(world: World): readonly string[] {
  return world.once('agents that read logs', () => {
    const daemons = world
      .ofKind('apps/v1/DaemonSet')
      .flatMap((each) => world.podTemplate(each)?.containers.map(({ image }) => image ?? '') ?? []);
    const maps = world.ofKind('v1/ConfigMap').some(({ object }) =>
      /loki\.source\.(kubernetes|file|podlogs)\b/.test(
        Object.values((object['data'] ?? {}) as object)
          .map(String)
          .join('\n'),
      ),
    );
    return AGENTS.flatMap((agent) => {
      const byImage = daemons.some((image) => agent.image.test(image)) && (agent.reads === undefined || maps);
      return byImage || releasesOf(world).some((release) => isAgent(agent, release)) ? [agent.name] : [];
    });
  });
}
