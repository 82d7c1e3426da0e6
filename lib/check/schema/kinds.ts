import { at, fieldsAt, itemsAt, textAt, type Fields } from '../read.ts';
import type { World } from '../world.ts';
import { knownGroups, stored, type Raw, type StoredKind } from './data.ts';
import { coreSchemas, SchemaFile, type Schema } from './schema.ts';

/** What is known of a kind in one version. */
export interface KnownKind {
  readonly schema: Schema;
  readonly about: StoredKind;
  /** Where that comes from: a release, or the definition in the tree itself. */
  readonly source: 'kubernetes' | 'bundled' | 'tree';
  /** `istio 1.24.6`; the file for a definition of the tree. */
  readonly releases: readonly string[];
}

const bundled = new Map<string, SchemaFile>();

/** The schema of a kind: the definition in the tree, or else the one that came with this program. */
export function knownKind(world: World, apiVersion: string, kind: string): KnownKind | undefined {
  const versions = world.once('known kinds', () => new Map<string, Map<string, KnownKind | undefined>>());
  let kinds = versions.get(apiVersion);
  if (kinds === undefined) versions.set(apiVersion, (kinds = new Map()));
  const known = kinds.get(kind);
  if (known !== undefined || kinds.has(kind)) return known;
  const key = `${apiVersion}/${kind}`;
  const found = ownKind(world, key) ?? bundledKind(key);
  kinds.set(kind, found);
  return found;
}

/** Versions of a group and kind that are known: `v1`, `v1beta1`. */
export function knownVersions(world: World, group: string, kind: string): readonly string[] {
  const own = [...definitions(world).keys()].map((key) => key.split('/'));
  const file = knownGroups().get(group);
  const shipped = file === undefined ? [] : Object.keys(stored(file).kinds).map((key) => key.split('/'));
  const versions = [...own, ...shipped].flatMap((parts) =>
    parts.at(-1) === kind && parts.slice(0, -2).join('/') === group ? (parts.at(-2) ?? []) : [],
  );
  return [...new Set(versions)].sort();
}

/** The kinds of a group that are known in any version. */
export function kindsOfGroup(group: string): readonly string[] {
  const file = knownGroups().get(group);
  if (file === undefined) return [];
  const kinds = Object.keys(stored(file).kinds).map((key) => key.split('/'));
  return [...new Set(kinds.flatMap((parts) => (parts.slice(0, -2).join('/') === group ? (parts.at(-1) ?? []) : [])))].sort();
}

/** The schema of a kind that came with this program. */
export function shippedKind(apiVersion: string, kind: string): KnownKind | undefined {
  return bundledKind(`${apiVersion}/${kind}`);
}

function bundledKind(key: string): KnownKind | undefined {
  const group = key.split('/').slice(0, -2).join('/');
  const file = knownGroups().get(group);
  if (file === undefined) return undefined;
  const { kinds, shared, releases } = stored(file);
  const about = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
  if (about === undefined) return undefined;
  const native = file === 'kubernetes.json';
  let schemas = native ? coreSchemas() : bundled.get(file);
  if (schemas === undefined) {
    schemas = new SchemaFile(shared, false);
    bundled.set(file, schemas);
  }
  return { schema: schemas.named(about.schema), about, source: native ? 'kubernetes' : 'bundled', releases };
}

/** Definitions in the tree, by `<group>/<version>/<kind>`. */
function definitions(world: World): ReadonlyMap<string, Fields> {
  return world.once('definitions of the tree', () => {
    const map = new Map<string, Fields>();
    for (const { object } of world.ofKind('apiextensions.k8s.io/v1/CustomResourceDefinition')) {
      for (const version of itemsAt(object, 'spec.versions')) {
        const key = `${textAt(object, 'spec.group') ?? ''}/${textAt(version, 'name') ?? ''}/${textAt(object, 'spec.names.kind') ?? ''}`;
        map.set(key, { object, version });
      }
    }
    return map;
  });
}

function ownKind(world: World, key: string): KnownKind | undefined {
  const found = definitions(world).get(key);
  if (found === undefined) return undefined;
  const schema = fieldsAt(found, 'version.schema.openAPIV3Schema');
  const properties = fieldsAt(schema, 'properties');
  if (Object.keys(properties).length === 0) return undefined;
  const root: Raw = {
    ...schema,
    properties: {
      ...properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { $ref: 'kubernetes#meta.v1.ObjectMeta' },
      ...(Object.hasOwn(properties, 'status') && { status: {} }),
    },
  };
  const scope = textAt(found, 'object.spec.scope');
  return {
    schema: new SchemaFile({}, false).of(root),
    about: {
      schema: '',
      ...((scope === 'Namespaced' || scope === 'Cluster') && { scope }),
      ...(at(found, 'version.served') === false && { unserved: true }),
      ...(at(found, 'version.deprecated') === true && { deprecated: true }),
    },
    source: 'tree',
    releases: [`CustomResourceDefinition ${textAt(found, 'object.metadata.name') ?? ''}`],
  };
}
