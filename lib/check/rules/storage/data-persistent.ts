import { POD_KINDS, runsToCompletion, volume } from '../../pods.ts';
import { fields, items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { keeperOf } from '../../scheduling/keepers.ts';

export const dataPersistent = defineRule({
  id: 'data-persistent',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Programs that are there to keep something (queues, stores, registries, metrics, secrets) keep it on a volume that outlives the pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; seed 002, L-11',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || runsToCompletion(pod)) return;
    const volumes = items(pod.spec['volumes']);
    const lasting = itemsAt(manifest.object, 'spec.volumeClaimTemplates').length > 0 || volumes.some((each) => isLasting(each));
    for (const { name, image, path, fields: own, init } of pod.containers) {
      const keeper = init
        ? undefined
        : keeperOf(
            image ?? '',
            itemsAt(own, 'args')
              .concat(itemsAt(own, 'command'))
              .map((word) => text(word) ?? ''),
          );
      if (keeper === undefined) continue;
      const mounts = itemsAt(own, 'volumeMounts');
      const covering = mounts.filter((mount) => covers(textAt(mount, 'mountPath') ?? '', keeper.folder));
      // A folder that is set elsewhere may lie on any lasting volume of the pod.
      const scratch = covering.find((mount) => volume(pod, textAt(mount, 'name') ?? '')?.['emptyDir'] !== undefined);
      if (scratch === undefined && (covering.length > 0 || lasting)) continue;
      const where =
        scratch === undefined
          ? `no volume is mounted at ${keeper.folder}`
          : `${textAt(scratch, 'mountPath') ?? ''} is the emptyDir "${textAt(scratch, 'name') ?? ''}"`;
      yield {
        path: `${path}.volumeMounts`,
        severity: keeper.replaceable ? 'info' : 'warning',
        message: `${keeper.name} in container "${name}" keeps nothing: ${where}`,
        why: `With the next eviction or move to another node ${keeper.loses} gone.`,
        fix: `Mount a PersistentVolumeClaim at ${keeper.folder}.`,
      };
    }
  },
});

function isLasting(source: unknown): boolean {
  return ['persistentVolumeClaim', 'hostPath', 'nfs', 'csi', 'ephemeral'].some((kind) => fields(source)[kind] !== undefined);
}

function covers(mountPath: string, folder: string): boolean {
  const mounted = mountPath.replace(/\/$/, '');
  return `${folder}/`.startsWith(`${mounted}/`) || mounted.startsWith(`${folder}/`);
}
