export function init(address: string, name: string, pods: string, services: string): string {
  return `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: ${address}, bindPort: 6443 }
nodeRegistration: { name: ${name} }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: ${name.replace('-cp', '')}
kubernetesVersion: v1.35.0
networking: { podSubnet: ${pods}, serviceSubnet: ${services} }
`;
}

export function join(endpoint: string): string {
  return `apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken:
    apiServerEndpoint: ${endpoint}
    token: \${TOKEN}
    caCertHashes: ['\${CA_HASH}']
nodeRegistration: { name: app1-worker-0 }
`;
}

export function containerd(version: number, plugin: string): string {
  return `#cloud-config
packages: [containerd.io]
write_files:
  - path: /etc/containerd/config.toml
    content: |
      version = ${version}
      [plugins."${plugin}".containerd.runtimes.runc.options]
        SystemdCgroup = true
runcmd:
  - systemctl restart containerd
`;
}

export function written(more: string): string {
  return `#cloud-config
users:
  - { name: ops, groups: [sudo], shell: /bin/bash, sudo: 'ALL=(ALL) NOPASSWD:ALL' }
packages: [containerd]
write_files:
  - path: /home/ops/.kube/config.d/README
    owner: ops:ops
    permissions: '0644'
${more}    content: |
      kubeconfigs of the clusters
`;
}

export function helm(version: string, provider: string, set: string): string {
  return `terraform {
  required_version = ">= 1.6"
  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "${version}"
    }
  }
}

provider "helm" {
${provider}
}

resource "helm_release" "cert_manager" {
  name             = "cert-manager"
  repository       = "https://charts.jetstack.io"
  chart            = "cert-manager"
  version          = "v1.19.1"
  namespace        = "cert-manager"
  create_namespace = true

${set}
}
`;
}

export const blocks = '  kubernetes {\n    config_path    = "~/.kube/config"\n    config_context = "mgmt"\n  }';
export const attributes = '  kubernetes = {\n    config_path    = "~/.kube/config"\n    config_context = "mgmt"\n  }';

export function playbook(group: string): string {
  return `- name: Control planes
  hosts: ${group}
  become: true
  tasks:
    - name: Start the cluster
      ansible.builtin.command:
        cmd: kubeadm init --config /etc/kubernetes/kubeadm.yaml
        creates: /etc/kubernetes/admin.conf
`;
}

export const inventory = `all:
  children:
    control_planes: { hosts: { mgmt-cp: { ansible_host: 192.168.64.10 }, app1-cp: { ansible_host: 192.168.64.20 } } }
    workers: { hosts: { mgmt-worker-0: { ansible_host: 192.168.64.11 }, app1-worker-0: { ansible_host: 192.168.64.21 } } }
`;
