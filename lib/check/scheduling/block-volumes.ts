import { itemsAt, textAt } from '../read.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { volume } from '../pods.ts';
import type { World } from '../world.ts';
import { classOf } from './claims.ts';

/**
 * Drivers that make a file system of its own for each volume: its root belongs to root, and ext4 puts a `lost+found` there.
 * @see https://kubernetes-csi.github.io/docs/support-fsgroup.html
 */
const BLOCK_PROVISIONERS =
  /^(driver\.longhorn\.io|ebs\.csi\.aws\.com|kubernetes\.io\/(aws-ebs|azure-disk|cinder|gce-pd)|pd\.csi\.storage\.gke\.io|disk\.csi\.azure\.com|dobs\.csi\.digitalocean\.com|csi\.hetzner\.cloud|linodebs\.csi\.linode\.com|cinder\.csi\.openstack\.org|(rook-ceph\.)?rbd\.csi\.ceph\.com|csi\.vsphere\.vmware\.com|csi\.proxmox\.sinextra\.dev|topolvm\.io)$/;

/** Classes of theirs by the names under which they come. */
const BLOCK_CLASSES =
  /^(longhorn(-[a-z-]+)?|gp2|gp3|ebs-sc|do-block-storage|hcloud-volumes|linode-block-storage|standard-rwo|premium-rwo|managed-csi|managed-premium|rook-ceph-block|ceph-block)$/;

/** Whether a claim, or a claim's template, surely gets a file system of its own. */
export function isBlockClaim(world: World, claim: unknown): boolean {
  if (textAt(claim, 'spec.volumeMode') === 'Block') return false;
  const provisioner = textAt(classOf(world, claim)?.object, 'provisioner');
  if (provisioner !== undefined) return BLOCK_PROVISIONERS.test(provisioner);
  return BLOCK_CLASSES.test(textAt(claim, 'spec.storageClassName') ?? '') && !itemsAt(claim, 'spec.accessModes').includes('ReadWriteMany');
}

/** A claim that a container mounts. */
export interface MountedClaim {
  readonly claim: unknown;
  readonly mount: unknown;
  readonly folder: string;
  /** Of the mount. */
  readonly path: string;
}

/** Claims that a container mounts for writing, those of a StatefulSet's templates included. */
export function mountedClaims(world: World, pod: PodTemplate, container: Container): readonly MountedClaim[] {
  return itemsAt(container.fields, 'volumeMounts').flatMap((mount, index) => {
    const name = textAt(mount, 'name') ?? '';
    const claimName = textAt(volume(pod, name), 'persistentVolumeClaim.claimName');
    const claim =
      itemsAt(pod.owner.object, 'spec.volumeClaimTemplates').find((each) => textAt(each, 'metadata.name') === name) ??
      (claimName === undefined ? undefined : world.find('v1/PersistentVolumeClaim', pod.namespace, claimName)?.object);
    const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/$/, '');
    return claim === undefined || textAt(mount, 'readOnly') === 'true'
      ? []
      : [{ claim, mount, folder, path: `${container.path}.volumeMounts[${index}]` }];
  });
}
