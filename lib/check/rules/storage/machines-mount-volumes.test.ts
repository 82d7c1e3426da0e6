import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { machinesMountVolumes } from './machines-mount-volumes.ts';

const node = (...packages: readonly string[]) =>
  documentObject('Config', 'node', { content: { packages, runcmd: ['systemctl enable --now containerd'] } });
const script = (text: string) => documentObject('Script', 'up', { text: `#!/bin/bash\n${text}\n` });
const longhorn = chartApplication('longhorn', 'longhorn-system', {});
const volume = kube('v1/PersistentVolume', { name: 'nas' }, { spec: { nfs: { server: '192.168.1.10', path: '/x' } } });
const shared = (storageClassName: string) =>
  kube('v1/PersistentVolumeClaim', { name: 'data', namespace: 'shop' }, { spec: { storageClassName, accessModes: ['ReadWriteMany'] } });

ruleCases(machinesMountVolumes, {
  accepts: {
    'all that is needed': [node('containerd', 'open-iscsi', 'nfs-common'), longhorn, volume, shared('longhorn')],
    'machines of somebody else': [longhorn, volume, script('helm install x y')],
    'a script that installs it later': [node('containerd'), script('apt-get install -y open-iscsi nfs-common'), longhorn, volume],
    'volumes of another kind': [node('containerd'), shared('efs')],
  },
  refuses: {
    'Longhorn without iSCSI': {
      given: [node('containerd', 'nfs-common'), longhorn],
      says: 'Longhorn attaches volumes by iSCSI, and what sets the machines up installs no open-iscsi',
    },
    'a volume of NFS': {
      given: [script('apt-get install -y containerd kubelet'), volume],
      says: 'the volume is of NFS, and what sets the machines up installs no client of NFS',
    },
    'files that Longhorn shares': {
      given: [node('containerd', 'open-iscsi'), shared('longhorn')],
      says: 'Longhorn shares the volume by NFS, and what sets the machines up installs no client of NFS',
    },
  },
});
