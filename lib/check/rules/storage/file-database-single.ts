import { POD_KINDS, volume } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { scaleOf } from '../../scale.ts';
import { texts } from '../../texts.ts';
import type { PodTemplate } from '../../pods.ts';

const SQLITE = /^(?:sqlite3?:\/{2,3}|jdbc:sqlite:|file:)?(\/?[^\s:?]*\.(?:db|sqlite3?|db3))(?:\?|$)/;
const NAMED = /(DATABASE|DB|SQLITE|DATASOURCE)(_?(PATH|FILE|URL|URI|DSN|NAME))?$/i;

export const fileDatabaseSingle = defineRule({
  id: 'file-database-single',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A database in a file is used by one pod, and the file is on a volume.',
  source: 'https://www.sqlite.org/whentouse.html; seed 003, L9',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || manifest.object.kind.endsWith('Job')) return;
    for (const { path, key, value } of texts(manifest, world)) {
      const file = NAMED.test(key) ? SQLITE.exec(value)?.[1] : undefined;
      if (file?.startsWith('/') !== true) continue;
      const { max } = scaleOf(world, pod);
      const volume = volumeOf(pod, file);
      const own =
        manifest.object.kind === 'StatefulSet' &&
        itemsAt(manifest.object, 'spec.volumeClaimTemplates').some((each) => textAt(each, 'metadata.name') === volume);
      if (max > 1) {
        yield {
          path,
          severity: own ? 'warning' : 'error',
          message: `${file} is a database in a file, and there are up to ${max} pods, ${volume === undefined || own ? 'each with a file of its own' : 'all of them writing it'}`,
          why: 'What one pod writes the other does not see, or both write at once and the file is damaged: users are there on one request and gone on the next.',
          fix: 'Use a database server, or keep one replica with strategy Recreate.',
        };
      } else if (volume === undefined) {
        yield {
          path,
          severity: 'warning',
          message: `${file} is a database in a file of the container, on no volume`,
          why: 'It is empty after each restart.',
          fix: 'Mount a PersistentVolumeClaim at its folder.',
        };
      }
    }
  },
});

/** Name of the volume on which a file lies. */
function volumeOf(pod: PodTemplate, file: string): string | undefined {
  const mounts = pod.containers.flatMap((container) => itemsAt(container.fields, 'volumeMounts'));
  const found = mounts.find((mount) => file.startsWith(`${(textAt(mount, 'mountPath') ?? '').replace(/\/$/, '')}/`));
  const name = textAt(found, 'name');
  return name !== undefined && volume(pod, name)?.['emptyDir'] !== undefined ? undefined : name;
}
