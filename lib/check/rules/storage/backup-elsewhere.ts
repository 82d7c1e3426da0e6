import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { fields, items, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { looksLikeBackup, sendsAway, wordsOf } from '../../scheduling/backups.ts';
import { claimUsers, isJob, workloadName, writtenClaims } from '../../scheduling/claims.ts';

export const backupElsewhere = defineRule({
  id: 'backup-elsewhere',
  severity: 'warning',
  kinds: POD_KINDS.filter((kind) => kind.startsWith('batch/')),
  asks: 'A backup is written to another volume than the data, and to one that outlives the job.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/; seed 003, M15',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !looksLikeBackup(pod) || sendsAway(pod)) return;
    const own = writtenClaims(pod);
    const server = own.map((name) =>
      (claimUsers(world).get(`${pod.namespace}/${name}`) ?? []).find((each) => !isJob(each) && !isForCopies(each, name)),
    );
    const others = items(pod.spec['volumes']).some((volume) =>
      ['nfs', 'csi', 'hostPath'].some((kind) => fields(volume)[kind] !== undefined),
    );
    const target = /\bsnapshot save\s+["']?(\/[\w./-]+)/.exec(wordsOf(pod))?.[1] ?? '';
    const mounts = pod.containers.flatMap((container) => itemsAt(container.fields, 'volumeMounts'));
    const holds = (mount: unknown): boolean => target.startsWith(`${(textAt(mount, 'mountPath') ?? '').replace(/\/$/, '')}/`);
    const mounted = mounts.find(holds);
    if (target !== '' && mounted === undefined && mounts.length > 0) {
      yield {
        path: pod.specPath,
        message: `the snapshot is written to ${target}, where no volume is mounted (there is ${mounts.map((mount) => textAt(mount, 'mountPath') ?? '').join(', ')})`,
        why: 'It goes with the container as soon as the job ends: there is nothing to restore from.',
        fix: 'Write into a mounted folder, or mount a volume there.',
      };
      return;
    }
    const volumes = items(pod.spec['volumes']).filter(
      (volume) => mounted === undefined || textAt(volume, 'name') === textAt(mounted, 'name'),
    );
    const [host] = volumes.map((volume) => textAt(volume, 'hostPath.path'));
    if (own.length === 0 && host !== undefined && /\betcdctl\b[^;&|]*snapshot save/.test(wordsOf(pod))) {
      yield {
        path: pod.specPath,
        message: `the snapshot of etcd is written to ${host} of the node that it protects, and sent nowhere`,
        why: 'The disk of a control plane that is lost takes the snapshots with it.',
        fix: 'Send the copy to an object store.',
      };
    }
    if (others) return;
    const [first] = server;
    const why =
      'What destroys the data destroys its copy: a full disk, a lost volume, a deleted claim. There is nothing to restore from when it is needed.';
    const fix = 'Send the copy to an object store, or mount a claim of its own for it.';
    if (own.length > 0 && server.every((each) => each !== undefined) && first !== undefined) {
      yield {
        path: pod.specPath,
        message: `the copy is written to ${own.join(', ')}, the volume on which ${workloadName(first)} keeps the data`,
        why,
        fix,
      };
    } else if (
      own.length === 0 &&
      writes(wordsOf(pod)) &&
      items(pod.spec['volumes']).some((volume) => fields(volume)['emptyDir'] !== undefined)
    ) {
      yield {
        path: pod.specPath,
        message: 'the copy is written to an emptyDir and sent nowhere',
        why: 'It is deleted with the pod of the job.',
        fix,
      };
    }
  },
});

/** A server that has the claim beside its data, to restore from. */
function isForCopies(server: PodTemplate, claim: string): boolean {
  const names = new Set(
    items(server.spec['volumes']).flatMap((each) =>
      textAt(each, 'persistentVolumeClaim.claimName') === claim ? (textAt(each, 'name') ?? '') : [],
    ),
  );
  const folders = server.containers
    .flatMap((container) => itemsAt(container.fields, 'volumeMounts'))
    .flatMap((mount) => (names.has(textAt(mount, 'name') ?? '') ? (textAt(mount, 'mountPath') ?? '') : []));
  return folders.length > 0 && folders.every((folder) => /(^|[/_-])(back-?ups?|dumps?)(\/|$)/i.test(folder));
}

/** A dump into a file. */
function writes(words: string): boolean {
  return (
    /\b(mysqldump|mariadb-dump|pg_dump(all)?|mongodump|etcdctl|sqlite3)\b/.test(words) &&
    /(>|--out|-f |--result-file|snapshot save|\.backup)/.test(words)
  );
}
