import { documentKind } from '../../document.ts';
import { chartObjects, makesAnyClass } from '../../hosts/chart-objects.ts';
import { namedClasses, OPERATED_CLASS_KINDS } from '../../named-classes.ts';
import { nearName } from '../../reference.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const STORAGE_CLASS = 'storage.k8s.io/v1/StorageClass';

/** Classes that distributions and clouds bring, without any manifest. */
const BROUGHT: ReadonlySet<string> = new Set(
  ['standard', 'standard-rwo', 'premium-rwo', 'gp2', 'gp3', 'default', 'managed', 'managed-csi', 'managed-premium', 'azurefile']
    .concat(['azurefile-csi', 'local-path', 'hostpath', 'microk8s-hostpath', 'do-block-storage', 'linode-block-storage', 'hcloud-volumes'])
    .concat(['vultr-block-storage', 'scw-bssd', 'oci-bv', 'ibmc-block-gold', 'civo-volume']),
);

/** Classes that storages bring under their usual names. In a tree that has only the disks of the nodes, somebody else installed one. */
const USUAL: ReadonlySet<string> = new Set(
  ['longhorn', 'longhorn-static', 'nfs-client', 'nfs-csi', 'smb', 'ceph-block', 'ceph-filesystem', 'ceph-bucket', 'ceph-rbd'].concat([
    'rook-ceph-block',
    'rook-cephfs',
    'openebs-hostpath',
    'openebs-lvmpv',
    'proxmox-csi',
    'synology-iscsi-storage',
    'linstor-csi',
  ]),
);

export const storageClassExists = defineRule({
  id: 'storage-class-exists',
  severity: 'error',
  kinds: [
    'v1/PersistentVolumeClaim',
    'apps/v1/StatefulSet',
    'argoproj.io/v1alpha1/Application',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    documentKind('HelmValues'),
    ...OPERATED_CLASS_KINDS,
  ],
  asks: 'The storage class that a claim names exists, also where the values of a chart name it.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/; seed 002, D-13',
  *check(manifest, world) {
    const classes = knownClasses(world);
    // Clusters come with classes that no manifest shows; only with one known can another be wrong.
    if (classes.length === 0) return;
    for (const { name, path } of namedClasses(manifest)) {
      if (name === undefined || name === '' || classes.includes(name)) continue;
      const near = nearName(name, classes);
      const brought = BROUGHT.has(name) || (USUAL.has(name) && hasOnlyDisks(world));
      if (world.facts.whole !== true && (brought || (near === undefined && makesAnyClass(world)))) continue;
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

/** No chart makes a class, and those of the tree are of disks that a node has. */
function hasOnlyDisks(world: World): boolean {
  return (
    chartObjects(world, STORAGE_CLASS).length === 0 &&
    world.ofKind(STORAGE_CLASS).every(({ object }) => /local|no-provisioner|topolvm/.test(textAt(object, 'provisioner') ?? ''))
  );
}

/** Those of the tree, and those of its charts. */
function knownClasses(world: World): readonly string[] {
  return world.once('storage classes', () => [
    ...new Set([
      ...world.ofKind(STORAGE_CLASS).map(({ object }) => object.metadata.name),
      ...chartObjects(world, STORAGE_CLASS).map(({ name }) => name),
    ]),
  ]);
}
