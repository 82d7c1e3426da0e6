import type { NodeFact } from './facts.ts';
import type { PodTemplate } from './pods.ts';
import { numberAt, text, type Fields } from './read.ts';
import { NOTHING } from './scheduling/amount.ts';
import { judgeable, placesOf } from './scheduling/nodes.ts';
import { isChosen, openTaint } from './scheduling/node-choice.ts';
import { placeAlike } from './scheduling/place.ts';

/** How many pods a hard spread over host names admits. */
export interface SpreadRoom {
  /** Pods that find a place, of those that were asked for. */
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
 * `undefined` for a soft spread, another topology, or pods that choose nodes by labels that are not known.
 */
export function spreadRoom(constraint: Fields, pod: PodTemplate, wanted: number, nodes: readonly NodeFact[]): SpreadRoom | undefined {
  const places = placesOf(nodes);
  if (!isHardByHost(constraint) || places === undefined || !judgeable(pod, nodes)) return undefined;

  const { affinity, nodeSelector, tolerations } = pod.spec;
  const chooses = { nodeSelector, tolerations, affinity: { nodeAffinity: (affinity as Fields | undefined)?.['nodeAffinity'] } };
  const alike = { labels: pod.labels, spec: { ...chooses, topologySpreadConstraints: [constraint] }, requests: NOTHING };
  const counted = places.filter((place) => isChosen(chooses, place));
  const closed = counted.filter((place) => openTaint(chooses, place) !== undefined);
  const honors = constraint['nodeTaintsPolicy'] === 'Honor';
  return {
    room: placeAlike(alike, wanted, places).count,
    skew: numberAt(constraint, 'maxSkew') ?? 1,
    counted: counted.length - (honors ? closed.length : 0),
    closed: honors ? 0 : closed.length,
  };
}

/** A spread over host names that must hold. */
export function isHardByHost(constraint: Fields): boolean {
  return (
    (text(constraint['whenUnsatisfiable']) ?? 'DoNotSchedule') === 'DoNotSchedule' && constraint['topologyKey'] === 'kubernetes.io/hostname'
  );
}
