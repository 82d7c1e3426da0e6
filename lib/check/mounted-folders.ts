import { findSource } from './config-sources.ts';
import { volume, type Container, type PodTemplate } from './pods.ts';
import { at, itemsAt, textAt, textsAt } from './read.ts';
import type { World } from './world.ts';
import { literal } from '../values/literal.ts';

/** A folder of a container that holds the keys of a ConfigMap or Secret and nothing else. */
export interface MountedFolder {
  readonly path: string;
  /** `ConfigMap prometheus-config` */
  readonly from: string;
  readonly files: readonly string[];
  /** Texts of the files, where the ConfigMap is in the tree. */
  readonly texts: readonly string[];
}

/** Those of a container whose files are known. A single file, mounted by `subPath`, is no folder. */
export function mountedFolders(pod: PodTemplate, container: Container, world: World): readonly MountedFolder[] {
  return mountedConfigs(pod, container).flatMap(({ folder, kind, name, source, single }) => {
    const files = filesOf(source) ?? findSource(world, kind, pod.namespace, name)?.keys;
    if (single || files === undefined || at(source, 'optional') === true) return [];
    const data = kind === 'ConfigMap' ? textsAt(world.find('v1/ConfigMap', pod.namespace, name)?.object, 'data') : {};
    return [{ path: folder, from: `${kind} ${name}`, files, texts: Object.values(data) }];
  });
}

/** A file of a ConfigMap as a container has it. */
export interface MountedFile {
  /** `/etc/nginx/nginx.conf` */
  readonly file: string;
  /** Of the mount: `spec.template.spec.containers[0].volumeMounts[1]` */
  readonly path: string;
  /** `ConfigMap nginx` */
  readonly from: string;
}

/** Files of ConfigMaps of the tree in a container, single ones too. */
export function mountedFiles(pod: PodTemplate, container: Container, world: World): readonly MountedFile[] {
  return mountedConfigs(pod, container).flatMap(({ folder, path, kind, name, source, single }) => {
    if (kind !== 'ConfigMap') return [];
    const from = `ConfigMap ${name}`;
    if (single) return [{ file: folder, path, from }];
    const keys = filesOf(source) ?? Object.keys(textsAt(world.find('v1/ConfigMap', pod.namespace, name)?.object, 'data'));
    return keys.map((key) => ({ file: `${folder}/${key}`, path, from }));
  });
}

interface MountedConfig {
  /** Where it is mounted, without a slash at the end. */
  readonly folder: string;
  readonly path: string;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly source: unknown;
  /** One file of it, by `subPath`. */
  readonly single: boolean;
}

function mountedConfigs(pod: PodTemplate, container: Container): readonly MountedConfig[] {
  return itemsAt(container.fields, 'volumeMounts').flatMap((mount, index): readonly MountedConfig[] => {
    const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
    const found = volume(pod, textAt(mount, 'name') ?? '');
    const kind = at(found, 'configMap') !== undefined ? 'ConfigMap' : at(found, 'secret') !== undefined ? 'Secret' : undefined;
    if (kind === undefined || folder === '') return [];
    const source = at(found, kind === 'ConfigMap' ? 'configMap' : 'secret');
    const name = textAt(source, 'name') ?? textAt(source, 'secretName') ?? '';
    const single = at(mount, 'subPath') !== undefined || at(mount, 'subPathExpr') !== undefined;
    return [{ folder, path: `${container.path}.volumeMounts[${index}]`, kind, name, source, single }];
  });
}

/** Files under the names that the volume gives them; `undefined` where each has that of its key. */
function filesOf(source: unknown): readonly string[] | undefined {
  const listed = itemsAt(source, 'items');
  return listed.length === 0 ? undefined : listed.flatMap((item) => textAt(item, 'path') ?? []);
}

/** Files below a folder that a text names, also as patterns, without comments; a folder alone and names with variables in them are none. */
export function filesNamed(value: string, folder: string): readonly string[] {
  if (folder === '' || !value.includes(`${folder}/`)) return [];
  const escaped = literal(folder);
  const pattern = new RegExp(`(?<![\\w./-])${escaped}/([\\w.*/-]*\\.[\\w*-]+)(?![\\w/$\\{(*-])`, 'g');
  const own = new RegExp(`_file["']?:\\s*["']?${escaped}/([\\w./-]+)`, 'g');
  const plain = value.replace(/^\s*(#|\/\/).*$/gm, '');
  const found = [...plain.matchAll(pattern), ...plain.matchAll(own)].map(([, file = '']) => file.replace(/\.$/, ''));
  return found.filter((file) => file !== '' && !file.endsWith('/'));
}

/** A file of this name, one that a pattern matches, or a folder of it. */
export function hasFile(files: readonly string[], file: string): boolean {
  if (!file.includes('*')) return files.includes(file) || files.some((each) => each.startsWith(`${file}/`));
  const pattern = new RegExp(`^${file.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return files.some((each) => pattern.test(each));
}
