import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { shutdownPhase } from '../../programs/shutdown.ts';
import { at, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { secondsOf } from '../../seconds.ts';
import { yamlIn } from '../../text-yaml.ts';

/** What a pod gets when it says nothing. Unit: seconds. */
const USUAL_GRACE = 30;

export const shutdownTime = defineRule({
  id: 'shutdown-time',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A pod has time to stop after its preStop hook has waited, as long as its program is told to take.',
  source:
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution; https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const stated = numberAt(pod.spec, 'terminationGracePeriodSeconds');
    const grace = stated ?? USUAL_GRACE;
    const drain = pod.injection === 'no' ? undefined : proxyDrain(pod.annotations);
    if (drain !== undefined && drain > grace) {
      yield {
        path: `${pod.path}.metadata.annotations["proxy.istio.io/config"]`,
        message: `the sidecar lets connections end for ${drain} s (terminationDrainDuration), but the pod is killed after ${grace} s${stated === undefined ? ', the default' : ''}`,
        why: 'The drain never comes to its end: connections that are still open are cut off with every update.',
        fix: `Set terminationGracePeriodSeconds above ${drain}, or drain for a shorter time.`,
      };
    }
    for (const { name, path, fields } of pod.containers) {
      const hook = at(fields, 'lifecycle.preStop');
      const told = shutdownPhase(fields, pod.namespace, world);
      const waits = numberAt(hook, 'sleep.seconds') ?? slept(itemsAt(hook, 'exec.command').map((word) => text(word) ?? ''));
      const hooked = waits ?? 0;
      if (told !== undefined && hooked < grace && told.seconds + hooked > grace) {
        yield {
          path,
          message: `container "${name}" takes up to ${told.seconds} s to stop (${told.name})${hooked === 0 ? '' : ` after ${hooked} s of its preStop hook`}, but is killed after ${grace} s${stated === undefined ? ', the default' : ''}`,
          why: 'Requests that the program would still answer are cut off with every update, and what it does at its end is not done.',
          fix: `Set terminationGracePeriodSeconds above ${told.seconds + hooked}, or let the program take less.`,
        };
      }
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

/** Seconds for which a sidecar drains, where the annotation for its configuration says so. */
function proxyDrain(annotations: PodTemplate['annotations']): number | undefined {
  const config = annotations['proxy.istio.io/config'];
  if (config?.includes('terminationDrainDuration') !== true) return undefined;
  return secondsOf(textAt(yamlIn(config), 'terminationDrainDuration') ?? '');
}

/** Seconds of `sleep 15`, written as one word or in a shell's line. */
function slept(command: readonly string[]): number | undefined {
  const found = /(?:^|[\s;&/])sleep\s+["']?(\d+)s?\b/.exec(command.join(' '));
  return found === null ? undefined : Number(found[1]);
}
