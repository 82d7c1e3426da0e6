import { mistake } from './apps.ts';
import { addon, installs } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';

function clusterConfiguration(rest: string, version = 'v1beta4'): string {
  return `apiVersion: kubeadm.k8s.io/${version}
kind: ClusterConfiguration
kubernetesVersion: v1.35.0
networking: { podSubnet: 10.100.0.0/16, serviceSubnet: 10.96.0.0/16 }
${rest}`;
}

function containerd(hosts: string, more = ''): string {
  return `#cloud-config
packages: [containerd]
write_files:
  - path: /etc/containerd/config.toml
    content: |
      version = 2
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = true
      [plugins."io.containerd.grpc.v1.cri".registry]
        config_path = "/etc/containerd/certs.d"
${more}  - path: /etc/containerd/certs.d/${hosts}/hosts.toml
    content: |
      server = "https://harbor.local.dev:8443"
      [host."https://harbor.local.dev:8443"]
        capabilities = ["pull", "resolve"]
runcmd:
  - systemctl restart containerd
`;
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: app }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'harbor.local.dev:8443/app/web:1.4.0' }]
`;

function machines(more: string): string {
  return `terraform {
  required_version = ">= 1.6"
  required_providers {
    null = { source = "hashicorp/null", version = "3.2.3" }
  }
}

variable "clusters" {
  type    = list(string)
  default = ["mgmt", "app1", "app2"]
}

${more}`;
}

function launch(each: string, destroy: string): string {
  return `resource "null_resource" "control_plane" {
  for_each = ${each}
  triggers = { name = "\${each.value}-cp" }

  provisioner "local-exec" {
    command = "multipass launch --name \${each.value}-cp --memory 4G --disk 40G --cpus 2 --cloud-init init/k8s.yaml"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "multipass delete --purge ${destroy}"
  }
}
`;
}

const cloudInit = { 'init/k8s.yaml': '#cloud-config\npackages: [containerd]\n' };

function nexus(rest: string): string {
  return `services:
  nexus:
    image: sonatype/nexus3:3.76.0
    restart: unless-stopped
    ports: ['8081:8081']
${rest}`;
}

/** Machines, their containerd, kubeadm and what runs beside them on the host. */
export const fleetMachines: readonly Mistake[] = [
  mistake(
    'The API server is told an admission plugin that went with PodSecurityPolicy',
    'kubeadm-config-valid',
    {
      'init/kubeadm.yaml': clusterConfiguration(
        'apiServer:\n  extraArgs: [{ name: enable-admission-plugins, value: "NodeRestriction,PodSecurityPolicy" }]\n',
      ),
    },
    'init/kubeadm.yaml',
    [[',PodSecurityPolicy', ',PodSecurity']],
  ),
  mistake(
    'The kubelet drives cgroups otherwise than containerd',
    'kubeadm-config-valid',
    {
      'init/kubeadm.yaml': `${clusterConfiguration('')}---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
`,
      'init/k8s.yaml': containerd('harbor.local.dev:8443'),
      'app1/web.yaml': web,
    },
    'init/kubeadm.yaml',
    [['cgroupDriver: cgroupfs', 'cgroupDriver: systemd']],
  ),
  mistake(
    'kubeadm reaches containers by the socket of dockershim',
    'kubeadm-config-valid',
    {
      'init/kubeadm.yaml': `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
nodeRegistration: { criSocket: /var/run/dockershim.sock }
---
${clusterConfiguration('')}`,
      ...cloudInit,
    },
    'init/kubeadm.yaml',
    [['/var/run/dockershim.sock', 'unix:///run/containerd/containerd.sock']],
  ),
  mistake(
    'An argument of the controller manager is misspelt in the file of kubeadm',
    'kubeadm-config-valid',
    {
      'init/kubeadm.yaml': clusterConfiguration('controllerManager:\n  extraArgs: [{ name: bind-adress, value: 0.0.0.0 }]\n'),
    },
    'init/kubeadm.yaml',
    [['bind-adress', 'bind-address']],
  ),
  mistake(
    'containerd has settings for a registry without its port, and images have it',
    'node-setup-works',
    { 'init/k8s.yaml': containerd('harbor.local.dev'), 'app1/web.yaml': web },
    'init/k8s.yaml',
    [['certs.d/harbor.local.dev/', 'certs.d/harbor.local.dev:8443/']],
  ),
  mistake(
    'containerd is told its registries in two ways, and refuses',
    'node-setup-works',
    {
      'init/k8s.yaml': containerd(
        'harbor.local.dev:8443',
        `      [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
        endpoint = ["https://harbor.local.dev:8443"]
`,
      ),
      'app1/web.yaml': web,
    },
    'init/k8s.yaml',
    [
      ['      [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n', ''],
      ['        endpoint = ["https://harbor.local.dev:8443"]\n', ''],
    ],
  ),
  mistake(
    'A provisioner that runs at the end reads a variable, which Terraform refuses there',
    'terraform-blocks-sound',
    { 'main.tf': machines(launch('toset(var.clusters)', '${var.clusters[0]}-cp')), ...cloudInit },
    'main.tf',
    [['${var.clusters[0]}-cp', '${self.triggers.name}']],
  ),
  mistake(
    'for_each is given a list, where Terraform takes a set or a map',
    'terraform-blocks-sound',
    { 'main.tf': machines(launch('var.clusters', '${self.triggers.name}')), ...cloudInit },
    'main.tf',
    [['for_each = var.clusters', 'for_each = toset(var.clusters)']],
  ),
  mistake(
    'A file of values for Terraform sets a variable under its former name',
    'terraform-values-fit',
    {
      'main.tf': machines(launch('toset(var.clusters)', '${self.triggers.name}')),
      'terraform.tfvars': 'cluster_names = ["mgmt", "app1"]\n',
      ...cloudInit,
    },
    'terraform.tfvars',
    [['cluster_names', 'clusters']],
  ),
  mistake(
    'Two resources of Terraform have one name: a block was copied',
    'terraform-blocks-sound',
    {
      'main.tf': machines(
        `${launch('toset(var.clusters)', '${self.triggers.name}')}
${launch('toset(var.clusters)', '${self.triggers.name}').replaceAll('-cp', '-worker-0')}`,
      ),
      ...cloudInit,
    },
    'main.tf',
    [
      [
        '"control_plane" {\n  for_each = toset(var.clusters)\n  triggers = { name = "${each.value}-worker-0" }',
        '"worker" {\n  for_each = toset(var.clusters)\n  triggers = { name = "${each.value}-worker-0" }',
      ],
    ],
  ),
  mistake(
    'The version of a provider is asked for in a form that Terraform does not read',
    'terraform-blocks-sound',
    {
      'main.tf': machines(launch('toset(var.clusters)', '${self.triggers.name}')).replace(
        'null = { source = "hashicorp/null", version = "3.2.3" }',
        'null = { source = "hashicorp/null", version = "~> 3.2.x" }',
      ),
      ...cloudInit,
    },
    'main.tf',
    [['~> 3.2.x', '~> 3.2']],
  ),
  mistake(
    'What the repository of artifacts keeps is lost with its container',
    'compose-data-kept',
    { 'external/compose.yaml': nexus('') },
    'external/compose.yaml',
    [["ports: ['8081:8081']\n", "ports: ['8081:8081']\n    volumes: ['nexus-data:/nexus-data']\nvolumes:\n  nexus-data: {}\n"]],
  ),
  mistake(
    'The volume of the repository of artifacts is mounted where it keeps nothing',
    'compose-data-kept',
    { 'external/compose.yaml': nexus("    volumes: ['nexus-data:/opt/nexus-data']\nvolumes:\n  nexus-data: {}\n") },
    'external/compose.yaml',
    [['/opt/nexus-data', '/nexus-data']],
  ),
  mistake(
    'Harbor is installed with the password of its documentation',
    'no-literal-secret',
    {
      'external/harbor.yml': `hostname: harbor.local.dev
https: { port: 8443, certificate: /data/cert/harbor.crt, private_key: /data/cert/harbor.key }
harbor_admin_password: Harbor12345
data_volume: /data
`,
    },
    'external/harbor.yml',
    [['Harbor12345', '${HARBOR_ADMIN_PASSWORD}']],
  ),
  mistake(
    'The workers join with a script that nobody brought onto them',
    'script-paths-exist',
    {
      'shell/join.sh': installs(
        'multipass exec mgmt-cp -- sudo kubeadm token create --print-join-command > join-mgmt.sh',
        'multipass exec mgmt-worker-0 -- sudo bash /home/ubuntu/join-mgmt.sh',
      ),
    },
    'shell/join.sh',
    [
      [
        'multipass exec mgmt-worker-0',
        'multipass transfer join-mgmt.sh mgmt-worker-0:/home/ubuntu/join-mgmt.sh\nmultipass exec mgmt-worker-0',
      ],
    ],
    { missed: 'what lies on a machine does not show: another tool may have brought it' },
  ),
  mistake(
    'A Deployment of the cluster names a class of processors that the machines are not',
    'pods-find-nodes',
    {
      ...addon('loki', 'grafana', 'loki', '6.30.1', 'monitoring', 'loki: { auth_enabled: false }\n'),
      'inventory.yaml': `clusters:
  - name: mgmt
    nodes:
      - { name: mgmt-cp, role: control-plane, ip: 192.168.64.10, arch: arm64 }
      - { name: mgmt-worker-0, role: worker, ip: 192.168.64.11, arch: arm64 }
`,
      'app1/web.yaml': web.replace('      containers:', '      nodeSelector: { kubernetes.io/arch: amd64 }\n      containers:'),
    },
    'app1/web.yaml',
    [['kubernetes.io/arch: amd64', 'kubernetes.io/arch: arm64']],
    { missed: 'an inventory in words of its own: nobody knows which of its fields is the processor' },
  ),
];
