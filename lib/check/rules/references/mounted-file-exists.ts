import { findSource } from '../../config-sources.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { at, items, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

/** A folder of a container that holds the keys of a ConfigMap or Secret and nothing else. */
interface Folder {
  readonly path: string;
  readonly from: string;
  readonly files: readonly string[];
  /** Texts of the files, where the ConfigMap is in the tree. */
  readonly texts: readonly string[];
}

export const mountedFileExists = defineRule({
  id: 'mounted-file-exists',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A file that a command, a variable or a mounted configuration names is among the keys of the ConfigMap or Secret mounted there.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#configmap; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    yield* handedOver(pod);
    for (const container of pod.containers) {
      const mounts = itemsAt(container.fields, 'volumeMounts').map((mount) => trimmed(textAt(mount, 'mountPath') ?? ''));
      const folders = [...foldersOf(pod, container, world)];
      const texts = folders.flatMap((folder) => folder.texts);
      yield* elsewhere(container, folders, mounts);
      for (const folder of folders) {
        const deeper = mounts.filter((mount) => mount.startsWith(`${folder.path}/`));
        const said = new Set<string>();
        for (const { path, value } of [
          ...namesOf(container),
          ...texts.map((value) => ({ path: `${container.path}.volumeMounts`, value })),
        ]) {
          for (const file of filesIn(value, folder.path)) {
            const full = `${folder.path}/${file}`;
            if (said.has(file) || deeper.some((mount) => full === mount || full.startsWith(`${mount}/`)) || isThere(file, folder.files))
              continue;
            said.add(file);
            const near = nearName(file, folder.files);
            yield {
              path,
              message: `${full} is not there: ${folder.from}, mounted at ${folder.path}, has ${folder.files.join(', ') || 'no files'}`,
              why: 'The program does not find its file: it exits, or starts without the configuration.',
              fix:
                near === undefined
                  ? file.includes('*')
                    ? 'Give a key such a name, or ask for the names that are there.'
                    : `Add the key "${file.split('/')[0] ?? file}", or name a file that is there.`
                  : `Did you mean "${folder.path}/${near}"?`,
            };
          }
        }
      }
    }
  },
});

/** A file that is named in one folder, and mounted in another. */
function* elsewhere(container: Container, folders: readonly Folder[], mounts: readonly string[]): Iterable<Issue> {
  if (/(^|\/)(ba|da|a|z)?sh$/.test(text(itemsAt(container.fields, 'command')[0]) ?? '')) return;
  for (const { path, value } of namesOf(container)) {
    for (const [, folder = '', file = ''] of value.matchAll(/(?:^|[=:])((?:\/[\w.-]+)+)\/([\w-]*\.[\w.-]+)(?=$|,)/g)) {
      const at = folders.find((each) => each.files.includes(file));
      const full = `${folder}/${file}`;
      if (at === undefined || mounts.some((mount) => full === mount || full.startsWith(`${mount}/`))) continue;
      yield {
        path,
        message: `nothing is mounted at ${folder}: ${at.from} puts ${file} into ${at.path}`,
        why: 'The program does not find its file: it exits, or runs with the settings that its image brings.',
        fix: `Write ${at.path}/${file}, or mount ${at.from} at ${folder}.`,
      };
    }
  }
}

/** A file that an init container puts on a shared volume, and that another container looks for where it does not mount it. */
function* handedOver(pod: PodTemplate): Iterable<Issue> {
  const mountsOf = (container: Container): readonly { readonly volume: string; readonly path: string }[] =>
    itemsAt(container.fields, 'volumeMounts').map((mount) => ({
      volume: textAt(mount, 'name') ?? '',
      path: trimmed(textAt(mount, 'mountPath') ?? ''),
    }));
  for (const giver of pod.containers.filter(({ init }) => init)) {
    const words = [...namesOf(giver)].map(({ value }) => value).join(' ');
    for (const { volume, path: folder } of mountsOf(giver)) {
      const empty = items(pod.spec['volumes']).some((each) => textAt(each, 'name') === volume && at(each, 'emptyDir') !== undefined);
      for (const file of empty ? filesIn(words, folder) : []) {
        for (const taker of pod.containers.filter(({ init }) => !init)) {
          const own = mountsOf(taker);
          const shared = own.find((each) => each.volume === volume);
          const full = `${folder}/${file}`;
          if (own.some((each) => full.startsWith(`${each.path}/`))) continue;
          const place = [...namesOf(taker)].find(({ value }) => value.includes(full));
          if (place === undefined) continue;
          yield {
            path: place.path,
            message: `${full} is not there: ${giver.name} puts it on volume ${volume}, which ${taker.name} ${shared === undefined ? 'does not mount' : `mounts at ${shared.path}`}`,
            why: 'The program does not find its file: it exits, or starts without it.',
            fix:
              shared === undefined
                ? `Mount volume ${volume} at ${folder} in ${taker.name}, too.`
                : `Write ${shared.path}/${file}, or mount the volume at ${folder}.`,
          };
        }
      }
    }
  }
}

function* foldersOf(pod: PodTemplate, container: Container, world: World): Iterable<Folder> {
  for (const mount of itemsAt(container.fields, 'volumeMounts')) {
    const path = trimmed(textAt(mount, 'mountPath') ?? '');
    const volume = items(pod.spec['volumes']).find((each) => textAt(each, 'name') === textAt(mount, 'name'));
    const kind = at(volume, 'configMap') !== undefined ? 'ConfigMap' : at(volume, 'secret') !== undefined ? 'Secret' : undefined;
    if (kind === undefined || at(mount, 'subPath') !== undefined || at(mount, 'subPathExpr') !== undefined || path === '') continue;
    const source = kind === 'ConfigMap' ? at(volume, 'configMap') : at(volume, 'secret');
    const name = textAt(source, 'name') ?? textAt(source, 'secretName') ?? '';
    const listed = itemsAt(source, 'items');
    const keys = findSource(world, kind, pod.namespace, name)?.keys;
    const files = listed.length > 0 ? listed.flatMap((item) => textAt(item, 'path') ?? []) : keys;
    if (files === undefined || at(source, 'optional') === true) continue;
    const data = kind === 'ConfigMap' ? textsAt(world.find('v1/ConfigMap', pod.namespace, name)?.object, 'data') : {};
    yield { path, from: `${kind} ${name}`, files, texts: Object.values(data) };
  }
}

function* namesOf(container: Container): Iterable<{ readonly path: string; readonly value: string }> {
  for (const list of ['command', 'args']) {
    for (const [index, word] of itemsAt(container.fields, list).entries())
      yield { path: `${container.path}.${list}[${index}]`, value: text(word) ?? '' };
  }
  for (const [index, each] of itemsAt(container.fields, 'env').entries())
    yield { path: `${container.path}.env[${index}].value`, value: textAt(each, 'value') ?? '' };
}

/** Files below a folder that a text names, without comments; a folder alone and names with variables in them are none. */
function filesIn(value: string, folder: string): readonly string[] {
  if (folder === '' || !value.includes(`${folder}/`)) return [];
  const escaped = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\w./-])${escaped}/([\\w.*/-]*\\.[\\w*-]+)(?![\\w/$\\{(*-])`, 'g');
  const own = new RegExp(`_file["']?:\\s*["']?${escaped}/([\\w./-]+)`, 'g');
  const plain = value.replace(/^\s*(#|\/\/).*$/gm, '');
  const found = [...plain.matchAll(pattern), ...plain.matchAll(own)].map(([, file = '']) => file.replace(/\.$/, ''));
  return found.filter((file) => file !== '' && !file.endsWith('/'));
}

function isThere(file: string, files: readonly string[]): boolean {
  if (!file.includes('*')) return files.includes(file) || files.some((each) => each.startsWith(`${file}/`));
  const pattern = new RegExp(`^${file.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return files.some((each) => pattern.test(each));
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
