import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import type { Raw, Stored, StoredKind } from '../../lib/check/schema/data.ts';
import { pruned, share } from './bundles.ts';
import { kubernetesBundle } from './kubernetes.ts';
import type { Definition } from './schema.ts';
import { byKey } from '../../lib/values/order.ts';

/** What `openapi/sources.yaml` says. */
interface SchemaSources {
  readonly kubernetes: readonly string[];
  readonly definitions: readonly { readonly release: string; readonly group: string; readonly kinds?: readonly string[] }[];
  readonly typedBy: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Schema files by name, `cert-manager.io.json` → text, made from upstream's files.
 * @param from holds `kubernetes/<release>/*_openapi.json` and definitions in YAML files.
 */
export function schemaFiles(from: string, folder: string): ReadonlyMap<string, string> {
  const sources = load(readFileSync(join(folder, 'openapi/sources.yaml'), 'utf8')) as SchemaSources;
  const found = readdirSync(from)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .flatMap((file) => loadAll(readFileSync(join(from, file), 'utf8')) as (Definition | null)[]);

  const files = new Map([['kubernetes.json', printed(kubernetesBundle(join(from, 'kubernetes'), sources.kubernetes))]]);
  for (const group of new Set(sources.definitions.map((each) => each.group))) {
    const named = sources.definitions.filter((each) => each.group === group);
    const listed = named.flatMap(({ kinds }) => kinds ?? []);
    const definitions = found.flatMap((each) =>
      each?.kind === 'CustomResourceDefinition' &&
      each.spec.group === group &&
      (listed.length === 0 || listed.includes(each.spec.names.kind))
        ? [each]
        : [],
    );
    if (definitions.length === 0) throw new Error(`no definition of ${group} in ${from}`);
    const releases = named.map(({ release }) => release);
    files.set(`${group}.json`, printed(definitionBundle(definitions, releases, sources.typedBy)));
  }
  return files;
}

/** Fields of every object, which most definitions leave out. */
const EVERY_OBJECT: Raw = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { $ref: 'kubernetes#meta.v1.ObjectMeta' },
};

function definitionBundle(definitions: readonly Definition[], releases: readonly string[], typedBy: SchemaSources['typedBy']): Stored {
  const kinds: Record<string, StoredKind> = {};
  const roots: Record<string, Raw> = {};
  for (const { spec } of definitions) {
    const core = typedBy[`${spec.group}/${spec.names.kind}`] ?? {};
    for (const version of spec.versions) {
      const schema = `${version.name}.${spec.names.kind}`;
      kinds[`${spec.group}/${version.name}/${spec.names.kind}`] = {
        schema,
        scope: spec.scope as 'Namespaced' | 'Cluster',
        ...(!version.served && { unserved: true as const }),
        ...((version as { deprecated?: boolean }).deprecated === true && { deprecated: true as const }),
      };
      const swap = (path: readonly string[]): Raw | undefined => {
        const type = core[path.join('.')];
        if (type !== undefined) return { $ref: `kubernetes#${type}` };
        return path.length === 1 && path[0] === 'status' ? {} : undefined;
      };
      const root = pruned(version.schema.openAPIV3Schema as Raw, swap);
      roots[schema] = { ...root, properties: { ...(root['properties'] as Raw), ...EVERY_OBJECT } };
    }
  }
  return { releases, kinds, shared: share(roots) };
}

/** What `openapi/index.json` says: the file of each API group, and what each file holds. */
export function schemaIndex(files: ReadonlyMap<string, string>): string {
  const groups: Record<string, string> = {};
  const about: Record<string, unknown> = {};
  for (const [name, text] of [...files].sort(byKey)) {
    const { releases, kinds } = JSON.parse(text) as Stored;
    for (const kind of Object.keys(kinds)) groups[kind.split('/').slice(0, -2).join('/')] = name;
    about[name] = { releases, kinds: Object.keys(kinds).length, sha256: hash(text) };
  }
  const sorted = Object.fromEntries(Object.entries(groups).sort(byKey));
  return `${JSON.stringify({ groups: sorted, files: about }, null, 1)}\n`;
}

/** One line a kind and a shared schema, so that a refreshed file shows what changed. */
function printed({ releases, kinds, shared }: Stored): string {
  const lines = (entries: Readonly<Record<string, unknown>>): string =>
    Object.entries(entries)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n');
  return `{"releases":${JSON.stringify(releases)},\n"kinds":{\n${lines(kinds)}},\n"shared":{\n${lines(shared)}}}\n`;
}

/** The schema files that are there, by name → text. */
export function storedSchemas(folder: string): ReadonlyMap<string, string> {
  const own = join(folder, 'openapi');
  const names = existsSync(own) ? readdirSync(own).filter((name) => name.endsWith('.json') && name !== 'index.json') : [];
  return new Map(names.sort().map((name) => [name, readFileSync(join(own, name), 'utf8')]));
}

/**
 * Writes the schema files anew from upstream's, or, without upstream's files, makes sure that they are as they were written.
 * @returns how many files changed.
 * @throws Error naming the file whose content is not what the index says.
 */
export function importSchemas(folder: string, from?: string): number {
  const own = join(folder, 'openapi');
  if (!existsSync(own)) return 0;
  const before = storedSchemas(folder);
  const index = join(own, 'index.json');
  const written = existsSync(index) ? readFileSync(index, 'utf8') : '';
  if (from === undefined) {
    if (schemaIndex(before) !== written)
      throw new Error(`${edited(before, written)} is not what it was made as; run npm run import -- --schemas DIR`);
    return 0;
  }

  const files = new Map([...schemaFiles(from, folder)]);
  files.set('index.json', schemaIndex(files));
  let changed = 0;
  for (const name of before.keys()) {
    if (files.has(name)) continue;
    rmSync(join(own, name));
    changed += 1;
  }
  for (const [name, text] of files) {
    if ((name === 'index.json' ? written : before.get(name)) === text) continue;
    writeFileSync(join(own, name), text);
    changed += 1;
  }
  return changed;
}

function edited(stored: ReadonlyMap<string, string>, index: string): string {
  const { files } = JSON.parse(index || '{"files":{}}') as { files: Readonly<Record<string, { sha256: string }>> };
  const changed = [...stored].find(([name, text]) => files[name]?.sha256 !== hash(text))?.[0];
  return `imports/openapi/${changed ?? 'index.json'}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
