import { POD_KINDS } from '../../pods.ts';
import { fields, numberAt, type Fields } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const probesAgree = defineRule({
  id: 'probes-agree',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The liveness probe leaves the time to start that the readiness probe expects, and no probe takes longer than its period.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  *check(manifest, world) {
    for (const { name, path, fields: container } of world.podTemplate(manifest)?.containers ?? []) {
      const { livenessProbe, readinessProbe, startupProbe } = container;
      const killed = livenessProbe === undefined || startupProbe !== undefined ? Number.POSITIVE_INFINITY : givesUp(fields(livenessProbe));
      const expected = readinessProbe === undefined ? 0 : (numberAt(readinessProbe, 'initialDelaySeconds') ?? 0);
      if (killed <= expected) {
        yield {
          path: `${path}.livenessProbe`,
          message: `container "${name}" is killed ${killed} s after its start unless it answers, yet its readiness is first asked after ${expected} s`,
          why: 'A start that takes as long as expected is cut off: the container restarts for ever (CrashLoopBackOff), on a slow node first.',
          fix: 'Add a startupProbe, or give livenessProbe a longer initialDelaySeconds.',
        };
      }
      for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
        const probe = fields(container[kind]);
        const [timeout, period] = [numberAt(probe, 'timeoutSeconds') ?? 1, numberAt(probe, 'periodSeconds') ?? 10];
        if (timeout <= period) continue;
        yield {
          path: `${path}.${kind}.timeoutSeconds`,
          severity: 'info',
          message: `${kind} of container "${name}" may take ${timeout} s and is repeated every ${period} s`,
          why: 'A program that hangs is noticed later than the period promises: each question waits for its whole time.',
          fix: 'Set timeoutSeconds to periodSeconds or less.',
        };
      }
    }
  },
});

/** When a container that never answers is killed. Unit: seconds after its start. */
function givesUp(probe: Fields): number {
  const of = (name: string, usual: number): number => numberAt(probe, name) ?? usual;
  return of('initialDelaySeconds', 0) + of('failureThreshold', 3) * of('periodSeconds', 10);
}
