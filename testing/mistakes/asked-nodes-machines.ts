import { mistake, object } from './apps.ts';
import {
  CALICO,
  cache,
  CILIUM,
  controlPlanes,
  k3s,
  METALLB,
  nfsVolume,
  nodeGroup,
  snapshotClasses,
  storageClass,
  vagrant,
} from './asked-nodes-parts.ts';
import { clusterChart } from './clusters-pieces.ts';
import { cloudInit, packages, pool as balanced, V35 } from './clusters-scripts-parts.ts';
import { pool } from './fleet-networks-parts.ts';
import { velero } from './fleet-recovery-parts.ts';
import { init } from './fleet2-machines-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

const MODULES = '  - path: /etc/modules-load.d/k8s.conf\n    content: |\n      overlay\n      br_netfilter\n';
const machine = cloudInit(V35, packages);
const LOCAL = storageClass('local-path', 'provisioner: rancher.io/local-path\nvolumeBindingMode: WaitForFirstConsumer', true);
const CONTROL =
  "nodeSelector: { node-role.kubernetes.io/control-plane: '' }\ntolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]";
const TOLERATED =
  'nodeAgent: { tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }] }\n        credentials:';
function play(more: string): string {
  return `- name: Prepare the machines
  hosts: all
  become: true
  tasks:
    - name: Packages
      ansible.builtin.apt: { name: [kubelet, kubeadm], update_cache: true }
    - name: Switch swap off
      ansible.builtin.command: swapoff -a
${more}`;
}
const KEPT =
  '    - name: Keep it off\n      ansible.posix.mount: { path: none, src: /dev/vda2, fstype: swap, fstab: /etc/fstab, state: absent }\n';
const csi = velero({}).replace('snapshotsEnabled: false', 'snapshotsEnabled: true').replace('uploaderType: kopia', 'features: EnableCSI');
const ADVERTISED = pool.replace(
  '{ ipAddressPools: [main] }',
  '{ ipAddressPools: [main], nodeSelectors: [{ matchExpressions: [{ key: node-role.kubernetes.io/control-plane, operator: Exists }] }] }',
);

/** Machines and volumes in ways that people asked others about: what they run, what they mount, who may announce. */
export const askedNodesMachines: readonly Mistake[] = [
  mistake(
    'k3s keeps its own balancer beside MetalLB',
    'k3s-fits-addons',
    { 'shell/k3s.sh': k3s('--disable traefik', ...METALLB), 'manifests/pool.yaml': balanced },
    'shell/k3s.sh',
    [['--disable traefik', '--disable traefik --disable servicelb']],
  ),
  mistake(
    'k3s keeps its own network beside Cilium',
    'k3s-fits-addons',
    { 'shell/k3s.sh': k3s('--disable traefik', ...CILIUM) },
    'shell/k3s.sh',
    [['--disable traefik', '--disable traefik --flannel-backend=none --disable-network-policy']],
  ),
  mistake(
    'A module of the kernel is loaded until the machine restarts',
    'node-setup-lasts',
    { 'init/k8s.yaml': machine.replace(MODULES, '') },
    'init/k8s.yaml',
    [['write_files:\n', `write_files:\n${MODULES}`]],
    { says: 'br_netfilter' },
  ),
  mistake('Swap is off until the machine restarts', 'node-setup-lasts', { 'ansible/prepare.yml': play('') }, 'ansible/prepare.yml', [
    ['swapoff -a\n', `swapoff -a\n${KEPT}`],
  ]),
  mistake(
    'containerd comes from Docker, with the interface for Kubernetes switched off',
    'node-setup-works',
    { 'init/k8s.yaml': machine.replace('install -y containerd ', 'install -y containerd.io ') },
    'init/k8s.yaml',
    [['  - apt-mark hold', '  - containerd config default > /etc/containerd/config.toml\n  - apt-mark hold']],
  ),
  mistake(
    'Further control planes join a cluster that has the address of its first',
    'control-planes-join',
    { 'shell/init.sh': controlPlanes('') },
    'shell/init.sh',
    [['192.168.64.10 --pod', '192.168.64.10 --control-plane-endpoint 192.168.64.9:6443 --pod']],
  ),
  mistake('Each machine of Vagrant is known by the same address', 'node-address-chosen', vagrant(''), 'scripts/node.sh', [
    ['kubeadm init', 'echo "KUBELET_EXTRA_ARGS=--node-ip=$IP" > /etc/default/kubelet\nkubeadm init'],
  ]),
  mistake(
    'The firewall of the nodes passes the kubelet, and not the tunnel of the pods',
    'firewall-passes-overlay',
    { 'terraform/nodes/main.tf': nodeGroup(''), 'terraform/nodes/calico.yaml': CALICO },
    'terraform/nodes/main.tf',
    [
      [
        '  ingress {\n    from_port = 10250',
        '  ingress {\n    from_port = 4789\n    to_port   = 4789\n    protocol  = "udp"\n    self = true\n  }\n  ingress {\n    from_port = 10250',
      ],
    ],
  ),
  mistake(
    'Only machines that are kept away from it announce addresses',
    'announcement-acts',
    {
      'mgmt/metallb.yaml': documents(clusterChart('mgmt', 'metallb', 'metallb', 'metallb', '0.15.2', 'metallb-system', '{}'), ADVERTISED),
      'init/kubeadm.yaml': init('192.168.64.10', 'mgmt-cp', '10.100.0.0/16', '10.96.0.0/16'),
    },
    'mgmt/metallb.yaml',
    [['        {}\n', '        speaker: { ignoreExcludeLB: true }\n']],
  ),
  mistake(
    'Longhorn attaches by a program that no machine is given',
    'machines-mount-volumes',
    {
      'init/k8s.yaml': machine,
      'longhorn.yaml': object(
        'argoproj.io/v1alpha1',
        'Application',
        'longhorn',
        'argocd',
        'spec:\n  project: default\n  source: { repoURL: https://charts.longhorn.io, chart: longhorn, targetRevision: 1.7.2 }\n  destination: { server: https://kubernetes.default.svc, namespace: longhorn-system }',
      ),
    },
    'init/k8s.yaml',
    [['install -y containerd', 'install -y open-iscsi containerd']],
    { partly: true },
  ),
  mistake(
    'The network looks for the machines on a card that they do not have',
    'node-address-chosen',
    {
      'network/calico.yaml': CALICO.replace('calicoNetwork:\n', 'calicoNetwork:\n    nodeAddressAutodetectionV4: { interface: eth1 }\n'),
      'init/k8s.yaml':
        '#cloud-config\nwrite_files:\n  - path: /etc/netplan/60.yaml\n    content: |\n      network: { version: 2, ethernets: { ens3: { dhcp4: true } } }\n',
    },
    'network/calico.yaml',
    [['interface: eth1', 'interface: ens3']],
    { partly: true, missed: 'what cards a machine has shows in few trees, and cloud-init may name one of several' },
  ),
  mistake(
    'A server of NFS is named as only pods know it',
    'node-resolves-names',
    { 'backup/dumps.yaml': nfsVolume('nfs-server.backup-system.svc.cluster.local', "  storageClassName: ''\n") },
    'backup/dumps.yaml',
    [['nfs-server.backup-system.svc.cluster.local', '192.168.1.190']],
  ),
  mistake(
    'A claim that is to find a volume by hand gets the default class',
    'claim-fits-volume',
    {
      'backup/dumps.yaml': nfsVolume('192.168.1.190', ''),
      'class.yaml': storageClass('longhorn', 'provisioner: driver.longhorn.io', true),
    },
    'backup/dumps.yaml',
    [['  accessModes: [ReadWriteMany]\n  resources', "  accessModes: [ReadWriteMany]\n  storageClassName: ''\n  resources"]],
  ),
  mistake(
    'A pod is put on its node by name, and its class waits for the scheduler',
    'claim-waits-scheduler',
    { 'app1/cache.yaml': cache('nodeName: app1-worker-0'), 'app1/class.yaml': LOCAL },
    'app1/cache.yaml',
    [['nodeName: app1-worker-0', 'nodeSelector: { kubernetes.io/hostname: app1-worker-0 }']],
  ),
  mistake(
    'Volumes that stay on one node are to be shared by many',
    'claim-mode-offered',
    {
      'app1/cache.yaml': cache('', 'ReadWriteMany', 'longhorn-local'),
      'app1/class.yaml': storageClass(
        'longhorn-local',
        "provisioner: driver.longhorn.io\nparameters: { numberOfReplicas: '1', dataLocality: strict-local }",
      ),
    },
    'app1/cache.yaml',
    [['[ReadWriteMany]', '[ReadWriteOnce]']],
  ),
  mistake(
    'Files on a control plane are to be copied, where no agent of Velero is',
    'velero-schedule-works',
    { 'app1/velero.yaml': velero({}), 'app1/cache.yaml': cache(CONTROL), 'app1/class.yaml': LOCAL },
    'app1/velero.yaml',
    [['credentials:', TOLERATED]],
  ),
  mistake(
    'Velero is to choose between two classes of snapshots without a mark',
    'velero-snapshot-class',
    { 'app1/velero.yaml': csi, 'app1/classes.yaml': documents(namespace('app'), snapshotClasses('')) },
    'app1/classes.yaml',
    [['name: longhorn-bak }', "name: longhorn-bak, labels: { velero.io/csi-volumesnapshot-class: 'true' } }"]],
  ),
];
