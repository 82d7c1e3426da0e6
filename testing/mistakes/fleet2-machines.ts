import { mistake } from './apps.ts';
import { init, join, containerd, written, helm, blocks, attributes, playbook, inventory } from './fleet2-machines-parts.ts';
import type { Mistake } from './mistake.ts';

/** Machines of the clusters, a second time. */
export const fleet2Machines: readonly Mistake[] = [
  mistake(
    'The file of kubeadm was copied with the address of the control plane of another cluster',
    'kubeadm-clusters-apart',
    {
      'mgmt/kubeadm.yaml': init('192.168.64.10', 'mgmt-cp', '10.100.0.0/16', '10.96.0.0/16'),
      'app1/kubeadm.yaml': init('192.168.64.10', 'app1-cp', '10.101.0.0/16', '10.97.0.0/16'),
    },
    'app1/kubeadm.yaml',
    [['192.168.64.10', '192.168.64.20']],
  ),
  mistake(
    'A worker is to join at a URL, where kubeadm reads a host and a port',
    'kubeadm-config-valid',
    { 'init/join.yaml': join('https://192.168.64.20:6443') },
    'init/join.yaml',
    [['https://192.168.64.20', '192.168.64.20']],
  ),
  mistake(
    'The settings of containerd are of the third version, and of plugins of the second',
    'node-setup-works',
    { 'init/k8s.yaml': containerd(3, 'io.containerd.grpc.v1.cri') },
    'init/k8s.yaml',
    [['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime']],
  ),
  mistake(
    'A file is given to a user before cloud-init has made them',
    'cloud-init-order',
    { 'init/k8s.yaml': written('') },
    'init/k8s.yaml',
    [["    permissions: '0644'\n", "    permissions: '0644'\n    defer: true\n"]],
  ),
  mistake(
    'The provider of Helm is the third, and is told its cluster in a block of the second',
    'terraform-providers-fit',
    { 'platform/main.tf': helm('~> 3.0', blocks, '  set = [{ name = "crds.enabled", value = "true" }]') },
    'platform/main.tf',
    [[blocks, attributes]],
  ),
  mistake(
    'A release in Terraform sets a value in a block that the provider no longer has',
    'terraform-providers-fit',
    { 'platform/main.tf': helm('~> 3.0', attributes, '  set {\n    name  = "crds.enabled"\n    value = "true"\n  }') },
    'platform/main.tf',
    [['  set {\n    name  = "crds.enabled"\n    value = "true"\n  }', '  set = [{ name = "crds.enabled", value = "true" }]']],
  ),
  mistake(
    'A playbook is for a group that the inventory calls otherwise',
    'playbook-hosts-known',
    { 'machines/inventory.yaml': inventory, 'machines/site.yaml': playbook('masters') },
    'machines/site.yaml',
    [['hosts: masters', 'hosts: control_planes']],
  ),
];
