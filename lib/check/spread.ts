import type { NodeFact } from './facts.ts';
import type { PodTemplate } from './pods.ts';
import { at, itemsAt, numberAt, text, textAt, type Fields } from './read.ts';

const HOSTNAME = 'kubernetes.io/hostname';

/** How many pods a hard spread over host names admits. */
export interface SpreadRoom {
  /** Pods at most; infinite where every domain can take pods and so grows with the others. */
  readonly room: number;
  readonly skew: number;
  /** Nodes that the scheduler counts as domains. */
  readonly counted: number;
  /** Those of them that can take none of these pods. */
  readonly closed: number;
}

/**
 * The scheduler lets no domain be ahead of the emptiest one by more than `maxSkew`. Tainted nodes count as domains unless
 * `nodeTaintsPolicy` is Honor, and as nobody may run there, the emptiest domain then always has 0 pods.
 * `undefined` for a soft spread, another topology, or pods that choose nodes by labels, which are not known here.
 */
export function spreadRoom(constraint: Fields, pod: PodTemplate, nodes: readonly NodeFact[]): SpreadRoom | undefined {
  const hard = (text(constraint['whenUnsatisfiable']) ?? 'DoNotSchedule') === 'DoNotSchedule';
  if (!hard || constraint['topologyKey'] !== HOSTNAME || choosesNodes(pod)) return undefined;

  const open = nodes.filter((node) => node.schedulable || tolerates(pod, node)).length;
  const counted = constraint['nodeTaintsPolicy'] === 'Honor' ? open : nodes.length;
  const skew = numberAt(constraint, 'maxSkew') ?? 1;
  const emptiestStaysEmpty = counted > open || counted < (numberAt(constraint, 'minDomains') ?? 1);
  return { room: emptiestStaysEmpty ? open * skew : Number.POSITIVE_INFINITY, skew, counted, closed: counted - open };
}

function choosesNodes({ spec }: PodTemplate): boolean {
  return (
    spec['nodeSelector'] !== undefined || at(spec, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution') !== undefined
  );
}

function tolerates({ spec }: PodTemplate, { role }: NodeFact): boolean {
  return itemsAt(spec, 'tolerations').some((toleration) => {
    const key = textAt(toleration, 'key');
    const effect = textAt(toleration, 'effect') ?? 'NoSchedule';
    return effect === 'NoSchedule' && (key === undefined || (role === 'control-plane' && key === 'node-role.kubernetes.io/control-plane'));
  });
}
