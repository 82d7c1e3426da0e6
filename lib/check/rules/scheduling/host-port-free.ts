import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule, kindOf } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { chartHostPorts } from '../../scheduling/chart-host-ports.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const hostPortFree = defineRule({
  id: 'host-port-free',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A port of the node is taken by one pod of it.',
  source: 'https://kubernetes.io/docs/concepts/configuration/overview/#services; seed 002, L-16',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const { max, surge } = scaleOf(world, pod);
    const open = world.facts.nodes?.filter(({ schedulable }) => schedulable).length;
    for (const port of hostPorts(pod)) {
      const others = kindOf(manifest.object) === 'apps/DaemonSet' ? (daemonPorts(world).get(port) ?? []) : [];
      const [first] = others;
      if (first !== undefined && first !== pod && others.includes(pod)) {
        const name = `DaemonSet ${first.namespace === '' ? '' : `${first.namespace}/`}${first.owner.object.metadata.name}`;
        yield {
          path: pod.specPath,
          severity: 'warning',
          message: `it takes port ${port} of every node, which ${name} takes too`,
          why: 'On each node the second of them stays Pending, or dies because its address is in use.',
          fix: 'Remove one of the two, let them choose different nodes, or give one another port.',
        };
      }
      const chart =
        kindOf(manifest.object) === 'apps/DaemonSet' && !pod.provided && everywhere(pod) ? chartHostPorts(world).get(port) : undefined;
      if (chart !== undefined)
        yield {
          path: pod.specPath,
          severity: 'warning',
          message: `it takes port ${port} of every node, which ${chart} takes too`,
          why: 'On each node the second of them stays Pending, or dies because its address is in use.',
          fix: 'Remove one of the two, or give one another port.',
        };
      if (kindOf(manifest.object) === 'apps/DaemonSet' || open === undefined || max + surge <= open) continue;
      yield {
        path: pod.specPath,
        message: `${max} ${max === 1 ? 'pod' : 'pods'}${surge > 0 ? ` and ${surge} more during an update` : ''} take port ${port} of a node each, and there are ${open} nodes`,
        why: 'A port of a node can be taken once: the pods beyond stay Pending, and an update that starts the new pod first never ends.',
        fix: 'Use a Service instead of hostPort, a DaemonSet, or strategy.type: Recreate.',
      };
    }
  },
});

/** It chooses no nodes. */
function everywhere({ spec }: PodTemplate): boolean {
  return spec['nodeSelector'] === undefined && spec['affinity'] === undefined;
}

/** Ports of the node that a pod takes. */
function hostPorts(pod: PodTemplate): readonly number[] {
  const network = pod.spec['hostNetwork'] === true;
  return pod.containers.flatMap(({ fields }) =>
    itemsAt(fields, 'ports').flatMap((port) => {
      // Two addresses of a node are two ports.
      if (textAt(port, 'hostIP') !== undefined || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP') return [];
      return numberAt(port, 'hostPort') ?? (network ? (numberAt(port, 'containerPort') ?? []) : []);
    }),
  );
}

/** DaemonSets that run wherever they may, by the ports that they take. */
function daemonPorts(world: World): ReadonlyMap<number, readonly PodTemplate[]> {
  return world.once('host ports of DaemonSets', () => {
    const found = new Map<number, PodTemplate[]>();
    for (const pod of world.podTemplates()) {
      if (kindOf(pod.owner.object) !== 'apps/DaemonSet' || !everywhere(pod)) continue;
      for (const port of new Set(hostPorts(pod))) addTo(found, port, pod);
    }
    return found;
  });
}
