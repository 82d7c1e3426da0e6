import { lostFiles } from '../../handed-files.ts';
import { filesNamed, hasFile, mountedFolders, type MountedFolder } from '../../mounted-folders.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { foldersOf, wordsOf } from '../../shared-files.ts';
import { unmountedFiles } from '../../unmounted-files.ts';

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
      const folders = mountedFolders(pod, container, world);
      const texts = folders.flatMap((folder) => folder.texts).map((value) => ({ path: `${container.path}.volumeMounts`, value }));
      yield* elsewhere(container, folders);
      yield* unmounted(container, folders);
      for (const folder of folders) yield* absent(folder, [...wordsOf(container), ...texts], foldersOf(container));
    }
  },
});

function* absent(folder: MountedFolder, words: ReturnType<typeof wordsOf>, mounts: readonly string[]): Iterable<Issue> {
  const deeper = mounts.filter((mount) => mount.startsWith(`${folder.path}/`));
  const said = new Set<string>();
  for (const { path, value } of words) {
    for (const file of filesNamed(value, folder.path)) {
      const full = `${folder.path}/${file}`;
      if (said.has(file) || isBelow(full, deeper) || hasFile(folder.files, file)) continue;
      said.add(file);
      const near = nearName(file, folder.files);
      const add = file.includes('*')
        ? 'Give a key such a name, or ask for the names that are there.'
        : `Add the key "${file.split('/')[0] ?? file}", or name a file that is there.`;
      yield {
        path,
        message: `${full} is not there: ${folder.from}, mounted at ${folder.path}, has ${folder.files.join(', ') || 'no files'}`,
        why: 'The program does not find its file: it exits, or starts without the configuration.',
        fix: near === undefined ? add : `Did you mean "${folder.path}/${near}"?`,
      };
    }
  }
}

function isBelow(file: string, mounts: readonly string[]): boolean {
  return mounts.some((mount) => file === mount || file.startsWith(`${mount}/`));
}

/** A file that is named in one folder, and mounted in another. */
function* elsewhere(container: Container, folders: readonly MountedFolder[]): Iterable<Issue> {
  if (/(^|\/)(ba|da|a|z)?sh$/.test(text(itemsAt(container.fields, 'command')[0]) ?? '')) return;
  for (const { path, value } of wordsOf(container)) {
    for (const [, folder = '', file = ''] of value.matchAll(/(?:^|[=:])((?:\/[\w.-]+)+)\/([\w-]*\.[\w.-]+)(?=$|,)/g)) {
      const at = folders.find((each) => each.files.includes(file));
      if (at === undefined || isBelow(`${folder}/${file}`, foldersOf(container))) continue;
      yield {
        path,
        message: `nothing is mounted at ${folder}: ${at.from} puts ${file} into ${at.path}`,
        why: 'The program does not find its file: it exits, or runs with the settings that its image brings.',
        fix: `Write ${at.path}/${file}, or mount ${at.from} at ${folder}.`,
      };
    }
  }
}

/** A configuration for which nothing is mounted at all. */
function* unmounted(container: Container, folders: readonly MountedFolder[]): Iterable<Issue> {
  for (const { path, file } of unmountedFiles(container)) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    // Somebody told it already: the file is mounted in another folder.
    if (folders.some((each) => each.files.includes(name))) continue;
    yield {
      path,
      message: `${file} is not there: the image has no such file, and nothing is mounted at ${file.slice(0, file.lastIndexOf('/')) || '/'}`,
      why: 'The program does not find its file and exits at its start.',
      fix: `Mount a ConfigMap with ${name} there, or take the argument out.`,
    };
  }
}

function* handedOver(pod: PodTemplate): Iterable<Issue> {
  for (const { path, file, given, giver, taker, taken } of lostFiles(pod)) {
    const seen = taken === undefined ? 'does not mount' : `mounts at ${taken.folder}`;
    yield {
      path,
      message: `${given.folder}/${file} is not there: ${giver} puts it on volume ${given.volume}, which ${taker} ${seen}`,
      why: 'The program does not find its file: it exits, or starts without it.',
      fix:
        taken === undefined
          ? `Mount volume ${given.volume} at ${given.folder} in ${taker}, too.`
          : `Write ${taken.folder}/${file}, or mount the volume at ${given.folder}.`,
    };
  }
}
