import type { PodTemplate } from '../../pods.ts';
import { fields, itemsAt, text, type Fields } from '../../read.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { removesFirst, scaleOf } from '../../scale.ts';
import { nodesOf } from '../../scheduling/tree-nodes.ts';
import { isHardByHost, spreadRoom } from '../../spread.ts';
import type { World } from '../../world.ts';

const why = 'The pods beyond that stay Pending for ever: an update hangs at its canary, and a scale-up under load brings nothing.';
const fix = 'Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.';

export const spreadFitsNodes = defineRule({
  id: 'spread-fits-nodes',
  severity: 'error',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A hard topology spread has room for all pods, those of an update and of the autoscaler included.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/; seed 002, L-03 and D-02',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const { max, surge, scaler } = scaleOf(world, pod);
    for (const [index, raw] of itemsAt(pod.spec, 'topologySpreadConstraints').entries()) {
      // A Deployment that may go below its number makes room by itself; pods of each version may be counted apart.
      const apart = itemsAt(raw, 'matchLabelKeys').some((key) => text(key)?.endsWith('pod-template-hash'));
      const more = removesFirst(manifest, max) || apart ? 0 : surge;
      const upTo = scaler === undefined ? '' : `${scaler.object.kind} ${scaler.object.metadata.name} up to `;
      const pods = `${upTo}${max} pods${more > 0 ? ` and ${more} more during an update` : ''}`;
      const path = `${pod.specPath}.topologySpreadConstraints[${index}]`;
      const nodes = nodesOf(world);
      if (nodes === undefined) {
        yield* unknownNodes(world, pod, fields(raw), { path, pods, wanted: max + more });
        continue;
      }
      const found = spreadRoom(fields(raw), pod, max + more, nodes);
      if (found === undefined || max + more <= found.room) continue;
      const { room, skew, counted, closed } = found;
      const message = `${pods} do not fit: maxSkew ${skew} over ${counted} nodes, ${closed} of them tainted and always empty, leaves room for ${room}`;
      yield { path, message, why, fix };
    }
  },
});

/** Where clusters are set up by hand, the control plane is a tainted node like any other; a rented one shows none. */
function* unknownNodes(
  world: World,
  { spec }: PodTemplate,
  constraint: Fields,
  { path, pods, wanted }: { readonly path: string; readonly pods: string; readonly wanted: number },
): Iterable<Issue> {
  const chooses = 'tolerations' in spec || 'nodeSelector' in spec || 'affinity' in spec;
  if (!isHardByHost(constraint) || constraint['nodeTaintsPolicy'] === 'Honor' || chooses || wanted < 3 || !isSetUpByHand(world)) return;
  yield {
    path,
    severity: 'warning',
    message: `${pods} are spread hard over host names, and a tainted control plane counts as a host that is always empty`,
    why: `Then each worker takes maxSkew pods, no more. ${why}`,
    fix,
  };
}

/** Addresses from MetalLB, disks from Longhorn: nobody who rents a control plane needs them. */
function isSetUpByHand(world: World): boolean {
  return world.once('set up by hand', () => {
    const own = ['metallb.io/v1beta1/IPAddressPool', 'longhorn.io/v1beta2/RecurringJob'].some((kind) => world.ofKind(kind).length > 0);
    return own || releasesOf(world).some(({ chart }) => chart === 'metallb' || chart === 'longhorn');
  });
}
