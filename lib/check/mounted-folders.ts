import { findSource } from './config-sources.ts';
import { volume, type Container, type PodTemplate } from './pods.ts';
import { at, itemsAt, textAt, textsAt } from './read.ts';
import type { World } from './world.ts';

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
  return itemsAt(container.fields, 'volumeMounts').flatMap((mount) => {
    const path = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
    const found = volume(pod, textAt(mount, 'name') ?? '');
    const kind = at(found, 'configMap') !== undefined ? 'ConfigMap' : at(found, 'secret') !== undefined ? 'Secret' : undefined;
    if (kind === undefined || at(mount, 'subPath') !== undefined || at(mount, 'subPathExpr') !== undefined || path === '') return [];
    const source = at(found, kind === 'ConfigMap' ? 'configMap' : 'secret');
    const name = textAt(source, 'name') ?? textAt(source, 'secretName') ?? '';
    const listed = itemsAt(source, 'items');
    const keys = findSource(world, kind, pod.namespace, name)?.keys;
    const files = listed.length > 0 ? listed.flatMap((item) => textAt(item, 'path') ?? []) : keys;
    if (files === undefined || at(source, 'optional') === true) return [];
    const data = kind === 'ConfigMap' ? textsAt(world.find('v1/ConfigMap', pod.namespace, name)?.object, 'data') : {};
    return [{ path, from: `${kind} ${name}`, files, texts: Object.values(data) }];
  });
}

/** Files below a folder that a text names, also as patterns, without comments; a folder alone and names with variables in them are none. */
export function filesNamed(value: string, folder: string): readonly string[] {
  if (folder === '' || !value.includes(`${folder}/`)) return [];
  const escaped = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
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
