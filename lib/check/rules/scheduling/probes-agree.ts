import { POD_KINDS } from '../../pods.ts';
import { fields, itemsAt, numberAt, text, type Fields } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const probesAgree = defineRule({
  id: 'probes-agree',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The liveness probe leaves the time to start that the readiness probe expects, and a probe has the time that its program takes, but no more than its period.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/; https://www.rabbitmq.com/docs/monitoring#health-checks',
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
        yield* tooSlow(probe, timeout, `${path}.${kind}`, `${kind} of container "${name}"`);
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

/** Programs that start a virtual machine of Erlang, Java or Python before they ask anything: seconds, and more where CPU is limited. */
const SLOW = /(?:^|[\s/;&|(])(rabbitmq-diagnostics|rabbitmqctl|nodetool|cqlsh|kafka-[\w-]+(?:\.sh)?)(?=\s|$)/;

function* tooSlow(probe: Fields, timeout: number, path: string, which: string): Iterable<Issue> {
  const words = itemsAt(probe, 'exec.command').map((word) => text(word) ?? '');
  const program = SLOW.exec(words.join(' '))?.[1];
  if (program === undefined || timeout > 1) return;
  yield {
    path: numberAt(probe, 'timeoutSeconds') === undefined ? path : `${path}.timeoutSeconds`,
    message: `${which} runs ${program}, and has ${numberAt(probe, 'timeoutSeconds') === undefined ? '1 s (the default of timeoutSeconds)' : `${timeout} s`} for it`,
    why: `${program} takes seconds to start alone, so the probe fails while the server is well: the pod is never ready, or killed again and again.`,
    fix: 'Set timeoutSeconds to 10 or more, and periodSeconds to no less.',
  };
}

/** When a container that never answers is killed. Unit: seconds after its start. */
function givesUp(probe: Fields): number {
  const of = (name: string, usual: number): number => numberAt(probe, name) ?? usual;
  return of('initialDelaySeconds', 0) + of('failureThreshold', 3) * of('periodSeconds', 10);
}
