import { POD_KINDS } from '../../pods.ts';
import { at, items, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const memoryVolumeLimited = defineRule({
  id: 'memory-volume-limited',
  severity: 'info',
  kinds: POD_KINDS,
  asks: 'A volume in memory has a size limit.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const [index, volume] of items(pod?.spec['volumes']).entries()) {
      if (textAt(volume, 'emptyDir.medium') !== 'Memory' || at(volume, 'emptyDir.sizeLimit') !== undefined) continue;
      yield {
        path: `${pod?.specPath ?? ''}.volumes[${index}].emptyDir`,
        message: `the volume "${textAt(volume, 'name') ?? ''}" is in memory and may grow without limit`,
        why: 'Its files count as memory of the container that wrote them: it is killed for the memory of a folder, or takes that of the node.',
        fix: 'Set emptyDir.sizeLimit, and add it to the memory limit.',
      };
    }
  },
});
