import { HELM_KINDS } from '../../helm.ts';
import { releasesBy } from '../../hosts/releases.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { accessModes, classOf } from '../../scheduling/claims.ts';
import { machinesSay } from '../../texts/machines.ts';
import type { World } from '../../world.ts';

const CLAIM = 'v1/PersistentVolumeClaim';
const VOLUME = 'v1/PersistentVolume';
/** Lines and lists in which the packages of a node are installed. */
const SETUP =
  /\binstall\b[^\n]*\b(?:containerd|kubelet|kubeadm|docker)\b|^(?:containerd|containerd\.io|kubelet)(?:=\S+)?$|"(?:kubelet|kubeadm)[="]/m;

export const machinesMountVolumes = defineRule({
  id: 'machines-mount-volumes',
  severity: 'warning',
  kinds: [...HELM_KINDS, CLAIM, VOLUME],
  asks: 'Machines that the tree sets up have the programs by which its volumes are mounted: iSCSI for Longhorn, the client of NFS for shared files.',
  source:
    'https://longhorn.io/docs/1.7.2/deploy/install/#installation-requirements; https://kubernetes.io/docs/concepts/storage/volumes/#nfs',
  *check(manifest, world) {
    const needs = needsOf(manifest, world);
    if (needs === undefined) return;
    if (!machinesSay(world, SETUP) || machinesSay(world, needs.has)) return;
    yield needs.issue;
  },
});

interface Need {
  readonly has: RegExp;
  readonly issue: Issue;
}

function needsOf(manifest: WorldObject, world: World): Need | undefined {
  const { object } = manifest;
  if (object.kind === 'PersistentVolume') return at(object, 'spec.nfs') === undefined ? undefined : nfs('spec.nfs', 'the volume is of NFS');
  if (object.kind === 'PersistentVolumeClaim') {
    const driver = textAt(classOf(world, object)?.object, 'provisioner') ?? textAt(object, 'spec.storageClassName');
    const shared = accessModes(object).includes('ReadWriteMany') && /^(?:driver\.longhorn\.io|longhorn)$/.test(driver ?? '');
    return shared ? nfs('spec.accessModes', 'Longhorn shares the volume by NFS') : undefined;
  }
  if (!releasesBy(world, manifest).some(({ chart }) => chart === 'longhorn')) return undefined;
  return {
    has: /iscsi|longhornctl/i,
    issue: {
      path: object.kind === 'HelmValues' ? 'chart' : 'spec',
      // Images of Ubuntu have it, those of Debian and the others have not.
      severity: 'info',
      message: 'Longhorn attaches volumes by iSCSI, and what sets the machines up installs no open-iscsi',
      why: 'Where the image of the machines does not have it, the managers of Longhorn end ("iscsiadm: not found") and volumes stay in attaching.',
      fix: 'Install open-iscsi (iscsi-initiator-utils) on each machine, and start iscsid.',
    },
  };
}

function nfs(path: string, what: string): Need {
  return {
    has: /nfs-(?:common|utils|client)|longhornctl/,
    issue: {
      path,
      message: `${what}, and what sets the machines up installs no client of NFS`,
      why: 'The kubelet cannot mount it ("bad option; for several filesystems you might need a /sbin/mount.<type> helper program"): pods stay in ContainerCreating.',
      fix: 'Install nfs-common (nfs-utils) on each machine.',
    },
  };
}
