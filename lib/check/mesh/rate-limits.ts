import { environmentOf } from '../hosts/environment.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { at, fields, fieldsAt, items, itemsAt, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';
import { envoyPatches } from './envoy-patches.ts';

/** Limits that a ConfigMap holds for one domain, as the rate limit service of Envoy reads them. */
export interface Limits {
  readonly domain: string;
  readonly descriptors: readonly unknown[];
  readonly config: WorldObject;
}

/** Every file of limits of the tree. @see https://github.com/envoyproxy/ratelimit#configuration */
export function limitsOf(world: World): readonly Limits[] {
  return world.once('files of rate limits', () =>
    world.ofKind('v1/ConfigMap').flatMap((config) =>
      Object.values(textsAt(config.object, 'data')).flatMap((text) => {
        if (!/^domain:/m.test(text) || !/^descriptors:/m.test(text)) return [];
        const content = yamlIn(text);
        const domain = textAt(content, 'domain');
        return domain === undefined ? [] : [{ domain, descriptors: itemsAt(content, 'descriptors'), config }];
      }),
    ),
  );
}

/** A place where a proxy asks the rate limit service. */
export interface AskedDomain {
  readonly path: string;
  readonly domain: string;
}

export function askedDomains(manifest: WorldObject): readonly AskedDomain[] {
  return envoyPatches(manifest).flatMap(({ path, value }) => {
    const config = fieldsAt(value, 'typed_config');
    const inner = at(config, 'value.domain') === undefined ? config : fieldsAt(config, 'value');
    const domain = textAt(inner, 'domain');
    const asks = at(inner, 'rate_limit_service') !== undefined;
    return domain !== undefined && asks ? [{ path: `${path}.patch.value.typed_config.domain`, domain }] : [];
  });
}

/** One of the actions of a rate limit: the entry that it makes; the value where it is written down. */
export interface Entry {
  readonly key: string;
  readonly value: string | undefined;
}

/** The chains of entries that the patches of a filter make, with their place; `undefined` among them for an action of another kind. */
export function madeEntries(manifest: WorldObject): readonly { readonly path: string; readonly entries: readonly (Entry | undefined)[] }[] {
  return envoyPatches(manifest).flatMap(({ path, value }) => {
    const found: { path: string; entries: (Entry | undefined)[] }[] = [];
    for (const base of ['rate_limits', 'route.rate_limits']) {
      for (const [index, limit] of itemsAt(value, base).entries())
        found.push({ path: `${path}.patch.value.${base}[${index}].actions`, entries: itemsAt(limit, 'actions').map(entryOf) });
    }
    return found;
  });
}

function entryOf(action: unknown): Entry | undefined {
  const [first] = Object.entries(fields(action));
  if (first === undefined) return undefined;
  const [kind, raw] = first;
  const key = textAt(raw, 'descriptor_key');
  switch (kind) {
    case 'request_headers':
      return key === undefined ? undefined : { key, value: undefined };
    case 'generic_key':
      return { key: key ?? 'generic_key', value: textAt(raw, 'descriptor_value') };
    case 'header_value_match':
      return { key: key ?? 'header_match', value: textAt(raw, 'descriptor_value') };
    case 'remote_address':
    case 'destination_cluster':
    case 'source_cluster':
      return { key: kind, value: undefined };
    default:
      return undefined;
  }
}

/** The first entry of a chain for which the limits have no descriptor, with those that they have there. */
export function unknownEntry(
  descriptors: readonly unknown[],
  entries: readonly (Entry | undefined)[],
): { readonly entry: Entry; readonly known: readonly string[] } | undefined {
  let level = descriptors;
  for (const entry of entries) {
    if (entry === undefined) return undefined;
    const fitting = level.filter((each) => textAt(each, 'key') === entry.key && fits(textAt(each, 'value'), entry.value));
    if (fitting.length === 0) return { entry, known: [...new Set(level.map(words))] };
    level = fitting.flatMap((each) => items(fields(each)['descriptors']));
  }
  return undefined;
}

function fits(limited: string | undefined, made: string | undefined): boolean {
  if (limited === undefined || made === undefined) return true;
  return limited.endsWith('*') ? made.startsWith(limited.slice(0, -1)) : limited === made;
}

function words(descriptor: unknown): string {
  const value = textAt(descriptor, 'value');
  return `${textAt(descriptor, 'key') ?? ''}${value === undefined ? '' : `=${value}`}`;
}

/** Where a rate limit service looks for its files; `undefined` for other programs. @see https://github.com/envoyproxy/ratelimit#loading-configuration */
export function readFolder(container: Container, pod: PodTemplate, world: World): string | undefined {
  if (!/(^|\/)(envoyproxy\/|lyft\/)ratelimit[:@]/.test(container.image ?? '')) return undefined;
  const environment = environmentOf(container.fields, pod.namespace, world);
  const root = environment.get('RUNTIME_ROOT');
  if (root === undefined || environment.get('CONFIG_TYPE') === 'GRPC_XDS_SOTW') return undefined;
  return [root, environment.get('RUNTIME_SUBDIRECTORY') ?? '', environment.get('RUNTIME_APPDIRECTORY') ?? 'config']
    .filter((each) => each !== '')
    .join('/');
}
