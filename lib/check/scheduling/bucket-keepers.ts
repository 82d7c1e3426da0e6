import { releasesOf } from '../hosts/releases.ts';
import { durationSeconds } from '../observability/expression.ts';
import { bucketOf } from '../observability/object-stores.ts';
import { flagValue, thanosParts } from '../observability/thanos.ts';
import { at, fields, fieldsAt, itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Somebody who keeps things in a bucket for some time. */
export interface BucketKeeper {
  readonly bucket: string;
  readonly prefix: string;
  /** `schedule velero-daily keeps its backups` */
  readonly who: string;
  /** Unit: seconds; infinite for ever. */
  readonly seconds: number;
}

/** How long Velero keeps a backup that says nothing. Unit: seconds; 30 days. @see https://velero.io/docs/main/how-velero-works/#set-a-backup-to-expire */
const TTL = 30 * 86_400;

/** Those who keep things in buckets, of all clusters. */
export function bucketKeepers(world: World): readonly BucketKeeper[] {
  return world.everywhere.once('keepers of buckets', () =>
    [...world.everywhere.worlds.values()].flatMap((each) => [...ofVelero(each), ...ofThanos(each), ...ofLoki(each)]),
  );
}

interface Place {
  readonly name: string;
  readonly isDefault: boolean;
  readonly bucket: string;
  readonly prefix: string;
}

function* ofVelero(world: World): Iterable<BucketKeeper> {
  const releases = releasesOf(world).filter(({ chart }) => chart === 'velero');
  const places = [
    ...world
      .ofKind('velero.io/v1/BackupStorageLocation')
      .map(({ object }) => place(object.metadata.name, at(object, 'spec.default') === true, at(object, 'spec.objectStorage'))),
    ...releases.flatMap(({ values }) =>
      itemsAt(values, 'configuration.backupStorageLocation').map((each, index) =>
        place(textAt(each, 'name') ?? 'default', at(each, 'default') === true || index === 0, each),
      ),
    ),
  ];
  const schedules = [
    ...world.ofKind('velero.io/v1/Schedule').map(({ object }) => ({ name: object.metadata.name, template: at(object, 'spec.template') })),
    ...releases.flatMap(({ values }) =>
      Object.entries(fieldsAt(values, 'schedules')).map(([name, each]) => ({ name, template: fields(each)['template'] })),
    ),
  ];
  for (const { name, template } of schedules) {
    const location = textAt(template, 'storageLocation');
    const found = places.find((each) => (location === undefined ? each.isDefault : each.name === location));
    const seconds = lifetime(textAt(template, 'ttl')) ?? TTL;
    if (found !== undefined)
      yield { bucket: found.bucket, prefix: found.prefix, who: `schedule ${name} of Velero keeps its backups`, seconds };
  }
}

function place(name: string, isDefault: boolean, store: unknown): Place {
  return { name, isDefault, bucket: textAt(store, 'bucket') ?? '', prefix: textAt(store, 'prefix') ?? '' };
}

function* ofThanos(world: World): Iterable<BucketKeeper> {
  for (const pod of world.podTemplates()) {
    for (const part of thanosParts(pod)) {
      const bucket = part.part === 'compact' ? bucketOf(part, pod, world) : undefined;
      if (bucket === undefined) continue;
      const times = ['raw', '5m', '1h'].map((each) => durationSeconds(flagValue(part, `--retention.resolution-${each}`)) ?? 0);
      const seconds = times.includes(0) ? Number.POSITIVE_INFINITY : Math.max(...times);
      yield { bucket, prefix: '', who: `the compactor of Thanos keeps blocks`, seconds };
    }
  }
}

function* ofLoki(world: World): Iterable<BucketKeeper> {
  for (const { chart, name, values } of releasesOf(world)) {
    const bucket = chart === 'loki' ? textAt(values, 'loki.storage.bucketNames.chunks') : undefined;
    const kept = durationSeconds(textAt(values, 'loki.limits_config.retention_period'));
    if (bucket === undefined) continue;
    yield {
      bucket,
      prefix: '',
      who: `release ${name} (Loki) keeps lines`,
      seconds: kept === undefined || kept === 0 ? Number.POSITIVE_INFINITY : kept,
    };
  }
}

/** `720h0m0s` */
function lifetime(written: string | undefined): number | undefined {
  return durationSeconds(written?.replace(/(?<=[a-z])0[a-z]+/g, ''));
}
