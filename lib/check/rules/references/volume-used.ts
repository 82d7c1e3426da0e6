import { POD_KINDS } from '../../pods.ts';
import { items, itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const volumeUsed = defineRule({
  id: 'volume-used',
  severity: 'info',
  kinds: [...POD_KINDS, 'v1/PersistentVolumeClaim'],
  asks: 'Every volume of a pod is mounted by a container, and every claim is used by a pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work; seed 003, M10',
  *check(manifest, world) {
    const { object } = manifest;
    if (object.kind === 'PersistentVolumeClaim') {
      const { namespace = '', name } = object.metadata;
      if (claims(world).has(`${namespace}/${name}`) || world.podsIn(namespace).length === 0) return;
      const message = `no pod of the tree uses the claim ${name}`;
      yield {
        path: 'metadata.name',
        message,
        why: 'The volume takes its place on the disks, and nothing reads or writes it.',
        fix: 'Mount it, or remove it once its data is not needed.',
      };
      return;
    }
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const mounted = new Set(
      pod.containers.flatMap(({ fields }) =>
        [...itemsAt(fields, 'volumeMounts'), ...itemsAt(fields, 'volumeDevices')].flatMap((mount) => textAt(mount, 'name') ?? ''),
      ),
    );
    for (const [index, volume] of items(pod.spec['volumes']).entries()) {
      const name = textAt(volume, 'name');
      if (name === undefined || mounted.has(name)) continue;
      const near = nearName(name, mounted);
      yield {
        path: `${pod.specPath}.volumes[${index}]`,
        message: `no container mounts the volume "${name}"`,
        why: 'What it holds reaches no program; a missing ConfigMap, Secret or claim behind it still keeps the pod from starting.',
        fix: near === undefined ? 'Mount it, or remove it.' : `Mount it, or remove it: is "${near}" meant?`,
      };
    }
  },
});

/** Claims that pods name, and those that a StatefulSet makes by its templates. */
function claims(world: World): ReadonlySet<string> {
  return world.once('used claims', () => {
    const used = new Set<string>();
    for (const pod of world.podTemplates()) {
      for (const volume of items(pod.spec['volumes']))
        used.add(`${pod.namespace}/${textAt(volume, 'persistentVolumeClaim.claimName') ?? ''}`);
      for (const template of itemsAt(pod.owner.object, 'spec.volumeClaimTemplates')) {
        for (let copy = 0; copy < 20; copy += 1)
          used.add(`${pod.namespace}/${textAt(template, 'metadata.name') ?? ''}-${pod.owner.object.metadata.name}-${copy}`);
      }
    }
    return used;
  });
}
