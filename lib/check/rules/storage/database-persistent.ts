import { databaseOf } from '../../databases.ts';
import { parseImage } from '../../images.ts';
import { POD_KINDS, volume } from '../../pods.ts';
import { at, items, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const databasePersistent = defineRule({
  id: 'database-persistent',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The data folder of a database is on a volume that outlives the pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; seed 002, L-11',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const found = pod === undefined ? undefined : databaseOf(pod);
    if (pod === undefined || found === undefined) return;
    const { database, container } = found;
    const [kept] = ['whenDeleted', 'whenScaled'].filter(
      (each) => textAt(manifest.object, `spec.persistentVolumeClaimRetentionPolicy.${each}`) === 'Delete',
    );
    if (kept !== undefined) {
      yield {
        path: `spec.persistentVolumeClaimRetentionPolicy.${kept}`,
        severity: 'warning',
        message: `${database.name} loses its claims when the StatefulSet is ${kept === 'whenDeleted' ? 'deleted' : 'scaled down'} (${kept}: Delete)`,
        why: 'A prune, a rename or a moment with fewer replicas deletes the database, and nothing asks first.',
        fix: 'Write Retain, the default.',
      };
    }
    const mounts = itemsAt(container.fields, 'volumeMounts');
    const folders = mounts.map((mount) => textAt(mount, 'mountPath') ?? '');
    const told = textAt(
      itemsAt(container.fields, 'env').find((each) => textAt(each, 'name') === 'PGDATA'),
      'value',
    );
    const isLost = told?.startsWith('/') === true && !folders.some((folder) => `${told}/`.startsWith(`${folder.replace(/\/+$/, '')}/`));
    if (database.name === 'PostgreSQL' && told !== undefined && isLost && isOfficial(container.image ?? '') && folders.length > 0) {
      yield {
        path: `${container.path}.env`,
        message: `PGDATA is ${told}, and no volume is mounted there: ${folders.join(', ')}`,
        why: 'The first restart on another node, or an eviction, deletes the whole database.',
        fix: `Mount the claim above ${told}, or take PGDATA into a folder of the volume.`,
      };
      return;
    }
    const index = folders.findIndex(
      (folder) => `${folder}/`.startsWith(`${database.dataFolder}/`) || `${database.dataFolder}/`.startsWith(`${folder}/`),
    );
    const name = textAt(mounts[index], 'name') ?? '';
    // Claims of a StatefulSet's template are volumes by another name.
    if (itemsAt(manifest.object, 'spec.volumeClaimTemplates').some((claim) => textAt(claim, 'metadata.name') === name)) return;
    const source = index === -1 ? undefined : volume(pod, name);
    if (source !== undefined && source['emptyDir'] === undefined) return;
    // A command of its own, or a folder set by a variable, may keep the data elsewhere.
    const elsewhere = /"-D|datadir|data-dir|data_directory|dbpath|PGDATA/i.test(
      JSON.stringify([container.fields['env'], container.fields['args'], container.fields['command'], container.fields['envFrom']]),
    );
    // Images of others keep it where they like, as do commands of one's own.
    const free = elsewhere || !isOfficial(container.image ?? '') || itemsAt(container.fields, 'command').length > 0;
    if (
      index === -1 &&
      (world.facts.whole === true ? elsewhere : free) &&
      (items(pod.spec['volumes']).some((each) => at(each, 'persistentVolumeClaim') !== undefined) ||
        itemsAt(manifest.object, 'spec.volumeClaimTemplates').length > 0)
    )
      return;

    const where = index === -1 ? `no volume is mounted at ${database.dataFolder}` : `${folders[index] ?? ''} is the emptyDir "${name}"`;
    yield {
      path: `${container.path}.volumeMounts`,
      message: `${database.name} in container "${container.name}" keeps nothing: ${where}`,
      why: 'The first restart on another node, or an eviction, deletes the whole database.',
      fix: `Mount a PersistentVolumeClaim at ${database.dataFolder}.`,
    };
  },
});

function isOfficial(image: string): boolean {
  return /^library\/(postgres|mysql|mariadb|mongo)$/.test(parseImage(image).path);
}
