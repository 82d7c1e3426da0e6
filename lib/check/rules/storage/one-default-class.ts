import { defineRule } from '../../rule.ts';
import { defaultClasses } from '../../scheduling/claims.ts';
import { chartDefaultClass } from '../../scheduling/passed-volumes.ts';

export const oneDefaultClass = defineRule({
  id: 'one-default-class',
  severity: 'warning',
  kinds: ['storage.k8s.io/v1/StorageClass'],
  asks: 'One storage class is the default.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass; seed 004, L20',
  *check(manifest, world) {
    const defaults = defaultClasses(world);
    const other = defaults.find((each) => each !== manifest && each.object.metadata.name !== manifest.object.metadata.name);
    const name = other?.object.metadata.name ?? chartDefaultClass(world);
    if (!defaults.includes(manifest) || name === undefined || name === manifest.object.metadata.name) return;
    yield {
      path: 'metadata.annotations["storageclass.kubernetes.io/is-default-class"]',
      message: `${name} is the default class, too${other === undefined ? ', which its chart makes so (persistence.defaultClass)' : ''}`,
      why: 'Claims without a class get the one that was made last: a database may end on the disk of one node, and nobody chose that.',
      fix: 'Leave the annotation on one class.',
    };
  },
});
