import { at, items } from './object-diff.ts';
import type { YamlMap } from './object-diff.ts';

/** `10 → 50 → 90 → 100 %`, with what stops it on the way; undefined for a Rollout without canary steps. */
export function canarySteps(rollout: YamlMap): string | undefined {
  const steps = items(at(rollout, 'spec', 'strategy', 'canary', 'steps'));
  const weights: number[] = [];
  let waits = false;
  for (const step of steps) {
    const weight = at(step, 'setWeight');
    if (typeof weight === 'number' && weights.at(-1) !== weight) weights.push(weight);
    // `pause: {}` has no end.
    const pause = at(step, 'pause');
    waits ||= pause !== undefined && at(pause, 'duration') === undefined;
  }
  if (steps.length === 0) return undefined;
  if (weights.at(-1) !== 100) weights.push(100);
  return `${weights.join(' → ')} %${waits ? ', and wait for a person on the way' : ''}`;
}
