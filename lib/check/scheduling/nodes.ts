import { NOTHING } from './amount.ts';
import type { NodeFact } from '../facts.ts';
import type { PodTemplate } from '../pods.ts';
import { fieldsAt, itemsAt, textAt, textsAt } from '../read.ts';
import type { Place } from './node-choice.ts';

const ROLE = 'node-role.kubernetes.io/control-plane';

/** Labels that are known of every node. */
const KNOWN: ReadonlySet<string> = new Set(['kubernetes.io/hostname', 'kubernetes.io/os', ROLE]);

/** The nodes as the scheduler sees them: those of kubeadm, where the facts say no more. `undefined` when no node is known. */
export function placesOf(nodes: readonly NodeFact[] | undefined): readonly Place[] | undefined {
  if (nodes === undefined || nodes.length === 0) return undefined;
  return nodes.map(({ name, role, schedulable, labels, cpu, memory }) => ({
    name,
    labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...(role === 'control-plane' ? { [ROLE]: '' } : {}), ...labels },
    taints: schedulable ? [] : [{ key: ROLE, effect: 'NoSchedule' }],
    ...(cpu === undefined || memory === undefined ? {} : { room: { ...NOTHING, cpu, memory } }),
  }));
}

/** Whether all labels that a pod's placing asks about are known of all nodes. */
export function judgeable(pod: PodTemplate, nodes: readonly NodeFact[]): boolean {
  if (nodes.every(({ labels }) => labels !== undefined)) return true;
  const { spec } = pod;
  const terms = itemsAt(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms');
  const asked = [
    ...Object.keys(textsAt(spec, 'nodeSelector')),
    ...terms.flatMap((term) => itemsAt(term, 'matchExpressions').map((each) => textAt(each, 'key') ?? '')),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) =>
      itemsAt(fieldsAt(spec, `affinity.${kind}`), 'requiredDuringSchedulingIgnoredDuringExecution').map(
        (term) => textAt(term, 'topologyKey') ?? '',
      ),
    ),
  ];
  return asked.every((key) => KNOWN.has(key));
}
