import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';

/** Drivers that can enlarge a volume. https://kubernetes-csi.github.io/docs/drivers.html */
const ABLE =
  /^(driver\.longhorn\.io|ebs\.csi\.aws\.com|pd\.csi\.storage\.gke\.io|disk\.csi\.azure\.com|.*rbd\.csi\.ceph\.com|.*cephfs\.csi\.ceph\.com|csi\.hetzner\.cloud|dobs\.csi\.digitalocean\.com|openebs\.io\/.*|csi\.vsphere\.vmware\.com|cinder\.csi\.openstack\.org|topolvm\.io|linstor\.csi\.linbit\.com)$/;

export const classExpands = defineRule({
  id: 'class-expands',
  severity: 'info',
  kinds: ['storage.k8s.io/v1/StorageClass', ...HELM_KINDS],
  asks: 'A storage class whose driver can enlarge volumes lets them grow.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#allow-volume-expansion; seed 002, L-14',
  *check(manifest) {
    const { object } = manifest;
    const provisioner = textAt(object, 'provisioner') ?? '';
    const why = 'When the disk of a database is full at night, its claim cannot be enlarged: the data has to be copied to a new one first.';
    if (object.kind === 'StorageClass') {
      if (!ABLE.test(provisioner) || at(object, 'allowVolumeExpansion') === true) return;
      yield {
        path: 'allowVolumeExpansion',
        message: `${object.metadata.name} does not let volumes grow, which ${provisioner} could`,
        why,
        fix: 'Set allowVolumeExpansion: true.',
      };
      return;
    }
    for (const { values, path, chart } of helmValuesOf(manifest)) {
      if (chart !== 'longhorn' || at(values, 'persistence.allowVolumeExpansion') !== false) continue;
      yield {
        path: `${path}.persistence.allowVolumeExpansion`,
        message: 'the class of Longhorn does not let volumes grow',
        why,
        fix: 'Leave it out: it is true by default.',
      };
    }
  },
});
