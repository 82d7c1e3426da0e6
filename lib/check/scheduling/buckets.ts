import { releasesOf } from '../hosts/releases.ts';
import { documentKind } from '../document.ts';
import { at, fields, items, itemsAt, strings, text, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { texts } from '../texts.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** A place where a bucket of an object store is named. */
export interface NamedBucket {
  readonly name: string;
  readonly path: string;
}

const NAME = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';
const URL_BUCKET = new RegExp(`\\bs3:\\/\\/(?!\\$|[^/\\s"']*@)(${NAME})(?=[/\\s"'\`]|$)`, 'g');
const KEY_BUCKET = new RegExp(
  `(?:^|[\\s{,"'-])(?:bucket|bucketnames?|bucket_name|bucketName)["']?\\s*[:=]\\s*["']?(${NAME})(?=["'\\s,}]|$)`,
  'gm',
);

/** Buckets that the texts, arguments, values and fields of an object name. */
export function bucketsIn(manifest: WorldObject, world: World): readonly NamedBucket[] {
  const known = world.once('buckets by object', () => new WeakMap<WorldObject, readonly NamedBucket[]>());
  let found = known.get(manifest);
  if (found === undefined) known.set(manifest, (found = [...search(manifest, world)]));
  return found;
}

function* search(manifest: WorldObject, world: World): Iterable<NamedBucket> {
  const said = new Set<string>();
  const { object } = manifest;
  const places =
    object.kind === 'Script' || object.kind === 'TextFile'
      ? [{ path: 'text', key: '', value: textAt(object, 'text') ?? '' }]
      : [...texts(manifest, world)];
  const specs = KINDS.has(object.kind) ? [...strings(object['spec'], 'spec')] : [];
  for (const { path, key, value } of [...places, ...specs]) {
    const named =
      /^(?:bucket|bucketnames?|bucket_name|bucketName|\w*_BUCKET(?:_NAME)?|BUCKET(?:_NAME)?)$/.test(key) &&
      new RegExp(`^${NAME}$`).test(value)
        ? [value]
        : [];
    const written = [...value.matchAll(URL_BUCKET), ...(value.includes('\n') ? value.matchAll(KEY_BUCKET) : [])].map(
      ([, name = '']) => name,
    );
    for (const name of [...named, ...written]) {
      if (said.has(name)) continue;
      said.add(name);
      yield { name, path };
    }
  }
}

/** Operators' kinds that name buckets in their fields. */
const KINDS = new Set(['BackupStorageLocation', 'Cluster', 'ObjectStore', 'Backup', 'BackupTarget', 'Setting', 'Restore']);

/** How often each bucket is named in the whole tree. */
export function bucketUses(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('uses of buckets', () => {
    const map = new Map<string, WorldObject[]>();
    for (const each of world.objects) for (const { name } of bucketsIn(each, world)) addTo(map, name, each);
    return map;
  });
}

/** A store of the tree that is told which buckets to make. */
export interface ObjectStore {
  readonly namespace: string;
  readonly service: string;
  readonly buckets: ReadonlySet<string>;
}

/** MinIO by its chart, with the buckets that the chart and commands of the tree make. */
export function objectStores(world: World): readonly ObjectStore[] {
  return world.once('object stores', () => {
    const made = commandBuckets(world);
    return releasesOf(world).flatMap(({ chart, name, namespace, values, open }) => {
      const listed = items(at(values, 'buckets'));
      if (chart !== 'minio' || open === true || listed.length === 0) return [];
      const buckets = listed.flatMap((each) => textAt(each, 'name') ?? text(each) ?? []);
      const service = textAt(values, 'fullnameOverride') ?? (name.includes('minio') ? name : `${name}-minio`);
      return [{ namespace, service, buckets: new Set([...buckets, ...made]) }];
    });
  });
}

/** `mc mb store/bucket`, `aws s3 mb s3://bucket`. */
function commandBuckets(world: World): readonly string[] {
  const scripts = world.ofKind(documentKind('Script')).map(({ object }) => textAt(object, 'text') ?? '');
  const args = world
    .podTemplates()
    .flatMap((pod) =>
      pod.containers.flatMap((each) =>
        [...itemsAt(each.fields, 'command'), ...itemsAt(each.fields, 'args')].map((word) => text(word) ?? ''),
      ),
    );
  return [...scripts, ...args].flatMap((each) =>
    [...each.matchAll(/\b(?:mc\s+mb|s3\s+mb|create-bucket)\b[^\n]*?(?:\w+\/|s3:\/\/|--bucket[= ])([a-z0-9][a-z0-9.-]+)/g)].map(
      ([, name = '']) => name,
    ),
  );
}

/** The bucket and its endpoint that stand side by side in chart values. */
export function endpointBeside(values: unknown, path: string): string | undefined {
  const parent = path.slice(0, path.lastIndexOf('.'));
  const around = fields(at(values, parent));
  return textAt(around, 'endpoint') ?? textAt(around, 's3Url') ?? textAt(around, 'url');
}
