import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const storageClassExists = defineRule({
  id: 'storage-class-exists',
  severity: 'error',
  kinds: ['v1/PersistentVolumeClaim', 'apps/v1/StatefulSet'],
  asks: 'The storage class that a claim names exists.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/; seed 002, D-13',
  *check({ object }, world) {
    const classes = world.ofKind('storage.k8s.io/v1/StorageClass').map((each) => each.object.metadata.name);
    // Clusters come with classes that no manifest shows; only with one known can another be wrong.
    if (classes.length === 0) return;
    const named =
      object.kind === 'StatefulSet'
        ? itemsAt(object, 'spec.volumeClaimTemplates').map((claim, index) => ({
            name: textAt(claim, 'spec.storageClassName'),
            path: `spec.volumeClaimTemplates[${index}].spec.storageClassName`,
          }))
        : [{ name: textAt(object, 'spec.storageClassName'), path: 'spec.storageClassName' }];
    for (const { name, path } of named) {
      if (name === undefined || name === '' || classes.includes(name)) continue;
      const near = nearName(name, classes);
      yield {
        path,
        severity: world.facts.whole === true || near !== undefined ? 'error' : 'warning',
        message: `there is no StorageClass ${name}; known: ${classes.join(', ')}`,
        why: 'The claim stays Pending, and so does every pod that mounts it.',
        fix: near === undefined ? 'Name a class that exists, or leave the field out for the default.' : `Did you mean "${near}"?`,
      };
    }
  },
});
