import { defineRule, kindOf } from '../../rule.ts';
import { removesFirst, scaleOf } from '../../scale.ts';
import { judgeable, placesOf } from '../../scheduling/nodes.ts';
import { placeAlike } from '../../scheduling/place.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';
import { podSizes } from '../../scheduling/sizes.ts';
import { POD_KINDS } from '../../pods.ts';

export const podsFindNodes = defineRule({
  id: 'pods-find-nodes',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'There are nodes that take the pods: their labels, their taints and their size, and enough of them where pods keep apart.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/; seed 004, L27',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const nodes = nodesOf(world);
    const places = placesOf(nodes);
    if (pod === undefined || places === undefined || !judgeable(pod, nodes ?? [])) return;
    const { max, surge, scaler } = scaleOf(world, pod);
    const once = kindOf(manifest.object) === 'apps/DaemonSet' || kindOf(manifest.object).startsWith('batch/');
    // Spread over host names has a rule of its own, and a Deployment that may go below its number makes room by itself.
    const more = once || removesFirst(manifest, max) ? 0 : surge;
    const wanted = once ? 1 : max + more;
    const { topologySpreadConstraints: _, ...spec } = pod.spec;
    const requests = podSizes(world, pod).requests;
    const { count, because } = placeAlike({ labels: pod.labels, spec, requests }, Math.min(wanted, places.length * 110), places);
    if (because.length === 0) return;
    const upTo = scaler === undefined ? '' : `${scaler.object.kind} ${scaler.object.metadata.name} up to `;
    const pods =
      wanted - more === 1 && more === 0
        ? 'the pod'
        : `${upTo}${wanted - more} ${wanted - more === 1 ? 'pod' : 'pods'}${more > 0 ? ` and ${more} more during an update` : ''}`;
    const reasons = because.map(({ node, reason }) => `${node} ${reason}`).join(', ');
    yield {
      path: pod.specPath,
      message: `${pods} ${count === 0 ? 'will find no node' : `will find a node for ${count} only`}: ${reasons}`,
      severity: count > 0 && scaler !== undefined && count >= scaleOf(world, pod).min + surge ? 'warning' : 'error',
      why: 'What finds no node stays Pending for ever: an update hangs, and after the loss of a node nothing comes back.',
      fix: 'Correct the node selector, tolerate the taint, ask for less, or make the anti-affinity preferred.',
    };
  },
});
