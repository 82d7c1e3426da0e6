import { at, fieldsAt, items, itemsAt, textAt } from '../../read.ts';
import { POD_KINDS, type PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { isOnNode } from '../../scheduling/provisioners.ts';
import { claimUsers, isJob, isSingle, workloadName } from '../../scheduling/claims.ts';

export const claimShared = defineRule({
  id: 'claim-shared',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A volume that one node mounts at a time belongs to one workload, or its users are kept on one node.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; seed 003, M9',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || staysWith(pod.spec)) return;
    for (const [index, volume] of items(pod.spec['volumes']).entries()) {
      const name = textAt(volume, 'persistentVolumeClaim.claimName');
      const claim = name === undefined ? undefined : world.find('v1/PersistentVolumeClaim', pod.namespace, name);
      if (name === undefined || !isSingle(claim?.object)) continue;
      // A volume of one node brings all of its pods there.
      const isForPods = !itemsAt(claim?.object, 'spec.accessModes').includes('ReadWriteOncePod');
      if (isForPods && isOnNode(world, textAt(claim?.object, 'spec.storageClassName') ?? '')) continue;
      const users: readonly PodTemplate[] = (claimUsers(world).get(`${pod.namespace}/${name}`) ?? []).filter(
        (each) => !staysWith(each.spec),
      );
      // The one that runs all the time holds the volume; the other has to wait for it.
      const holder: PodTemplate | undefined = users.find((each) => !isJob(each)) ?? users[0];
      if (holder === undefined || holder === pod) continue;
      yield {
        path: `${pod.specPath}.volumes[${index}].persistentVolumeClaim.claimName`,
        message: `the claim ${name} is ReadWriteOnce, and ${workloadName(holder)} mounts it too`,
        why: 'While one pod holds the volume, the other waits in ContainerCreating unless it happens to land on the same node (Multi-Attach error).',
        fix: `Keep both on one node with a required podAffinity to the pods of ${workloadName(holder)}, or work over the network instead of on its files.`,
      };
    }
  },
});

/** Placed by hand: a required affinity to other pods, or a node of its own. */
function staysWith(spec: unknown): boolean {
  return (
    at(spec, 'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution') !== undefined ||
    at(spec, 'nodeName') !== undefined ||
    fieldsAt(spec, 'nodeSelector')['kubernetes.io/hostname'] !== undefined
  );
}
