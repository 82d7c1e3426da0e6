import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { accessModes, classOf } from '../../scheduling/claims.ts';
import { ONE_NODE_CLASSES, ONE_NODE_PROVISIONERS } from '../../scheduling/provisioners.ts';

export const claimModeOffered = defineRule({
  id: 'claim-mode-offered',
  severity: 'error',
  kinds: ['v1/PersistentVolumeClaim', 'apps/v1/StatefulSet'],
  asks: 'A claim that many nodes want to mount asks a storage class that can give such volumes.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; https://github.com/longhorn/longhorn/issues/6735',
  *check({ object }, world) {
    const claims =
      object.kind === 'PersistentVolumeClaim'
        ? [{ claim: object as unknown, path: 'spec' }]
        : itemsAt(object, 'spec.volumeClaimTemplates').map((claim, index) => ({ claim, path: `spec.volumeClaimTemplates[${index}].spec` }));
    for (const { claim, path } of claims) {
      const many = accessModes(claim).find((mode) => mode === 'ReadWriteMany');
      // A volume that is made by hand is what it is; raw devices may be shared.
      if (many === undefined || textAt(claim, 'spec.volumeName') !== undefined || textAt(claim, 'spec.volumeMode') === 'Block') continue;
      const found = classOf(world, claim);
      const name = found?.object.metadata.name ?? textAt(claim, 'spec.storageClassName');
      const provisioner = textAt(found?.object, 'provisioner');
      const single = provisioner === undefined ? ONE_NODE_CLASSES.has(name ?? '') : ONE_NODE_PROVISIONERS.has(provisioner);
      // Longhorn shares files from a pod of its own, which cannot move with a volume that is bound to its node.
      if (provisioner === 'driver.longhorn.io' && textAt(found?.object, 'parameters.dataLocality') === 'strict-local') {
        yield {
          path: `${path}.accessModes`,
          message: `storage class ${name ?? ''} keeps each volume on one node (dataLocality: strict-local), and ReadWriteMany is asked for`,
          why: 'Longhorn 1.8 refuses the volume and the claim stays Pending; before, nobody gets at the files once that node is down.',
          fix: 'Ask for ReadWriteOnce, or for a class with dataLocality: best-effort.',
        };
        continue;
      }
      if (!single) continue;
      yield {
        path: `${path}.accessModes`,
        message: `storage class ${name ?? ''} ${provisioner === undefined ? '' : `(${provisioner}) `}gives volumes for one node, not ReadWriteMany`,
        why: 'The claim stays Pending for ever, and every pod that mounts it with it.',
        fix: 'Ask for ReadWriteOnce, or for a class that shares files (NFS, CephFS, EFS, Longhorn).',
      };
    }
  },
});
