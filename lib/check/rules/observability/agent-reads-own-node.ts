import { helmValuesOf } from '../../helm.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { missingVariables } from '../../observability/agent-variables.ts';
import { alloyConfig } from '../../observability/alloy.ts';
import { podsWith } from '../../observability/stores.ts';
import { wordsOf } from '../../programs/of-images.ts';
import { at, itemsAt, join, text, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

export const agentReadsOwnNode = defineRule({
  id: 'agent-reads-own-node',
  severity: 'warning',
  kinds: ['v1/ConfigMap', 'argoproj.io/v1alpha1/Application', 'helm.toolkit.fluxcd.io/v2/HelmRelease', 'slipway.dev/v1/HelmValues'],
  asks: 'An Alloy that runs on every node reads the pods of its own node, or shares the pods with the others, and has the variables that it names.',
  source:
    'https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.kubernetes/#selectors-block; https://grafana.com/docs/alloy/latest/reference/config-blocks/',
  *check(manifest, world) {
    for (const { path, value, variables, clustered } of configsOf(manifest, world)) {
      if (alloyConfig(value) === undefined) continue;
      const plain = value.replace(/^\s*\/\/.*$/gm, '');
      const reader = /^\s*(loki\.source\.kubernetes|loki\.source\.podlogs|prometheus\.scrape)\s+"(\w+)"/m.exec(plain);
      const discovers = /discovery\.kubernetes\s+"\w+"\s*\{[^}]*role\s*=\s*"pod"/.test(plain);
      if (reader !== null && discovers && !/spec\.nodeName|clustering\s*\{|pod_node_name|HOSTNAME|NODE_NAME|host_ip/.test(plain))
        yield {
          path,
          message: `every agent of the DaemonSet discovers the pods of all nodes, and ${reader[1] ?? ''} "${reader[2] ?? ''}" reads them`,
          // Loki drops a line that it has from the same stream with the same time; samples of several agents fall between each other.
          severity: (reader[1] ?? '').startsWith('loki') ? 'info' : 'warning',
          why: 'Each line and each sample is read and sent as many times as there are nodes, through the API server, and more with every node that is added.',
          fix: 'Select field = "spec.nodeName=" + sys.env("HOSTNAME") with the name of the node in that variable, or enable clustering.',
        };
      if (!clustered && /\bclustering\s*\{\s*enabled\s*=\s*true/.test(plain))
        yield {
          path,
          message: 'the agents are to share their targets (clustering), and they are not started as a cluster',
          why: 'Each of them is a cluster of one: it reads the pods of all nodes, and each line and sample is sent as many times as there are nodes.',
          fix: 'Start them with --cluster.enabled=true and --cluster.join-addresses (alloy.clustering.enabled: true of the chart), or select by the node.',
        };
      if (variables !== undefined) yield* missingVariables(plain, path, variables);
    }
  },
});

interface Config {
  readonly path: string;
  readonly value: string;
  /** Of the container; `undefined` where some come from elsewhere. */
  readonly variables: ReadonlySet<string> | undefined;
  /** The agents are told of each other. */
  readonly clustered: boolean;
}

function* configsOf(manifest: WorldObject, world: World): Iterable<Config> {
  if (manifest.object.kind === 'ConfigMap') {
    const texts = Object.entries(textsAt(manifest.object, 'data')).filter(([, value]) => /^\s*discovery\.kubernetes\s+"/m.test(value));
    const pod = texts.length === 0 ? undefined : podsWith(world, manifest).find(({ owner }) => owner.object.kind === 'DaemonSet');
    const agent = pod?.containers.find(({ image, init }) => !init && /alloy|agent/.test(image ?? ''));
    if (agent === undefined) return;
    const open = itemsAt(agent.fields, 'envFrom').length > 0;
    const names = new Set(itemsAt(agent.fields, 'env').map((each) => textAt(each, 'name') ?? ''));
    const words = wordsOf(agent).map(({ value }) => value);
    const clustered =
      words.some((word) => /^--cluster\.enabled(?:=true)?$|\$\(/.test(word)) ||
      words.some((word) => word.includes('cluster.enabled') && word.includes(' '));
    for (const [key, value] of texts) yield { path: join('data', key), value, variables: open ? undefined : names, clustered };
    return;
  }
  for (const { values, path, chart } of helmValuesOf(manifest)) {
    const content = text(at(values, 'alloy.configMap.content'));
    const type = textAt(values, 'controller.type') ?? 'daemonset';
    if (chart !== 'alloy' || content === undefined || type !== 'daemonset' || at(values, 'alloy.clustering.enabled') === true) continue;
    yield { path: `${path}.alloy.configMap.content`, value: content, variables: undefined, clustered: isClustered(world) };
  }
}

/** Values of one release may stand in several places. */
function isClustered(world: World): boolean {
  return releasesOf(world).some(
    ({ chart, values, open }) => chart === 'alloy' && (open === true || at(values, 'alloy.clustering.enabled') === true),
  );
}
