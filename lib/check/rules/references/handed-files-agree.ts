import { misnamed, unmounted, type Unmounted } from '../../handed-files.ts';
import { POD_KINDS } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { foldersOf, sharedBy, stamps, wordsOf } from '../../shared-files.ts';

export const handedFilesAgree = defineRule({
  id: 'handed-files-agree',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Containers of a pod that hand files to each other on an emptyDir mean the same folder and the same name.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.containers.length < 2) return;
    const sharers = pod.containers.map((container) => ({ container, shared: sharedBy(pod, container), mounts: foldersOf(container) }));
    if (sharers.every(({ shared }) => shared.length === 0)) return;
    for (const { path, file, on, put } of misnamed(sharers)) {
      const message = `${on.folder}/${file} is not there: the init containers put ${put} on volume ${on.volume}`;
      const why = 'The program does not find its file: it exits, or starts without it.';
      yield { path, message, why, fix: `Use one name for both: ${file} or ${put}.` };
    }
    for (const sharer of sharers) {
      const { container, shared } = sharer;
      const others = sharers.flatMap((each) => (each === sharer ? [] : each.shared));
      for (const { path, value } of wordsOf(container)) {
        for (const { folder } of container.init ? [] : shared) {
          const giver = stamps(value, folder)
            ? sharers.find((each) => each.container.init && wordsOf(each.container).some((word) => stamps(word.value, folder)))
            : undefined;
          if (giver !== undefined) yield stamped(path, folder, giver.container.name, container.name);
        }
        const lost = unmounted(value, sharer, others);
        if (lost !== undefined) yield offVolume(path, lost);
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

function offVolume(path: string, { full, near, other }: Unmounted): Issue {
  const [seen, fix] =
    other === undefined
      ? [`it mounts ${near?.folder ?? ''}`, `Did you mean "${full.replace(near?.top ?? '', near?.folder ?? '')}"?`]
      : [
          `the volume ${other.volume}, which others mount at ${other.folder}, is not mounted here`,
          `Mount the volume ${other.volume} at ${other.folder} here, too.`,
        ];
  const message = `${full} lies on no volume of this container: ${seen}`;
  return { path, message, why: 'The file is written into one container and looked for in another: it is not there.', fix };
}
