import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Volumes of a disk of one node: they are made where the pod is. The first kind refuses to make any other. */
const NEEDS_POD = /^(rancher\.io|cluster\.local)\/local-path(-provisioner.*)?$/;
const WANTS_POD =
  /^(kubernetes\.io\/no-provisioner|openebs\.io\/local|topolvm\.io|local\.csi\.openebs\.io|zfs\.csi\.openebs\.io|hostpath\.csi\.k8s\.io)$/;

export const storageClassWorks = defineRule({
  id: 'storage-class-works',
  severity: 'error',
  kinds: ['storage.k8s.io/v1/StorageClass'],
  asks: 'A storage class binds, grows and keeps its volumes as its driver can and as its name promises.',
  source:
    'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode; https://github.com/rancher/local-path-provisioner; seed 004, section 10.1',
  *check({ object }) {
    const { name } = object.metadata;
    const driver = textAt(object, 'provisioner') ?? '';
    const mode = textAt(object, 'volumeBindingMode') ?? 'Immediate';
    const [needs, wants] = [NEEDS_POD.test(driver), WANTS_POD.test(driver)];
    if (mode === 'Immediate' && (needs || wants)) {
      yield {
        path: at(object, 'volumeBindingMode') === undefined ? 'provisioner' : 'volumeBindingMode',
        severity: needs ? 'error' : 'warning',
        message: `${driver} makes volumes on the node of the pod, and volumeBindingMode is Immediate${at(object, 'volumeBindingMode') === undefined ? ' (the default)' : ''}`,
        why: needs
          ? 'The driver refuses ("no node was specified"): every claim of this class stays Pending.'
          : 'The volume is made on a node that nobody chose: a pod that does not fit there stays Pending for ever.',
        fix: 'Set volumeBindingMode: WaitForFirstConsumer.',
      };
    }
    if (at(object, 'allowVolumeExpansion') === true && (needs || driver === 'kubernetes.io/no-provisioner')) {
      yield {
        path: 'allowVolumeExpansion',
        severity: 'info',
        message: `${driver} cannot enlarge a volume`,
        why: 'A claim that asks for more is taken, and stays as it is.',
        fix: 'Leave allowVolumeExpansion out.',
      };
    }
    const reclaim = textAt(object, 'reclaimPolicy') ?? 'Delete';
    if (reclaim === 'Delete' && /(^|[-_.])retain(ed)?([-_.]|$)/.test(name)) {
      yield {
        path: at(object, 'reclaimPolicy') === undefined ? 'metadata.name' : 'reclaimPolicy',
        message: `the class is called ${name}, and its reclaimPolicy is Delete${at(object, 'reclaimPolicy') === undefined ? ' (the default)' : ''}`,
        why: 'Whoever chose it for its name loses the volume with the claim.',
        fix: 'Set reclaimPolicy: Retain.',
      };
    }
    if (reclaim === 'Retain' && /(^|[-_.])(delete|ephemeral|scratch)([-_.]|$)/.test(name)) {
      yield {
        path: 'reclaimPolicy',
        severity: 'info',
        message: `the class is called ${name}, and its reclaimPolicy is Retain`,
        why: 'Volumes that nobody wants any more fill the disks.',
        fix: 'Set reclaimPolicy: Delete, or call it otherwise.',
      };
    }
  },
});
