import { at, fields, numberAt, type Fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What a workload gets when it says nothing. Unit: seconds. */
const USUAL_DEADLINE = 600;

export const progressDeadlineFits = defineRule({
  id: 'progress-deadline-fits',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'The deadline of a rollout leaves its pods the time to start that their probes give them.',
  source:
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds; https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  *check(manifest, world) {
    const { object } = manifest;
    const stated = numberAt(object, 'spec.progressDeadlineSeconds');
    const deadline = stated ?? USUAL_DEADLINE;
    const aborts = at(object, 'spec.progressDeadlineAbort') === true;
    const settles = numberAt(object, 'spec.minReadySeconds') ?? 0;
    for (const { name, fields: container, init } of world.podTemplate(manifest)?.containers ?? []) {
      if (init) continue;
      const { surely, atMost } = starts(container);
      const never = surely + settles >= deadline;
      // How long a start really takes is in no tree; who states both numbers means them.
      if (!never && (stated === undefined || atMost + settles <= deadline)) continue;
      const needs = never ? `is ready after ${surely + settles} s at the earliest` : `may take ${atMost + settles} s to start`;
      yield {
        path: stated === undefined ? 'spec' : 'spec.progressDeadlineSeconds',
        severity: never || aborts ? 'error' : 'warning',
        message: `container "${name}" ${needs} by its probes, and the rollout is given up after ${deadline} s${stated === undefined ? ', the default' : ''}`,
        why: aborts
          ? 'The Rollout is aborted and goes back while its new pods still start as they are allowed to: a slow start is no release.'
          : 'The rollout is told as failed (ProgressDeadlineExceeded) and the Application as Degraded, while its pods still start as they are allowed to.',
        fix: `Set progressDeadlineSeconds above ${never ? surely + settles : atMost + settles}, or give the probes less.`,
      };
      return;
    }
  },
});

/** When a container can be ready at the earliest, and how long its startup probe lets it take. Unit: seconds. */
function starts({ startupProbe, readinessProbe }: Fields): { readonly surely: number; readonly atMost: number } {
  const of = (probe: unknown, name: string, usual: number): number => numberAt(fields(probe), name) ?? usual;
  const delay = of(startupProbe, 'initialDelaySeconds', 0) + of(readinessProbe, 'initialDelaySeconds', 0);
  const given = startupProbe === undefined ? 0 : of(startupProbe, 'failureThreshold', 3) * of(startupProbe, 'periodSeconds', 10);
  return { surely: delay, atMost: delay + given };
}
