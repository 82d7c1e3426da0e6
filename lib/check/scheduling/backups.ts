import type { PodTemplate } from '../pods.ts';
import { fieldsAt, itemsAt, text, textAt, textsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { claimsOf, isJob } from './claims.ts';

/** What copies data on a schedule, in one cluster. */
export interface Backups {
  /** How many there are. */
  readonly count: number;
  covers(pod: PodTemplate): boolean;
}

const DUMPS =
  /\b(mysqldump|mariadb-dump|mysqlpump|xtrabackup|mariabackup|pg_dump|pg_dumpall|pg_basebackup|mongodump|wal-g|pgbackrest|sqlite3|redis-cli)\b/;
const LABEL = 'recurring-job-group.longhorn.io/';

export function backupsOf(world: World): Backups {
  return world.once('backups', () => {
    const jobs = world.podTemplates().filter((pod) => isJob(pod) && looksLikeBackup(pod));
    const schedules = world.ofKind('velero.io/v1/Schedule');
    const recurring = world
      .ofKind('longhorn.io/v1beta2/RecurringJob')
      .filter(({ object }) => /snapshot|backup/.test(textAt(object, 'spec.task') ?? ''));
    const others = [
      'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      'snapscheduler.backube/v1/SnapshotSchedule',
      'stash.appscode.com/v1beta1/BackupConfiguration',
      'volsync.backube/v1alpha1/ReplicationSource',
    ].flatMap((kind) => world.ofKind(kind));
    const dumped = dumpsOf(jobs);
    const groups = new Set(recurring.flatMap(({ object }) => itemsAt(object, 'spec.groups').map((group) => text(group) ?? '')));
    const namespaces = new Set(others.map(({ object }) => object.metadata.namespace ?? ''));
    return {
      count: jobs.length + schedules.length + recurring.length + others.length,
      covers: (pod) =>
        namespaces.has(pod.namespace) ||
        dumped.anywhere.has(pod.namespace) ||
        claimsOf(pod).some((claim) => dumped.claims.has(`${pod.namespace}/${claim}`)) ||
        world.servicesOf(pod).some(({ object }) => dumped.words.has(object.metadata.name)) ||
        [...groupsOf(world, pod)].some((group) => groups.has(group)) ||
        schedules.some(({ object }) => includes(fieldsAt(object, 'spec.template'), pod.namespace)),
    };
  });
}

interface Dumps {
  /** Words of all commands and variables, names of Services among them. */
  readonly words: ReadonlySet<string>;
  /** Claims that jobs mount: `namespace/name`. */
  readonly claims: ReadonlySet<string>;
  /** Namespaces with a job of which is only known when it runs what it copies: by a script of its image, or a host in a variable. */
  readonly anywhere: ReadonlySet<string>;
}

function dumpsOf(jobs: readonly PodTemplate[]): Dumps {
  const [words, claims, anywhere] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const job of jobs) {
    const values = job.containers.flatMap(({ fields }) => itemsAt(fields, 'env').map((each) => textAt(each, 'value') ?? ''));
    const all = `${wordsOf(job)} ${values.join(' ')}`;
    for (const word of all.split(/[^\w-]+/)) words.add(word);
    for (const claim of claimsOf(job)) claims.add(`${job.namespace}/${claim}`);
    const unknown = !DUMPS.test(all) || /(-h|--host)[= ]?["']?\$|\$\{?\w*(URL|HOST|URI)/.test(all);
    if (unknown && !/etcd/i.test(`${job.owner.object.metadata.name} ${all}`)) anywhere.add(job.namespace);
  }
  return { words, claims, anywhere };
}

/** A job that copies, by its name or its commands. */
export function looksLikeBackup(pod: PodTemplate): boolean {
  return /backup|dump|snapshot/i.test(pod.owner.object.metadata.name) || DUMPS.test(wordsOf(pod));
}

/** Something in the job sends what it made to another machine. */
export function sendsAway(pod: PodTemplate): boolean {
  const sends =
    /\b(aws\s|s3\s+(cp|sync)|s3cmd|s5cmd|rclone|restic|mc\s+(cp|mirror)|gsutil|gcloud\s+storage|azcopy|scp\s|rsync\s|curl\s.*(-T|--upload-file|-F)|borg\s|kopia|wal-g|pgbackrest|velero)|\|\s*(\\\s*)?(ssh|socat|nc)\s/;
  return (
    sends.test(wordsOf(pod)) ||
    pod.containers.some(({ image = '' }) => /aws-cli|rclone|restic|minio\/mc|s3cmd|google-cloud-cli|cloud-sdk|kopia/.test(image))
  );
}

/** Everything that the containers of a pod are told to run. */
export function wordsOf(pod: PodTemplate): string {
  return pod.containers
    .flatMap(({ fields }) => [...itemsAt(fields, 'command'), ...itemsAt(fields, 'args')].map((word) => text(word) ?? ''))
    .join(' ');
}

function includes(template: unknown, namespace: string): boolean {
  const [only, but] = ['includedNamespaces', 'excludedNamespaces'].map((list) => itemsAt(template, list).map((each) => text(each) ?? ''));
  const taken = only === undefined || only.length === 0 || only.some((each) => each === '*' || each === namespace);
  return taken && !(but ?? []).includes(namespace);
}

/** Groups of Longhorn in which the volumes of a pod are; without a label or a class that says one, that is "default". */
function groupsOf(world: World, pod: PodTemplate): ReadonlySet<string> {
  const { byObject } = volumeGroups(world);
  const claims = claimsOf(pod).flatMap((name) => world.find('v1/PersistentVolumeClaim', pod.namespace, name) ?? []);
  const named = [...claims, pod.owner].flatMap((each) => byObject.get(each) ?? []).map(({ group }) => group);
  return new Set([...named, ...(named.length === 0 ? ['default', ...classGroups(world)] : [])]);
}

interface CarriedGroup {
  readonly group: string;
  readonly path: string;
}

/** Groups that volumes carry, groups that jobs serve, and who carries which. */
export function volumeGroups(world: World): {
  readonly carried: ReadonlySet<string>;
  readonly served: ReadonlySet<string>;
  readonly byObject: ReadonlyMap<WorldObject, readonly CarriedGroup[]>;
} {
  return world.once('volume groups', () => {
    const byObject = new Map<WorldObject, readonly CarriedGroup[]>();
    const put = (each: WorldObject, labels: Readonly<Record<string, string>>, path: string): void => {
      const groups = Object.keys(labels)
        .filter((key) => key.startsWith(LABEL))
        .map((key) => ({ group: key.slice(LABEL.length), path: `${path}["${key}"]` }));
      if (groups.length > 0) byObject.set(each, [...(byObject.get(each) ?? []), ...groups]);
    };
    for (const kind of ['v1/PersistentVolumeClaim', 'longhorn.io/v1beta2/Volume'])
      for (const each of world.ofKind(kind)) put(each, textsAt(each.object, 'metadata.labels'), 'metadata.labels');
    for (const each of world.ofKind('apps/v1/StatefulSet')) {
      for (const [index, claim] of itemsAt(each.object, 'spec.volumeClaimTemplates').entries())
        put(each, textsAt(claim, 'metadata.labels'), `spec.volumeClaimTemplates[${index}].metadata.labels`);
    }
    const served = world
      .ofKind('longhorn.io/v1beta2/RecurringJob')
      .flatMap(({ object }) => itemsAt(object, 'spec.groups').map((group) => text(group) ?? ''));
    const carried = [...byObject.values()].flat().map(({ group }) => group);
    return { carried: new Set([...carried, ...classGroups(world)]), served: new Set(served), byObject };
  });
}

/** Groups that storage classes give to all of their volumes: a list in JSON. */
function classGroups(world: World): readonly string[] {
  return world
    .ofKind('storage.k8s.io/v1/StorageClass')
    .flatMap(({ object }) =>
      [...(textAt(object, 'parameters.recurringJobSelector') ?? '').matchAll(/"name"\s*:\s*"([^"]+)"/g)].map((found) => found[1] ?? ''),
    );
}
