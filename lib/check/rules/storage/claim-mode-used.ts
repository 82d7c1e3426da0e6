import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const claimModeUsed = defineRule({
  id: 'claim-mode-used',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A claim of a raw device (volumeMode: Block) is used as a device, and one of a file system is mounted.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const modes = modesOf(pod, world);
    for (const container of modes.size === 0 ? [] : pod.containers) {
      for (const [key, wrong] of [
        ['volumeMounts', 'Block'],
        ['volumeDevices', 'Filesystem'],
      ] as const) {
        for (const [index, each] of itemsAt(container.fields, key).entries()) {
          const name = textAt(each, 'name') ?? '';
          if (modes.get(name) !== wrong) continue;
          yield {
            path: `${container.path}.${key}[${index}]`,
            message: `volume "${name}" has volumeMode ${wrong}, and container "${container.name}" names it in ${key}`,
            why: 'The kubelet starts none of the containers: the pod stays in ContainerCreating.',
            fix:
              wrong === 'Block'
                ? 'Name it in volumeDevices with a devicePath, or leave volumeMode out.'
                : 'Name it in volumeMounts, or set volumeMode: Block.',
          };
        }
      }
    }
  },
});

/** Volumes of a pod that are claims of the tree, by the mode in which these ask. */
function modesOf(pod: PodTemplate, world: World): ReadonlyMap<string, string> {
  const named = itemsAt(pod.spec, 'volumes').flatMap((volume) => {
    const claim = world.find('v1/PersistentVolumeClaim', pod.namespace, textAt(volume, 'persistentVolumeClaim.claimName') ?? '');
    return claim === undefined ? [] : [{ name: textAt(volume, 'name') ?? '', claim: claim.object }];
  });
  const made = itemsAt(pod.owner.object, 'spec.volumeClaimTemplates').map((claim) => ({
    name: textAt(claim, 'metadata.name') ?? '',
    claim,
  }));
  return new Map([...named, ...made].map(({ name, claim }) => [name, textAt(claim, 'spec.volumeMode') ?? 'Filesystem']));
}
