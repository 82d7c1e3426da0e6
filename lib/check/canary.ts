import { at, itemsAt, numberAt } from './read.ts';

/** A `setWeight` step of a Rollout's canary. */
export interface CanaryWeight {
  /** Unit: per cent of the traffic. */
  readonly weight: number;
  /** Its place among the steps. */
  readonly index: number;
  /** A pause, analysis or experiment stands between it and the next weight. */
  readonly waits: boolean;
}

export function canaryWeights(rollout: unknown): readonly CanaryWeight[] {
  const steps = itemsAt(rollout, 'spec.strategy.canary.steps');
  return steps.flatMap((step, index) => {
    const weight = numberAt(step, 'setWeight');
    if (weight === undefined) return [];
    const rest = steps.slice(index + 1);
    const next = rest.findIndex((each) => at(each, 'setWeight') !== undefined);
    const until = next === -1 ? rest : rest.slice(0, next);
    return [
      { weight, index, waits: until.some((each) => ['pause', 'analysis', 'experiment'].some((kind) => at(each, kind) !== undefined)) },
    ];
  });
}

/** The share of pods that a weight comes to where nothing routes: at least one of them. Unit: per cent, rounded. */
export function shareByPods(weight: number, replicas: number): number {
  return Math.round((100 * Math.max(1, Math.round((weight * replicas) / 100))) / replicas);
}
