import { POD_KINDS, volume, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';

/** Locks by which programs keep a second one of their kind away from their files. */
const LOCK = /^(lock|LOCK|\.lock|.+\.lock|postmaster\.pid|mongod\.lock|node\.lock|write\.lock)$/;

export const lockLeftAlone = defineRule({
  id: 'lock-left-alone',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Nothing removes the lock of a program from its volume before the program starts.',
  source: 'https://prometheus.io/docs/prometheus/latest/storage/; https://www.postgresql.org/docs/current/server-start.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    for (const container of pod.containers) {
      for (const { path, file } of removedFrom(container, pod)) {
        const { max, surge } = scaleOf(world, pod);
        const meet = pod.owner.object.kind !== 'StatefulSet' && max + surge > 1;
        yield {
          path,
          ...(meet ? {} : { severity: 'info' as const }),
          message: `container "${container.name}" removes ${file} before the program starts${meet ? ', while an update runs two pods on the volume' : ''}`,
          why: 'The lock is what stops a second program from writing the same files. When an old pod still runs (an update, a node that hangs), both write, and the data is damaged.',
          fix: meet ? 'Remove the step, and set strategy.type: Recreate.' : 'Remove the step: a lock that nobody holds is taken over.',
        };
      }
    }
  },
});

/** Locks on a claim that the commands of a container remove. */
function* removedFrom(container: Container, pod: PodTemplate): Iterable<{ readonly path: string; readonly file: string }> {
  const folders = itemsAt(container.fields, 'volumeMounts').flatMap((mount) => {
    const isClaim =
      textAt(volume(pod, textAt(mount, 'name') ?? ''), 'persistentVolumeClaim.claimName') !== undefined ||
      itemsAt(pod.owner.object, 'spec.volumeClaimTemplates').some((each) => textAt(each, 'metadata.name') === textAt(mount, 'name'));
    return isClaim ? [(textAt(mount, 'mountPath') ?? '').replace(/\/$/, '')] : [];
  });
  if (folders.length === 0) return;
  for (const list of ['command', 'args'] as const) {
    for (const [index, word] of itemsAt(container.fields, list).entries()) {
      for (const [, words = ''] of (text(word) ?? '').matchAll(/(?:^|[\s;&|(])rm\s+((?:[^\s;&|]+[ \t]*)+)/g)) {
        const file = words
          .split(/\s+/)
          .map((each) => each.replace(/["']/g, ''))
          .find((each) => LOCK.test(each.split('/').at(-1) ?? '') && folders.some((folder) => each.startsWith(`${folder}/`)));
        if (file !== undefined) yield { path: `${container.path}.${list}[${index}]`, file };
      }
    }
  }
}
