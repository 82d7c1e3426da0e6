import { POD_KINDS, type Container } from '../../pods.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { filesIn, foldersOf, sharedBy, stamps, wordsOf, type SharedFolder } from '../../shared-files.ts';

export const handedFilesAgree = defineRule({
  id: 'handed-files-agree',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Containers of a pod that hand files to each other on an emptyDir mean the same folder and the same name.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.containers.length < 2) return;
    const places = pod.containers.map((container) => ({ container, shared: sharedBy(pod, container), mounts: foldersOf(container) }));
    if (places.every(({ shared }) => shared.length === 0)) return;
    yield* calledOtherwise(places);
    for (const { container, shared, mounts } of places) {
      const others = places.flatMap((each) => (each.container === container ? [] : each.shared));
      for (const { path, value } of wordsOf(container)) {
        for (const { folder } of container.init ? [] : shared) {
          const giver = stamps(value, folder)
            ? places.find((each) => each.container.init && wordsOf(each.container).some((word) => stamps(word.value, folder)))
            : undefined;
          if (giver !== undefined) yield stamped(path, folder, giver.container.name, container.name);
        }
        const lost = unmounted(value, mounts, others, shared);
        if (lost !== undefined) yield { path, ...lost };
      }
    }
  },
});

function stamped(path: string, folder: string, giver: string, taker: string): Issue {
  return {
    path,
    message: `${taker} looks in ${folder} for a file with the time of day in its name, which ${giver} took some seconds before`,
    why: 'The two call the clock one after the other and get two names: the file is not found.',
    fix: 'Write a name without the time of day, or take whatever file lies in the folder.',
  };
}

/** A path whose first folder is on no volume here, but is where another container has it, or is off by a letter from an own one. */
function unmounted(
  value: string,
  mounts: readonly string[],
  others: readonly SharedFolder[],
  own: readonly SharedFolder[],
): Omit<Issue, 'path'> | undefined {
  for (const [, full = ''] of value.matchAll(/(?:^|[\s"'=><])((?:\/[\w.-]+)+\/?)/g)) {
    const top = `/${full.split('/')[1] ?? ''}`;
    if (
      SYSTEM.has(top) ||
      full === top ||
      mounts.some((mount) => `${full}/`.startsWith(`${mount}/`) || mount.startsWith(full.replace(/\/?$/, '/')))
    )
      continue;
    const other = others.find(({ folder, volume: name }) => full.startsWith(`${folder}/`) && !own.some((each) => each.volume === name));
    const near = nearName(
      top,
      own.map(({ folder }) => folder).filter((folder) => folder.split('/').length === 2),
    );
    if (other === undefined && near === undefined) continue;
    const made = new RegExp(`\\b(mkdir|cd|-C|-d|-p)\\b[^\\n]*${top}`).test(value);
    if (made) continue;
    return {
      message: `${full} lies on no volume of this container${other === undefined ? `: it mounts ${near ?? ''}` : `: the volume ${other.volume}, which others mount at ${other.folder}, is not mounted here`}`,
      why: 'The file is written into one container and looked for in another: it is not there.',
      fix:
        other === undefined
          ? `Did you mean "${full.replace(top, near ?? top)}"?`
          : `Mount the volume ${other.volume} at ${other.folder} here, too.`,
    };
  }
  return undefined;
}

const SYSTEM = new Set([
  '/bin',
  '/dev',
  '/etc',
  '/lib',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
  '/home',
]);

/** A file that a program takes from a shared volume, onto which the init containers put one of another name. */
function* calledOtherwise(places: readonly { readonly container: Container; readonly shared: readonly SharedFolder[] }[]): Iterable<Issue> {
  const givers = places.filter(({ container }) => container.init);
  const said = givers.flatMap(({ container }) => wordsOf(container).map(({ value }) => value)).join('\n');
  // What unpacks, copies whole folders or runs a script of its own may leave any file behind.
  if (said === '' || /\b(tar|unzip|git|rsync|install|python3?|node|cd)\b|cp\s+-\w*[rRa]|\*|\s-O\b|--remote-name|\s-P\s/.test(said)) return;
  if (givers.some(({ container }) => wordsOf(container).length === 0)) return;
  for (const { container, shared } of places.filter((each) => !each.container.init)) {
    for (const { volume: name, folder } of shared) {
      const put = givers.flatMap((giver) =>
        giver.shared.filter((each) => each.volume === name).flatMap((each) => filesIn(said, each.folder)),
      );
      for (const { path, value } of put.length === 0 ? [] : wordsOf(container)) {
        for (const file of filesIn(value, folder)) {
          const like = put.find((other) => other.slice(other.lastIndexOf('.')) === file.slice(file.lastIndexOf('.')));
          if (like === undefined || put.includes(file)) continue;
          yield {
            path,
            message: `${folder}/${file} is not there: the init containers put ${like} on volume ${name}`,
            why: 'The program does not find its file: it exits, or starts without it.',
            fix: `Use one name for both: ${file} or ${like}.`,
          };
        }
      }
    }
  }
}
