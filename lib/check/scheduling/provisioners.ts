import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/**
 * Provisioners whose file systems one node mounts at a time, from the table of access modes and each driver's documentation.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export const ONE_NODE_PROVISIONERS: ReadonlySet<string> = new Set([
  'cinder.csi.openstack.org',
  'csi.hetzner.cloud',
  'disk.csi.azure.com',
  'dobs.csi.digitalocean.com',
  'ebs.csi.aws.com',
  'kubernetes.io/aws-ebs',
  'kubernetes.io/azure-disk',
  'kubernetes.io/cinder',
  'kubernetes.io/gce-pd',
  'linodebs.csi.linode.com',
  'local.csi.openebs.io',
  'openebs.io/local',
  'pd.csi.storage.gke.io',
  'rancher.io/local-path',
  'rbd.csi.ceph.com',
  'rook-ceph.rbd.csi.ceph.com',
  'topolvm.io',
]);

/** Those of them whose volumes are a folder or disk of one node: pods that mount one are placed there, all of them. */
const ON_NODE =
  /^(?:local\.csi\.openebs\.io|openebs\.io\/local|(?:rancher\.io|cluster\.local)\/local-path.*|topolvm\.io|zfs\.csi\.openebs\.io)$/;

/** Whether the volumes of a class lie on the nodes themselves. */
export function isOnNode(world: World, className: string): boolean {
  const found = world.find('storage.k8s.io/v1/StorageClass', '', className);
  if (found === undefined) return /^(?:local-path|openebs-hostpath|microk8s-hostpath)$/.test(className);
  return ON_NODE.test(textAt(found.object, 'provisioner') ?? '');
}

/** Classes of the same kind by the names under which they come with a cluster. */
export const ONE_NODE_CLASSES: ReadonlySet<string> = new Set([
  'do-block-storage',
  'ebs-sc',
  'gp2',
  'gp3',
  'hcloud-volumes',
  'linode-block-storage',
  'local-path',
  'managed-csi',
  'managed-premium',
  'openebs-hostpath',
  'premium-rwo',
  'rook-ceph-block',
  'standard-rwo',
]);
