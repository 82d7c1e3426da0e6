import { app, mistake, object } from './apps.ts';
import { addon, clusterChart, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { configMap, documents, namespace } from './pieces.ts';

function gateway(listeners: string): string {
  return documents(
    namespace('gateway'),
    object('gateway.networking.k8s.io/v1', 'Gateway', 'main', 'gateway', `spec:\n  gatewayClassName: cilium\n  listeners:\n${listeners}`),
  );
}

const web = documents(namespace('app'), app('web', 'app', 8080));

/** Objects of a platform that name, or leave out, what another one has. */
export const clusterObjects: readonly Mistake[] = [
  mistake(
    'A listener ends TLS without a certificate',
    'schema-cel',
    {
      'mgmt/gateway.yaml': gateway("    - { name: https, port: 443, protocol: HTTPS, hostname: '*.local.dev', tls: { mode: Terminate } }"),
    },
    'mgmt/gateway.yaml',
    [['mode: Terminate', 'mode: Terminate, certificateRefs: [{ name: local-dev-tls }]']],
  ),
  mistake(
    'Two listeners of a Gateway take the same host on the same port',
    'schema-cel',
    {
      'mgmt/gateway.yaml': gateway(
        "    - { name: grafana, port: 80, protocol: HTTP, hostname: '*.local.dev' }\n    - { name: argocd, port: 80, protocol: HTTP, hostname: '*.local.dev' }",
      ),
    },
    'mgmt/gateway.yaml',
    [
      [
        "name: argocd, port: 80, protocol: HTTP, hostname: '*.local.dev'",
        'name: argocd, port: 80, protocol: HTTP, hostname: argocd.example.com',
      ],
    ],
  ),
  mistake(
    'A route names a listener that the Gateway does not have',
    'route-attaches',
    {
      'mgmt/gateway.yaml': gateway('    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }'),
      'app/web.yaml': documents(
        web,
        object(
          'gateway.networking.k8s.io/v1',
          'HTTPRoute',
          'web',
          'app',
          'spec: { parentRefs: [{ name: main, namespace: gateway, sectionName: https }], rules: [{ backendRefs: [{ name: web-service, port: 8080 }] }] }',
        ),
      ),
    },
    'app/web.yaml',
    [['sectionName: https', 'sectionName: http']],
  ),
  {
    name: 'The file with which one gets into the cluster is in the repository',
    caughtBy: 'no-literal-secret',
    tree: {
      'README.md': '# Clusters\n',
      'shell/kubeconfig.yaml': `apiVersion: v1
kind: Config
clusters: [{ name: mgmt, cluster: { server: 'https://192.168.64.10:6443', certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM= } }]
contexts: [{ name: mgmt, context: { cluster: mgmt, user: admin } }]
users: [{ name: admin, user: { client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM=, client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVB } }]
`,
    },
    mended: { 'shell/kubeconfig.yaml': null },
  },
  mistake(
    'The Secret for the token of an account does not say of which account',
    'token-secret-account',
    {
      'app1/argocd-manager.yaml': documents(
        object('v1', 'ServiceAccount', 'argocd-manager', 'kube-system', 'automountServiceAccountToken: false'),
        `apiVersion: v1
kind: Secret
metadata: { name: argocd-manager-token, namespace: kube-system }
type: kubernetes.io/service-account-token
`,
      ),
    },
    'app1/argocd-manager.yaml',
    [
      [
        'namespace: kube-system }\ntype',
        'namespace: kube-system, annotations: { kubernetes.io/service-account.name: argocd-manager } }\ntype',
      ],
    ],
  ),
  mistake(
    'The Secret for a token names an account that is called otherwise',
    'token-secret-account',
    {
      'app1/argocd-manager.yaml': documents(
        object('v1', 'ServiceAccount', 'argocd-manager', 'kube-system', 'automountServiceAccountToken: false'),
        `apiVersion: v1
kind: Secret
metadata: { name: argocd-manager-token, namespace: kube-system, annotations: { kubernetes.io/service-account.name: argocd-manger } }
type: kubernetes.io/service-account-token
`,
      ),
    },
    'app1/argocd-manager.yaml',
    [['argocd-manger', 'argocd-manager']],
  ),
  mistake(
    'Autoscalers ask for the metrics of a server that the script forgot',
    'autoscaler-works',
    {
      'addons/install.sh': installs(
        release('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '72.6.2', 'monitoring'),
        release('loki', 'grafana', 'loki', '6.30.1', 'monitoring'),
        release('cert-manager', 'jetstack', 'cert-manager', 'v1.17.1', 'cert-manager'),
      ),
      'addons/values/kube-prometheus-stack.yaml': 'grafana: { enabled: false }\n',
      'addons/values/loki.yaml': 'loki: { auth_enabled: false, useTestSchema: true }\n',
      'addons/values/cert-manager.yaml': 'crds: { enabled: true }\n',
      'shell/init.sh': installs('kubeadm init'),
      'app/web.yaml': documents(
        web,
        object(
          'autoscaling/v2',
          'HorizontalPodAutoscaler',
          'web',
          'app',
          'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, minReplicas: 1, maxReplicas: 3, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }] }',
        ),
      ),
    },
    'addons/install.sh',
    [
      [
        'helm repo add jetstack',
        'helm repo add metrics-server https://kubernetes-sigs.github.io/metrics-server/\nhelm upgrade --install metrics-server metrics-server/metrics-server --version 3.13.0 -n kube-system --set args={--kubelet-insecure-tls}\nhelm repo add jetstack',
      ],
    ],
    { partly: true },
  ),
  mistake(
    'A stub for a Service of another cluster stands in a namespace whose quota forbids pods, beside pods',
    'quota-fits',
    {
      'app1/vault.yaml': documents(
        namespace('vault'),
        object('v1', 'ResourceQuota', 'stubs', 'vault', "spec: { hard: { pods: '0' } }"),
        app('agent', 'vault', 8080),
      ),
    },
    'app1/vault.yaml',
    [["pods: '0'", "pods: '10'"]],
  ),
  mistake(
    'Two classes of priority are the default for everybody',
    'priority-classes-agree',
    {
      'mgmt/priorities.yaml': documents(
        'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: platform-p1 }\nvalue: 100000\nglobalDefault: true\n',
        'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: platform-p2 }\nvalue: 50000\nglobalDefault: true\n',
      ),
    },
    'mgmt/priorities.yaml',
    [['value: 50000\nglobalDefault: true', 'value: 50000\nglobalDefault: false']],
  ),
  mistake(
    'The more important class of priority has the smaller number',
    'priority-classes-agree',
    {
      'mgmt/priorities.yaml': documents(
        'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: platform-p1 }\nvalue: 1000\n',
        'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: platform-p2 }\nvalue: 2000\n',
      ),
    },
    'mgmt/priorities.yaml',
    [['value: 1000\n', 'value: 3000\n']],
    { partly: true },
  ),
  mistake(
    'Thanos reads its bucket from a key that the Secret does not have',
    'secret-reference-exists',
    {
      'mgmt/objstore.yaml': documents(
        namespace('monitoring'),
        object(
          'external-secrets.io/v1',
          'ExternalSecret',
          'thanos-objstore',
          'monitoring',
          `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: thanos-objstore, creationPolicy: Owner, deletionPolicy: Retain }
  data: [{ secretKey: config.yaml, remoteRef: { key: platform/thanos, property: config } }]`,
        ),
      ),
      'mgmt/stack.yaml': clusterChart(
        'mgmt',
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        `grafana: { enabled: false }
prometheus:
  prometheusSpec:
    thanos: { objectStorageConfig: { existingSecret: { name: thanos-objstore, key: objstore.yml } } }`,
        'ServerSideApply=true',
      ),
    },
    'mgmt/stack.yaml',
    [['key: objstore.yml', 'key: config.yaml']],
  ),
  mistake(
    'The scheduler and etcd of kubeadm are scraped, and listen on the machine itself only',
    'helm-values-work',
    {
      'shell/init.sh': installs('kubeadm init --pod-network-cidr=10.100.0.0/16'),
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: false }\nkubeScheduler: { enabled: true }\nkubeControllerManager: { enabled: true }\nkubeEtcd: { enabled: true }\n',
      ),
    },
    'addons/values/kube-prometheus-stack.yaml',
    [
      [
        'kubeScheduler: { enabled: true }\nkubeControllerManager: { enabled: true }\nkubeEtcd: { enabled: true }',
        'kubeScheduler: { enabled: false }\nkubeControllerManager: { enabled: false }\nkubeEtcd: { enabled: false }',
      ],
    ],
    { partly: true },
  ),
  mistake(
    'A dashboard is in a ConfigMap without the label by which Grafana finds it',
    'grafana-sidecar-sees',
    {
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: true, admin: { existingSecret: grafana } }\n',
      ),
      'dashboards/clusters.yaml': configMap(
        'monitoring',
        'dashboard-clusters',
        { 'clusters.json': '{ "uid": "clusters", "title": "Clusters", "schemaVersion": 39, "panels": [] }' },
        "grafana-dashboard: '1'",
      ),
    },
    'dashboards/clusters.yaml',
    [['grafana-dashboard', 'grafana_dashboard']],
  ),
  mistake(
    'A policy lets the agents of another cluster in by a label of the namespace that Cilium does not know',
    'cilium-namespace-label',
    {
      'mgmt/policies.yaml': documents(
        namespace('monitoring'),
        app('thanos-receive', 'monitoring', 19291),
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'allow-agents',
          'monitoring',
          `spec:
  endpointSelector: { matchLabels: { app: thanos-receive } }
  ingress:
    - fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.cluster: app1, kubernetes.io/metadata.name: monitoring } }]
      toPorts: [{ ports: [{ port: '19291', protocol: TCP }] }]`,
        ),
      ),
    },
    'mgmt/policies.yaml',
    [['kubernetes.io/metadata.name', 'k8s:io.kubernetes.pod.namespace']],
  ),
];
