import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, numberAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What a pod gets when it says nothing. Unit: seconds. */
const USUAL_GRACE = 30;

export const shutdownTime = defineRule({
  id: 'shutdown-time',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A pod has time to stop after its preStop hook has waited.',
  source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const stated = numberAt(pod.spec, 'terminationGracePeriodSeconds');
    const grace = stated ?? USUAL_GRACE;
    for (const { name, path, fields } of pod.containers) {
      const hook = at(fields, 'lifecycle.preStop');
      const waits = numberAt(hook, 'sleep.seconds') ?? slept(itemsAt(hook, 'exec.command').map((word) => text(word) ?? ''));
      if (waits === undefined || waits === 0 || waits < grace) continue;
      yield {
        path: `${path}.lifecycle.preStop`,
        message: `container "${name}" waits ${waits} s before it stops, but is killed after ${grace} s${stated === undefined ? ', the default' : ''}`,
        why: 'The program never gets the signal to stop: open requests are cut off and unwritten data is lost with every update.',
        fix: `Set terminationGracePeriodSeconds above ${waits} and what the program itself needs, or wait less.`,
      };
    }
  },
});

/** Seconds of `sleep 15`, written as one word or in a shell's line. */
function slept(command: readonly string[]): number | undefined {
  const found = /(?:^|[\s;&/])sleep\s+["']?(\d+)s?\b/.exec(command.join(' '));
  return found === null ? undefined : Number(found[1]);
}
