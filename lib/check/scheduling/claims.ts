import type { PodTemplate } from '../pods.ts';
import { fields, fieldsAt, items, itemsAt, text, textAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/** Workloads by the claims that their pods mount: `namespace/name`. */
export function claimUsers(world: World): ReadonlyMap<string, readonly PodTemplate[]> {
  return world.once('users of claims', () => {
    const users = new Map<string, PodTemplate[]>();
    for (const pod of world.podTemplates()) {
      for (const name of new Set(claimsOf(pod))) {
        addTo(users, `${pod.namespace}/${name}`, pod);
      }
    }
    return users;
  });
}

/** Names of the claims that a pod mounts; those of a StatefulSet's templates are not among them. */
export function claimsOf(pod: PodTemplate): readonly string[] {
  return items(pod.spec['volumes']).flatMap((volume) => textAt(volume, 'persistentVolumeClaim.claimName') ?? []);
}

/** Those that something in the pod can write to: not mounted read-only. */
export function writtenClaims(pod: PodTemplate): readonly string[] {
  const mounts = pod.containers.flatMap(({ fields }) => itemsAt(fields, 'volumeMounts'));
  return items(pod.spec['volumes']).flatMap((volume) => {
    const own = mounts.filter((mount) => textAt(mount, 'name') === textAt(volume, 'name'));
    const read = fieldsAt(volume, 'persistentVolumeClaim')['readOnly'] === true;
    const readOnly = read || (own.length > 0 && own.every((mount) => fields(mount)['readOnly'] === true));
    return readOnly ? [] : (textAt(volume, 'persistentVolumeClaim.claimName') ?? []);
  });
}

/** `ReadWriteOnce` and the like, of a claim or of a claim's template. */
export function accessModes(claim: unknown): readonly string[] {
  return itemsAt(claim, 'spec.accessModes').flatMap((mode) => text(mode) ?? []);
}

/** One node at a time may mount it. */
export function isSingle(claim: unknown): boolean {
  const modes = accessModes(claim);
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
}

/** The class of a claim: the one that it names, or the only default one. `undefined` when the tree does not have it. */
export function classOf(world: World, claim: unknown): WorldObject | undefined {
  const name = textAt(claim, 'spec.storageClassName');
  if (name !== undefined) return world.find('storage.k8s.io/v1/StorageClass', '', name);
  const defaults = defaultClasses(world);
  return defaults.length === 1 ? defaults[0] : undefined;
}

/** Classes that claims without one get. */
export function defaultClasses(world: World): readonly WorldObject[] {
  return world
    .ofKind('storage.k8s.io/v1/StorageClass')
    .filter(({ object }) => object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
}

/** `Deployment shop/web` */
export function workloadName({ owner }: PodTemplate): string {
  const { kind, metadata } = owner.object;
  return `${kind} ${metadata.name}`;
}

/** A CronJob or Job. */
export function isJob({ owner }: PodTemplate): boolean {
  return kindOf(owner.object).startsWith('batch/');
}
