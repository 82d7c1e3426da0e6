import { databaseOf } from '../../databases.ts';
import { parseImage } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { isBlockClaim, mountedClaims } from '../../scheduling/block-volumes.ts';

/** Since this version the image keeps its data in a folder of the version, and refuses a mount at the old place. */
const MOVED = 18;
const OLD = '/var/lib/postgresql/data';

export const dataDirectoryEmpty = defineRule({
  id: 'data-directory-empty',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'PostgreSQL finds an empty folder for its data on a new volume, where its version looks for it.',
  source:
    'https://github.com/docker-library/docs/blob/master/postgres/README.md#pgdata; https://github.com/docker-library/postgres/pull/1259',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const found = pod === undefined ? undefined : databaseOf(pod);
    if (pod === undefined || found?.database.name !== 'PostgreSQL') return;
    const { container } = found;
    const image = parseImage(container.image ?? '');
    if (image.path !== 'library/postgres' || isMoved(container.fields)) return;
    const major = Number(/^(\d+)/.exec(image.tag ?? '')?.[1] ?? Number.NaN);
    const mount = mountedClaims(world, pod, container).find(({ folder }) => folder === OLD);
    if (mount === undefined) return;
    if (major >= MOVED) {
      yield {
        path: mount.path,
        message: `a volume is mounted at ${OLD}, and postgres:${image.tag ?? ''} keeps its data in /var/lib/postgresql/${major}/docker`,
        why: 'The image refuses to start: it takes the mount for data of an older version.',
        fix: 'Mount the volume at /var/lib/postgresql.',
      };
    } else if (at(mount.mount, 'subPath') === undefined && isBlockClaim(world, mount.claim)) {
      yield {
        path: mount.path,
        message: `the data folder is the root of a file system of its own, in which lost+found lies`,
        why: 'On a new volume initdb refuses a folder that is not empty: the database never starts.',
        fix: 'Set PGDATA=/var/lib/postgresql/data/pgdata, or subPath: pgdata on the mount.',
      };
    }
  },
});

/** The folder is named by a variable or an argument; where variables come from elsewhere, nobody knows. */
function isMoved(container: unknown): boolean {
  return (
    itemsAt(container, 'envFrom').length > 0 ||
    itemsAt(container, 'env').some((each) => textAt(each, 'name') === 'PGDATA') ||
    itemsAt(container, 'command').length > 0 ||
    /"-D|data_directory/.test(JSON.stringify(at(container, 'args') ?? []))
  );
}
