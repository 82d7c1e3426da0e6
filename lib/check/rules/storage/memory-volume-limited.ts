import { POD_KINDS, type Container } from '../../pods.ts';
import { at, items, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { bytesOf } from '../../texts/memory.ts';

export const memoryVolumeLimited = defineRule({
  id: 'memory-volume-limited',
  severity: 'info',
  kinds: POD_KINDS,
  asks: 'A volume in memory has a size limit, below the memory limit of the containers that write to it.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const [index, volume] of items(pod?.spec['volumes']).entries()) {
      if (textAt(volume, 'emptyDir.medium') !== 'Memory') continue;
      const size = textAt(volume, 'emptyDir.sizeLimit');
      if (size !== undefined) {
        const small = pod?.containers.find(
          (container) => mounts(container, volume) && (bytesOf(size) ?? 0) >= (limitOf(container) ?? Number.POSITIVE_INFINITY),
        );
        if (small === undefined) continue;
        yield {
          path: `${pod?.specPath ?? ''}.volumes[${index}].emptyDir.sizeLimit`,
          severity: 'warning',
          message: `the volume "${textAt(volume, 'name') ?? ''}" in memory may hold ${size}, and container "${small.name}" that writes to it has ${textAt(small.fields, 'resources.limits.memory') ?? ''} in all`,
          why: 'Its files count as memory of the container that writes them: it is killed (OOMKilled) before the volume is full.',
          fix: 'Raise the memory limit above the size of the volume, or take a volume on disk.',
        };
        continue;
      }
      yield {
        path: `${pod?.specPath ?? ''}.volumes[${index}].emptyDir`,
        message: `the volume "${textAt(volume, 'name') ?? ''}" is in memory and may grow without limit`,
        why: 'Its files count as memory of the container that wrote them: it is killed for the memory of a folder, or takes that of the node.',
        fix: 'Set emptyDir.sizeLimit, and add it to the memory limit.',
      };
    }
  },
});

/** Whether a container may write to a volume. */
function mounts({ fields }: Container, volume: unknown): boolean {
  return itemsAt(fields, 'volumeMounts').some((each) => textAt(each, 'name') === textAt(volume, 'name') && at(each, 'readOnly') !== true);
}

function limitOf({ fields }: Container): number | undefined {
  return bytesOf(textAt(fields, 'resources.limits.memory'));
}
