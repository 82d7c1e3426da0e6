import { object } from './apps.ts';
import { installs, release } from './clusters-pieces.ts';
import { documents } from './pieces.ts';

export const loki = 'loki: { auth_enabled: false }\n';

export const pool = documents(
  object('metallb.io/v1beta1', 'IPAddressPool', 'default', 'metallb-system', 'spec: { addresses: [192.168.64.200-192.168.64.210] }'),
  object('metallb.io/v1beta1', 'L2Advertisement', 'default', 'metallb-system', 'spec: { ipAddressPools: [default] }'),
);

export const metallb = release('metallb', 'metallb', 'metallb', '0.14.9', 'metallb-system').replace(' -f addons/values/metallb.yaml', '');

export function cloudInit(source: string, packages: string, rest = ''): string {
  return `#cloud-config
package_update: true
write_files:
  - path: /etc/modules-load.d/k8s.conf
    content: |
      overlay
      br_netfilter
  - path: /etc/sysctl.d/k8s.conf
    content: |
      net.bridge.bridge-nf-call-iptables = 1
      net.ipv4.ip_forward = 1
${rest}runcmd:
  - swapoff -a
  - modprobe br_netfilter
  - sysctl --system
  - curl -fsSL ${source}Release.key | gpg --dearmor -o /etc/apt/keyrings/kubernetes.gpg
  - echo "deb [signed-by=/etc/apt/keyrings/kubernetes.gpg] ${source} /" > /etc/apt/sources.list.d/kubernetes.list
  - apt-get update
  - apt-get install -y containerd ${packages}
  - apt-mark hold kubelet kubeadm kubectl
`;
}

export const V35 = 'https://pkgs.k8s.io/core:/stable:/v1.35/deb/';
export const packages = 'kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1 kubectl=1.35.0-1.1';

export const machines = `variable "masters" {
  type    = number
  default = 1
}

variable "workers" {
  type    = number
  default = 1
}

resource "null_resource" "masters" {
  count = var.masters
  provisioner "local-exec" {
    command = "multipass launch --name mgmt-cp-\${count.index} --memory 4G --disk 40G --cpus 2 --cloud-init init/k8s.yaml"
  }
}

resource "null_resource" "workers" {
  count      = var.workers
  depends_on = [null_resource.masters]
  provisioner "local-exec" {
    command = "multipass launch --name mgmt-worker-\${count.index} --memory 6G --disk 60G --cpus 2 --cloud-init init/k8s.yaml"
  }
}

resource "null_resource" "join" {
  depends_on = [null_resource.workers]
  provisioner "local-exec" {
    command = "bash shell/join-all.sh"
  }
}
`;

const join = installs(
  'for worker in $(multipass list --format csv | grep worker | cut -d, -f1); do',
  '  multipass exec "$worker" -- sudo bash /home/ubuntu/join.sh',
  'done',
);

export const terraform = { 'main.tf': machines, 'shell/join-all.sh': join, 'init/k8s.yaml': cloudInit(V35, packages) };
