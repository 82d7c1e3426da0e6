import { defineRule } from '../../rule.ts';
import { openTaint } from '../../scheduling/node-choice.ts';
import { placesOf } from '../../scheduling/nodes.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';

/** Programs that are of use only when they are on every node. */
const AGENTS = /falco|tetragon|promtail|fluent|filebeat|alloy|node-exporter|vector|datadog|cilium|calico|flannel|longhorn-manager|csi/;

export const agentsEverywhere = defineRule({
  id: 'agents-everywhere',
  severity: 'warning',
  kinds: ['apps/v1/DaemonSet'],
  asks: 'Agents that watch or serve every node tolerate the taints of all nodes.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations; seed 002, D-04',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const places = placesOf(nodesOf(world));
    const names = [manifest.object.metadata.name, ...(pod?.containers.map(({ image = '' }) => image) ?? [])];
    if (pod === undefined || places === undefined || !names.some((name) => AGENTS.test(name))) return;
    // Who chooses nodes has chosen.
    if ('nodeSelector' in pod.spec || 'affinity' in pod.spec) return;
    const closed = places.filter((place) => openTaint(pod.spec, place) !== undefined);
    if (closed.length === 0) return;
    const taint = openTaint(pod.spec, closed[0] ?? { name: '', labels: {}, taints: [] });
    yield {
      path: `${pod.specPath}.tolerations`,
      message: `it does not run on ${closed.map(({ name }) => name).join(', ')}, as it does not tolerate ${taint?.key ?? ''}:${taint?.effect ?? ''}`,
      why: 'What happens on these nodes is not seen: an intruder on the control plane, its logs, its full disk.',
      fix: `Add {key: ${taint?.key ?? ''}, operator: Exists, effect: ${taint?.effect ?? ''}} to the tolerations.`,
    };
  },
});
