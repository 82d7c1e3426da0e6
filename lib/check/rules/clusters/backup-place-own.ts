import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { areApart, calledWhere, everywhere, toldBy, type Placed } from '../../clusters/where.ts';
import { at, items, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const LOCATION = 'velero.io/v1/BackupStorageLocation';

export const backupPlaceOwn = defineRule({
  id: 'backup-place-own',
  severity: 'warning',
  kinds: [LOCATION, ...HELM_KINDS],
  asks: 'Each cluster writes its backups under a prefix of its own.',
  source: 'https://velero.io/docs/main/locations/; seed 004, L25',
  *check(manifest, world) {
    const all = places(world);
    for (const own of toldBy(all, manifest)) {
      const twin = all.slice(0, all.indexOf(own)).find((each) => areApart(each, own) && each.key === own.key);
      if (twin === undefined) continue;
      yield {
        path: own.path,
        message: `backups go to bucket ${own.bucket}${own.prefix === '' ? ' without a prefix' : ` under ${own.prefix}`}, and so do those of ${calledWhere(twin)}`,
        why: 'Each Velero takes the backups of the other for its own: names clash, and a restore brings back the wrong cluster.',
        fix: `Set prefix: ${own.cluster ?? 'the name of the cluster'}.`,
      };
    }
  },
});

interface Place extends Placed {
  readonly path: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly key: string;
}

function places(world: World): readonly Place[] {
  return world.everywhere.once('places of backups', () => [
    ...everywhere(world, LOCATION).flatMap((each) => place(each, at(each.manifest.object, 'spec'), 'spec')),
    ...everywhere(world, ...HELM_KINDS).flatMap((each) =>
      helmValuesOf(each.manifest).flatMap(({ values, path }) =>
        items(at(values, 'configuration.backupStorageLocation')).flatMap((location, index) =>
          place(each, location, `${path}.configuration.backupStorageLocation[${index}]`),
        ),
      ),
    ),
  ]);
}

/** An object holds bucket and prefix one field deeper than the values of the chart. */
function place(each: Placed, location: unknown, path: string): readonly Place[] {
  const storage = at(location, 'objectStorage') === undefined ? location : at(location, 'objectStorage');
  const [bucket, prefix = ''] = [textAt(storage, 'bucket'), textAt(storage, 'prefix')];
  if (bucket === undefined || bucket.includes('$') || textAt(location, 'accessMode') === 'ReadOnly') return [];
  const key = [bucket, prefix.replace(/\/$/, ''), textAt(location, 'config.s3Url') ?? '', textAt(location, 'provider') ?? ''].join(' ');
  return [{ ...each, path: storage === location ? path : `${path}.objectStorage`, bucket, prefix, key }];
}
