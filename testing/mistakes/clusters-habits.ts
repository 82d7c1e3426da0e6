import { deployment, mistake, object } from './apps.ts';
import { addon, installs, repository } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

function vaultLines(...lines: readonly string[]): string {
  return installs(
    'vault secrets enable -path=pki_int pki',
    ...lines,
    'vault auth enable -path=kubernetes kubernetes',
    'vault write auth/kubernetes/role/cert-manager bound_service_account_names=vault-issuer bound_service_account_namespaces=cert-manager policies=pki ttl=20m',
  );
}

function issued(rest: string): string {
  return documents(
    namespace('cert-manager'),
    object('v1', 'ServiceAccount', 'vault-issuer', 'cert-manager', 'automountServiceAccountToken: false'),
    object(
      'cert-manager.io/v1',
      'ClusterIssuer',
      'vault-issuer',
      '',
      `spec:
  vault:
    server: https://vault.example.com
    path: pki_int/sign/k8s-certs
    auth: { kubernetes: { role: cert-manager, mountPath: /v1/auth/kubernetes, serviceAccountRef: { name: vault-issuer } } }`,
    ),
    namespace('monitoring'),
    object(
      'cert-manager.io/v1',
      'Certificate',
      'grafana',
      'monitoring',
      `spec:\n  secretName: grafana-tls\n${rest}\n  issuerRef: { name: vault-issuer, kind: ClusterIssuer }`,
    ),
  );
}

function promtail(stage: string): Readonly<Record<string, string>> {
  return {
    'shell/init.sh': installs(
      'apt-get install -y containerd kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1',
      'kubeadm init --pod-network-cidr=10.100.0.0/16 --cri-socket=unix:///run/containerd/containerd.sock',
    ),
    ...addon(
      'promtail',
      'grafana',
      'promtail',
      '6.17.1',
      'monitoring',
      `config:
  clients: [{ url: 'https://logs.example.com/loki/api/v1/push' }]
  snippets:
    pipelineStages:
      - ${stage}: {}
`,
    ),
  };
}

/** What people who set clusters up by hand get wrong. */
export const clusterHabits: readonly Mistake[] = [
  mistake(
    'A script under set -u reads a variable that has another name since',
    'shell-variable-set',
    {
      'addons/install.sh': installs(
        'MONITORING_NS=monitoring',
        repository('grafana'),
        'helm upgrade --install loki grafana/loki --version 6.30.1 -n "$MONITOR_NS" --create-namespace',
      ),
    },
    'addons/install.sh',
    [['$MONITOR_NS', '$MONITORING_NS']],
  ),
  mistake(
    'A chart is asked for under a name that its repository does not have',
    'helm-charts-found',
    {
      'addons/install.sh': installs(
        repository('prometheus-community'),
        'helm upgrade --install monitoring prometheus-community/prometheus-stack --version 72.6.2 -n monitoring --create-namespace',
      ),
    },
    'addons/install.sh',
    [['/prometheus-stack ', '/kube-prometheus-stack ']],
  ),
  mistake(
    'The address of a chart repository lacks a letter',
    'helm-charts-found',
    {
      'addons/install.sh': installs(
        repository('kiali').replace('helm-charts', 'helm-chart'),
        'helm upgrade --install kiali kiali/kiali-server --version 2.10.0 -n istio-system --create-namespace',
      ),
    },
    'addons/install.sh',
    [['https://kiali.org/helm-chart\n', 'https://kiali.org/helm-charts\n']],
  ),
  mistake(
    'Cilium is installed, and the script still applies the network of before',
    'one-cni',
    {
      'shell/cluster-init.sh': installs(
        'kubeadm init --pod-network-cidr=10.100.0.0/16',
        'kubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/v3.27.0/manifests/calico.yaml',
      ),
      ...addon(
        'cilium',
        'cilium',
        'cilium',
        '1.16.5',
        'kube-system',
        'routingMode: tunnel\ntunnelProtocol: vxlan\nipam: { mode: kubernetes }\n',
      ),
    },
    'shell/cluster-init.sh',
    [['kubectl apply -f https://raw.githubusercontent.com/projectcalico/calico/v3.27.0/manifests/calico.yaml\n', '']],
  ),
  mistake(
    'A pod is sent to machines with the label of control planes before 1.24',
    'deprecated-field',
    {
      'shell/init.sh': installs('apt-get install -y kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1', 'kubeadm init'),
      'mgmt/tools.yaml': deployment('tools', 'kube-system', 8080, {
        pod: "automountServiceAccountToken: false\nnodeSelector: { node-role.kubernetes.io/master: '' }\ntolerations: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }]",
      }),
    },
    'mgmt/tools.yaml',
    [['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane']],
  ),
  mistake(
    'A pod tolerates the taint of control planes under its name before 1.25',
    'control-plane-job-placed',
    {
      'shell/init.sh': installs('apt-get install -y kubelet=1.35.0-1.1 kubeadm=1.35.0-1.1', 'kubeadm init'),
      'mgmt/tools.yaml': deployment('tools', 'kube-system', 8080, {
        pod: "automountServiceAccountToken: false\nnodeSelector: { node-role.kubernetes.io/control-plane: '' }\ntolerations: [{ key: node-role.kubernetes.io/master, effect: NoSchedule }]",
      }),
    },
    'mgmt/tools.yaml',
    [['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane']],
  ),
  mistake(
    'A certificate has a name that the role in Vault does not sign',
    'vault-role-signs',
    {
      'vault/setup.sh': vaultLines(
        'vault write pki_int/roles/k8s-certs allowed_domains=svc,svc.cluster.local allow_subdomains=true max_ttl=2160h',
      ),
      'mgmt/certificates.yaml': issued('  dnsNames: [grafana.local.dev]'),
    },
    'vault/setup.sh',
    [['allowed_domains=svc,', 'allowed_domains=local.dev,svc,']],
  ),
  mistake(
    'A certificate asks for a longer life than its role in Vault gives',
    'vault-role-signs',
    {
      'vault/setup.sh': vaultLines('vault write pki_int/roles/k8s-certs allowed_domains=local.dev allow_subdomains=true max_ttl=72h'),
      'mgmt/certificates.yaml': issued('  dnsNames: [grafana.local.dev]\n  duration: 2160h\n  renewBefore: 360h'),
    },
    'vault/setup.sh',
    [['max_ttl=72h', 'max_ttl=2160h']],
  ),
  mistake(
    'Promtail reads lines of containerd as if Docker had written them',
    'log-format-fits',
    promtail('docker'),
    'addons/values/promtail.yaml',
    [['- docker:', '- cri:']],
  ),
];
