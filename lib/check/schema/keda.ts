import { fields, itemsAt, numberAt, text } from '../read.ts';
import type { Issue } from '../rule.ts';

export const KEDA_KINDS = ['keda.sh/v1alpha1/ScaledObject', 'keda.sh/v1alpha1/ScaledJob'];

/** What KEDA, or the API server for it, refuses in an object that scales. */
export function* kedaFaults(object: unknown): Iterable<Issue> {
  yield* bounds(object);
  yield* triggers(object);
}

/** As many as at least, and as many as at most. */
function* bounds(object: unknown): Iterable<Issue> {
  const least = numberAt(object, 'spec.minReplicaCount');
  const most = numberAt(object, 'spec.maxReplicaCount') ?? 100;
  if (least === undefined || least <= most) return;
  yield {
    path: 'spec.minReplicaCount',
    message: `minReplicaCount ${least} is more than maxReplicaCount ${most}`,
    why: 'KEDA refuses the object: nothing is scaled.',
    fix: 'Make it the smaller of the two, or equal.',
  };
}

/** Settings of a trigger are texts to the API server. */
function* triggers(object: unknown): Iterable<Issue> {
  for (const [index, trigger] of itemsAt(object, 'spec.triggers').entries()) {
    for (const [key, value] of Object.entries(fields(fields(trigger)['metadata']))) {
      if (typeof value === 'string') continue;
      const isPlain = text(value) !== undefined;
      yield {
        path: `spec.triggers[${index}].metadata.${key}`,
        message: isPlain
          ? `${key} is the ${typeof value} ${String(text(value))}, and settings of a trigger are texts`
          : `${key} is no text`,
        why: 'The API server refuses the object: nothing is scaled.',
        fix: isPlain ? `Put it in quotes: "${String(text(value))}".` : 'Write one text.',
      };
    }
  }
}
