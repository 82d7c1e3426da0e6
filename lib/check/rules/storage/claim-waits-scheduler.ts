import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { claimsOf, classOf } from '../../scheduling/claims.ts';
import { isOnNode } from '../../scheduling/provisioners.ts';
import type { World } from '../../world.ts';

export const claimWaitsScheduler = defineRule({
  id: 'claim-waits-scheduler',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A pod whose volume is made where the scheduler puts it is put there by the scheduler, not by nodeName.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const node = text(pod?.spec['nodeName']) ?? '';
    if (pod === undefined || node === '') return;
    const claims = [
      ...claimsOf(pod).flatMap((name) => world.find('v1/PersistentVolumeClaim', pod.namespace, name)?.object ?? []),
      ...itemsAt(manifest.object, 'spec.volumeClaimTemplates'),
    ];
    const waiting = claims.find((claim) => textAt(claim, 'spec.volumeName') === undefined && waits(claim, world));
    if (waiting === undefined) return;
    yield {
      path: `${pod.specPath}.nodeName`,
      message: `nodeName puts it on ${node}, and the class of claim ${textAt(waiting, 'metadata.name') ?? ''} waits for the scheduler (WaitForFirstConsumer)`,
      why: 'A pod with nodeName passes the scheduler by, which alone would tell the class where to make the volume: both stay Pending.',
      fix: `Write nodeSelector: {kubernetes.io/hostname: ${node}} instead.`,
    };
  },
});

function waits(claim: unknown, world: World): boolean {
  const found = classOf(world, claim);
  if (found !== undefined) return textAt(found.object, 'volumeBindingMode') === 'WaitForFirstConsumer';
  return isOnNode(world, textAt(claim, 'spec.storageClassName') ?? '');
}
