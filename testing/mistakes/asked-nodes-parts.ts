import { app, deployment, object } from './apps.ts';
import { installs, repository } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

/** A volume by hand on a server of NFS, and the claim that is to find it. */
export function nfsVolume(server: string, claim: string): string {
  return documents(
    namespace('backup-system'),
    object(
      'v1',
      'PersistentVolume',
      'dumps',
      '',
      `spec:
  capacity: { storage: 20Gi }
  accessModes: [ReadWriteMany]
  persistentVolumeReclaimPolicy: Retain
  nfs: { server: ${server}, path: /export/dumps }`,
    ),
    object(
      'v1',
      'PersistentVolumeClaim',
      'dumps',
      'backup-system',
      `spec:
  accessModes: [ReadWriteMany]
${claim}  resources: { requests: { storage: 20Gi } }`,
    ),
  );
}

/** A class of storage; its further fields in YAML from the first column. */
export function storageClass(name: string, rest: string, isDefault = false): string {
  const mark = isDefault ? ", annotations: { storageclass.kubernetes.io/is-default-class: 'true' }" : '';
  return `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: ${name}${mark} }\n${rest.trim()}\n`;
}

/** A program with a claim, whose pods are placed as it says. */
export function cache(place: string, mode = 'ReadWriteOnce', name = 'local-path'): string {
  return documents(
    namespace('app'),
    object(
      'v1',
      'PersistentVolumeClaim',
      'cache',
      'app',
      `spec: { accessModes: [${mode}], storageClassName: ${name}, resources: { requests: { storage: 10Gi } } }`,
    ),
    deployment('cache', 'app', 5000, {
      pod: `automountServiceAccountToken: false\n${place}\nvolumes: [{ name: data, persistentVolumeClaim: { claimName: cache } }]`,
      container: 'volumeMounts: [{ name: data, mountPath: /var/lib/cache }]',
    }).replace('  replicas: 1\n', '  replicas: 1\n  strategy: { type: Recreate }\n'),
  );
}

/** A machine of k3s, and what is installed on it. */
export function k3s(flags: string, ...rest: readonly string[]): string {
  return installs(
    `curl -sfL https://get.k3s.io | INSTALL_K3S_VERSION=v1.31.4+k3s1 sh -s - server ${flags} --write-kubeconfig-mode 0600`,
    'export KUBECONFIG=/etc/rancher/k3s/k3s.yaml',
    ...rest,
  );
}

export const METALLB = [
  repository('metallb'),
  'helm upgrade --install metallb metallb/metallb --version 0.14.9 -n metallb-system --create-namespace --wait',
  'kubectl apply -f manifests/pool.yaml',
];

export const CILIUM = [
  repository('cilium'),
  'helm upgrade --install cilium cilium/cilium --version 1.16.5 -n kube-system --set operator.replicas=1',
];

/** Three machines, of which the first starts the cluster. */
export function controlPlanes(endpoint: string): string {
  return installs(
    'CP=(mgmt-cp-0 mgmt-cp-1 mgmt-cp-2)',
    `multipass exec mgmt-cp-0 -- sudo kubeadm init --apiserver-advertise-address 192.168.64.10${endpoint} --pod-network-cidr 10.100.0.0/16 --upload-certs`,
    'KEY=$(multipass exec mgmt-cp-0 -- sudo kubeadm init phase upload-certs --upload-certs | tail -1)',
    'JOIN=$(multipass exec mgmt-cp-0 -- sudo kubeadm token create --print-join-command)',
    'for each in "${CP[@]:1}"; do',
    '  multipass exec "$each" -- sudo $JOIN --control-plane --certificate-key "$KEY"',
    'done',
  );
}

/** Two machines of Vagrant and what sets them up. */
export function vagrant(more: string): Readonly<Record<string, string>> {
  const machine = (name: string, address: string): string => `  config.vm.define "${name}" do |node|
    node.vm.network "private_network", ip: "${address}"
    node.vm.provision "shell", path: "scripts/node.sh", args: ["${address}"]
  end
`;
  return {
    Vagrantfile: `Vagrant.configure("2") do |config|
  config.vm.box = "bento/ubuntu-24.04"
  config.vm.provider "virtualbox" do |vb|
    vb.memory = 4096
  end
${machine('cp', '192.168.56.10')}${machine('worker', '192.168.56.11')}end
`,
    'scripts/node.sh': installs('IP=$1', `${more}kubeadm init --apiserver-advertise-address "$IP" --pod-network-cidr 10.244.0.0/16`),
  };
}

/** The group of the nodes in AWS, with what they may say to each other. */
export function nodeGroup(more: string): string {
  const way = (port: number, protocol: string, to: string): string =>
    `  ingress {\n    from_port = ${port}\n    to_port   = ${port}\n    protocol  = "${protocol}"\n    ${to}\n  }\n`;
  return `resource "aws_security_group" "nodes" {
  name   = "titanium-nodes"
  vpc_id = var.vpc_id

${way(6443, 'tcp', 'cidr_blocks = ["10.0.0.0/16"]')}${way(10250, 'tcp', 'self = true')}${more === '' ? '' : way(Number(more), 'udp', 'self = true')}}

variable "vpc_id" { type = string }
`;
}

export const CALICO = object(
  'operator.tigera.io/v1',
  'Installation',
  'default',
  '',
  'spec:\n  calicoNetwork:\n    ipPools: [{ name: pods, cidr: 10.244.0.0/16, encapsulation: VXLAN, natOutgoing: Enabled }]',
);

/** A job that calls kubectl in the pods of a database, with the rights that it is given. */
export function kubectlJob(rules: string): string {
  const api = 'rbac.authorization.k8s.io/v1';
  return documents(
    namespace('shop'),
    app('mysql', 'shop', 3306),
    object('v1', 'ServiceAccount', 'flush', 'shop', ''),
    object(api, 'Role', 'flush', 'shop', `rules:\n${rules}`),
    object(
      api,
      'RoleBinding',
      'flush',
      'shop',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: flush }\nsubjects: [{ kind: ServiceAccount, name: flush, namespace: shop }]',
    ),
    object(
      'batch/v1',
      'CronJob',
      'flush',
      'shop',
      `spec:
  schedule: '0 5 * * *'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          serviceAccountName: flush
          containers:
            - name: kubectl
              image: bitnami/kubectl:1.31.4
              command: [sh, -c, 'kubectl exec -n shop deploy/mysql -- mysqladmin flush-logs']`,
    ),
  );
}

/** A registry within the cluster. */
export const REGISTRY = documents(
  namespace('registry'),
  deployment('registry', 'registry', 5000, { image: 'registry:2.8.3' }),
  object('v1', 'Service', 'registry', 'registry', 'spec:\n  selector: { app: registry }\n  ports: [{ name: http, port: 5000 }]'),
);

/** Two classes of snapshots of Longhorn, one of them with a mark. */
export function snapshotClasses(mark: string): string {
  return ['snap', 'bak']
    .map(
      (type, index) => `apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: longhorn-${type}${index === 0 ? '' : mark} }
driver: driver.longhorn.io
deletionPolicy: Retain
parameters: { type: ${type} }
`,
    )
    .join('---\n');
}
