import { mistake, object } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { app, balancer, fluxKustomization, fluxRelease, goesOn, installsBeside, lists, vaultValues } from './seen-fleet-parts.ts';

const HASHICORP = 'https://helm.releases.hashicorp.com';
const GRAFANA = 'https://grafana.github.io/helm-charts';
const installVault = installsBeside(
  'hashicorp',
  HASHICORP,
  'helm upgrade --debug --install --reuse-values vault hashicorp/vault -n vault --version 0.29.1 -f values.yaml_bak',
  'cd /srv/lab/addons/vault',
  'k create namespace vault',
  'cp -Rf values.yaml values.yaml_bak',
);
const HEALTH = 'livenessProbe:\n  enabled: true\n  path: /v1/sys/health?standbyok=true';
const argoValues = `server:
  rbacConfig: { policy.default: role:readonly }
  ingress: { enabled: true, hosts: [deploy.example.org] }
`;
const installArgo = `#!/bin/bash
set -euo pipefail
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
helm repo add argo https://argoproj.github.io/argo-helm
helm upgrade --install argocd argo/argo-cd --namespace argocd --create-namespace -f "\${DIR}/values.yaml" --version 7.7.5 --wait
`;
const stack = `prometheus:
  prometheusSpec: { retention: 7d, storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 20Gi } } } } } }
  resources: { requests: { cpu: 200m, memory: 512Mi } }
grafana: { enabled: true, admin: { existingSecret: grafana-admin } }
kubeStateMetrics: { enabled: true }
nodeExporter: { enabled: true }
defaultRules: { create: true }
`;
function agent(endpoint: string): string {
  return fluxRelease(
    'agent',
    'observability',
    'alloy',
    GRAFANA,
    `alloy:\n  configMap:\n    content: |\n      otelcol.exporter.otlphttp "logs" { client { endpoint = "http://10.80.0.15/otlp" } }\n      otelcol.exporter.otlp "traces" { client { endpoint = "${endpoint}" } }`,
  );
}
const flux = {
  'clusters/lab/apps.yaml': fluxKustomization('apps', 'apps/lab'),
  'apps/lab/kustomization.yaml': lists('demo'),
  'apps/lab/demo/kustomization.yaml': lists('namespace.yaml', 'release.yaml'),
  'apps/lab/demo/namespace.yaml': namespace('demo'),
  'apps/lab/demo/release.yaml': fluxRelease('demo', 'demo', 'podinfo', 'https://stefanprodan.github.io/podinfo', 'replicaCount: 1'),
  'apps/lab/agent/kustomization.yaml': lists('release.yaml'),
  'apps/lab/agent/release.yaml': fluxRelease('agent', 'demo', 'alloy', GRAFANA, 'controller: { type: daemonset }'),
};
const issuer = object(
  'cert-manager.io/v1',
  'ClusterIssuer',
  'letsencrypt',
  '',
  `spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@example.org
    privateKeySecretRef: { name: letsencrypt-account }
    solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: edge, namespace: edge }] } } }]`,
);
const certManager = app(
  'cert-manager',
  'cert-manager',
  "repoURL: https://charts.jetstack.io\nchart: cert-manager\ntargetRevision: v1.19.1\nhelm:\n  parameters:\n    - { name: crds.enabled, value: 'true' }",
);
const GIT = 'https://git.example.org/lab/platform.git';
const alias = documents(
  namespace('edge'),
  namespace('shop'),
  object(
    'v1',
    'Service',
    'gateway',
    'edge',
    'spec: { selector: { app: gateway }, ports: [{ name: http, port: 80 }, { name: https, port: 443 }] }',
  ),
  object(
    'v1',
    'Service',
    'way-in',
    'shop',
    'spec: { type: ExternalName, externalName: gateway.edge.svc.cluster.local, ports: [{ name: http, port: 880, targetPort: 880 }] }',
  ),
);
const consul = object(
  'apps/v1',
  'StatefulSet',
  'registry',
  'infra',
  `spec:
  serviceName: registry
  selector: { matchLabels: { app: registry } }
  template:
    metadata: { labels: { app: registry } }
    spec:
      containers:
        - name: server
          image: hashicorp/consul:1.20.2
          livenessProbe: { exec: { command: [/bin/sh, -c, ps aux | grep consul] }, initialDelaySeconds: 5 }`,
);
function deliver(on: string, depth: number): string {
  return `name: deliver
on: ${on}
jobs:
  deliver:
    runs-on: ubuntu-24.04
    permissions: { contents: write }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: ${depth} }
      - run: |
          kubectl apply -f apps/ -n argocd
          git restore --source=HEAD~2 web/values.yaml
          git config user.name bot && git config user.email bot@example.org
          git commit -am "Take the tag back [skip ci]" && git push
`;
}

/** Fleets and platform labs as people build them: folders of values with scripts beside them, Vault, Flux and Argo CD over clusters. */
export const seenFleet: readonly Mistake[] = [
  mistake(
    'A probe ends Vault while it is sealed',
    'helm-values-work',
    { 'addons/vault/install.sh': installVault, 'addons/vault/values.yaml': vaultValues(HEALTH) },
    'addons/vault/values.yaml',
    [['standbyok=true', 'standbyok=true&sealedcode=204&uninitcode=204']],
    { says: 'a sealed Vault answers 503' },
  ),
  mistake(
    'Variables of Vault stand under global',
    'helm-values-work',
    {
      'addons/vault/install.sh': installVault,
      'addons/vault/values.yaml': vaultValues(
        'dataStorage: { size: 1Gi }',
        'extraEnvironmentVars: { VAULT_CACERT: /vault/userconfig/tls/ca.crt }',
      ),
    },
    'addons/vault/values.yaml',
    [
      ['global:\n  extraEnvironmentVars: { VAULT_CACERT: /vault/userconfig/tls/ca.crt }\n', ''],
      ['server:\n', 'server:\n  extraEnvironmentVars: { VAULT_CACERT: /vault/userconfig/tls/ca.crt }\n'],
    ],
    { says: 'global.extraEnvironmentVars' },
  ),
  mistake(
    'Vault stores in a Consul that nobody installs',
    'helm-values-work',
    {
      'addons/vault/install.sh': installVault,
      'addons/vault/values.yaml': vaultValues('ha: { enabled: true, replicas: 3, raft: { enabled: false } }'),
    },
    'addons/vault/values.yaml',
    [['raft: { enabled: false }', 'raft: { enabled: true }']],
    { says: 'HOST_IP:8500' },
  ),
  mistake(
    'The configuration of Vault stands a level too high, in values of which a script hands on a copy',
    'helm-value-known',
    { 'addons/vault/install.sh': installVault, 'addons/vault/values.yaml': vaultValues("ha: { enabled: true }\nconfig: 'ui = true'") },
    'addons/vault/values.yaml',
    [["ha: { enabled: true }\n  config: 'ui = true'", "ha: { enabled: true, config: 'ui = true' }"]],
    { says: 'server.config' },
  ),
  mistake(
    'The keys of Vault lie beside the script',
    'vault-keys-kept',
    {
      'addons/vault/init.sh': goesOn(
        'kubectl -n vault exec vault-0 -- vault operator init -key-shares=3 -key-threshold=2 > /srv/lab/keys.txt',
      ),
    },
    'addons/vault/init.sh',
    [['-key-threshold=2', '-key-threshold=2 -pgp-keys=/keys/a.asc,/keys/b.asc,/keys/c.asc']],
  ),
  mistake(
    'Every request for a certificate is approved',
    'certificate-requests-chosen',
    {
      'addons/vault/approve.sh': goesOn('kubectl apply -f request.yaml', 'kubectl get csr -o name | xargs kubectl certificate approve'),
      'addons/vault/request.yaml': namespace('vault'),
    },
    'addons/vault/approve.sh',
    [['kubectl get csr -o name | xargs kubectl certificate approve', 'kubectl certificate approve vault']],
  ),
  mistake(
    'Rights of Argo CD are given to a key that an older chart read',
    'helm-value-known',
    {
      'core/argocd/install.sh': installArgo,
      'core/argocd/values.yaml': argoValues,
      'core/metrics/values.yaml': 'args: [--kubelet-insecure-tls]\n',
    },
    'core/argocd/values.yaml',
    [
      ['server:\n  rbacConfig: { policy.default: role:readonly }', 'configs:\n  rbac: { policy.default: role:readonly }\nserver:'],
      ['hosts: [deploy.example.org]', 'hostname: deploy.example.org'],
    ],
    { says: 'server.rbacConfig' },
  ),
  mistake(
    'Sizes of Prometheus stand beside its spec, in values that nothing names',
    'helm-value-known',
    {
      'core/argocd/install.sh': installArgo,
      'core/argocd/values.yaml': 'configs: { cm: { timeout.reconciliation: 180s } }\n',
      'sight/prometheus/values.yaml': stack,
    },
    'sight/prometheus/values.yaml',
    [
      ['  resources: { requests: { cpu: 200m, memory: 512Mi } }\n', ''],
      ['retention: 7d,', 'retention: 7d, resources: { requests: { cpu: 200m, memory: 512Mi } },'],
    ],
    { says: 'prometheus.resources' },
  ),
  mistake(
    'The volume of loki-stack is asked for at the top of its values',
    'helm-value-known',
    {
      'sight/install.sh': installsBeside(
        'grafana',
        GRAFANA,
        'helm upgrade --install --reuse-values loki grafana/loki-stack --version 2.10.2 \\\n  -n ${NS} \\\n  --set persistence.enabled=true,persistence.size=10Gi',
        'NS=sight',
      ),
    },
    'sight/install.sh',
    [['persistence.enabled=true,persistence.size=10Gi', 'loki.persistence.enabled=true,loki.persistence.size=10Gi']],
    { says: 'persistence' },
  ),
  mistake(
    'MinIO is given its login by names of years ago',
    'helm-value-known',
    {
      'store/install.sh': installsBeside(
        'minio',
        'https://charts.min.io/',
        'helm upgrade --install minio minio/minio --namespace ${NS} --set mode=standalone --set resources.requests.memory=512Mi --set accessKey=${user} --set secretKey=${pass}',
        'NS=store',
        'user=$(cat user)',
        'pass=$(cat pass)',
      ),
    },
    'store/install.sh',
    [
      ['accessKey=', 'rootUser='],
      ['secretKey=', 'rootPassword='],
    ],
    { says: 'accessKey' },
  ),
  mistake(
    'MinIO comes up sixteen times, for a script says nothing of it',
    'helm-values-work',
    {
      'store/install.sh': installsBeside(
        'minio',
        'https://charts.min.io/',
        'helm upgrade --install minio minio/minio --namespace store --set rootPassword=${pass} --set persistence.size=3Gi',
        'pass=$(cat pass)',
      ),
    },
    'store/install.sh',
    [['--set persistence.size=3Gi', '--set persistence.size=3Gi --set mode=standalone --set resources.requests.memory=512Mi']],
    { says: '16 replicas' },
  ),
  mistake(
    'A script reads a variable that has another name',
    'shell-variable-set',
    {
      'sight/password.sh': goesOn(
        'source ~/.bashrc',
        'admin_password=$(cat /run/admin)',
        'sed -i "s/PASSWORD/${admin_password_d}/g" values.yaml',
      ),
      'sight/values.yaml': 'a: PASSWORD\n',
    },
    'sight/password.sh',
    [['${admin_password_d}', '${admin_password}']],
  ),
  mistake(
    'Headings of a guide are lines of a script',
    'script-lines-run',
    {
      'store/nfs.sh': goesOn('Install the driver for NFS on the cluster', 'kubectl apply -f class.yaml'),
      'store/class.yaml': namespace('store'),
    },
    'store/nfs.sh',
    [['Install the driver', '# Install the driver']],
  ),
  mistake(
    'A provisioner of a Kubernetes long gone',
    'image-maintained',
    { 'store/nfs.yaml': consul.replace('hashicorp/consul:1.20.2', 'quay.io/external_storage/nfs-client-provisioner:v3.1.0-k8s1.11') },
    'store/nfs.yaml',
    [
      [
        'quay.io/external_storage/nfs-client-provisioner:v3.1.0-k8s1.11',
        'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
      ],
    ],
  ),
  mistake(
    'A probe finds itself',
    'probe-can-fail',
    { 'infra/registry.yaml': documents(namespace('infra'), consul) },
    'infra/registry.yaml',
    [['[/bin/sh, -c, ps aux | grep consul]', '[consul, members]']],
  ),
  mistake(
    'An alias leads to a port that the other Service does not have',
    'external-name-port',
    { 'shop/way-in.yaml': alias },
    'shop/way-in.yaml',
    [['port: 880, targetPort: 880', 'port: 80']],
  ),
  mistake(
    'Traces go to an address that no balancer asks for',
    'balancer-address-asked',
    {
      'hub/logs.yaml': balancer('logs', 80, '10.80.0.15'),
      'hub/traces.yaml': balancer('traces', 4317, ''),
      'spoke/agent.yaml': documents(namespace('observability'), agent('10.80.0.13:4317')),
    },
    'hub/traces.yaml',
    [['externalTrafficPolicy: Cluster', 'externalTrafficPolicy: Cluster\n  loadBalancerIP: 10.80.0.13']],
  ),
  mistake('A release of Flux is in no kustomization that is applied', 'manifests-applied', flux, 'apps/lab/kustomization.yaml', [
    ['[demo]', '[demo, agent]'],
  ]),
  mistake(
    'A repository of charts is asked for a folder',
    'application-chart-address',
    { 'apps/rook.yaml': app('rook', 'rook-ceph', 'repoURL: https://charts.rook.io/release\npath: rook-release/rook-ceph') },
    'apps/rook.yaml',
    [['path: rook-release/rook-ceph', 'chart: rook-ceph\n    targetRevision: v1.16.2']],
  ),
  mistake(
    'A chart is asked of the site of its project',
    'application-chart-address',
    {
      'apps/secrets.yaml': app(
        'secrets',
        'external-secrets',
        'repoURL: https://external-secrets.io\nchart: external-secrets\ntargetRevision: 0.20.4',
      ),
    },
    'apps/secrets.yaml',
    [['https://external-secrets.io', 'https://charts.external-secrets.io']],
  ),
  mistake(
    'The own cluster is called by half its name',
    'application-fields-read',
    {
      'apps/web.yaml': app('web', 'shop', `repoURL: ${GIT}\npath: web\ntargetRevision: main`, 'https://default.svc'),
      'web/web.yaml': namespace('shop'),
    },
    'apps/web.yaml',
    [['https://default.svc', 'https://kubernetes.default.svc']],
  ),
  mistake(
    'An Application names a folder with values and no chart',
    'application-source-exists',
    {
      'apps/web.yaml': app('web', 'shop', `repoURL: ${GIT}\npath: web\ntargetRevision: main`),
      'apps/stack.yaml': app('stack', 'sight', `repoURL: ${GIT}\npath: stack\ntargetRevision: main`),
      'web/web.yaml': namespace('shop'),
      'stack/values.yaml': stack,
    },
    'apps/stack.yaml',
    [
      [
        `repoURL: ${GIT}\n    path: stack\n    targetRevision: main`,
        'repoURL: https://prometheus-community.github.io/helm-charts\n    chart: kube-prometheus-stack\n    targetRevision: 67.11.0',
      ],
    ],
  ),
  mistake(
    'Challenges go through a Gateway at which cert-manager does not look',
    'acme-gateway-admits',
    { 'apps/cert-manager.yaml': certManager, 'issuers/letsencrypt.yaml': issuer },
    'apps/cert-manager.yaml',
    [
      [
        "{ name: crds.enabled, value: 'true' }",
        "{ name: crds.enabled, value: 'true' }\n        - { name: config.enableGatewayAPI, value: 'true' }",
      ],
    ],
    { says: 'do not switch Gateways on' },
  ),
  mistake(
    'A file is taken back further than was fetched',
    'workflow-fetches-history',
    { '.github/workflows/deliver.yaml': deliver('{ push: { branches: [main] } }', 2), 'apps/web.yaml': namespace('shop') },
    '.github/workflows/deliver.yaml',
    [['fetch-depth: 2', 'fetch-depth: 3']],
  ),
  mistake(
    'Every branch is delivered',
    'workflow-delivers-main',
    { '.github/workflows/deliver.yaml': deliver('push', 3), 'apps/web.yaml': namespace('shop') },
    '.github/workflows/deliver.yaml',
    [['on: push', 'on: { push: { branches: [main] } }']],
  ),
  mistake(
    'etcd is restored onto the data that are there',
    'etcd-snapshot-commands',
    {
      'nodes/restore.sh': goesOn(
        'systemctl stop kubelet',
        'etcdutl snapshot restore /backup/snapshot.db --data-dir /var/lib/etcd',
        'systemctl start kubelet',
      ),
    },
    'nodes/restore.sh',
    [['etcdutl', 'mv /var/lib/etcd /var/lib/etcd.old\netcdutl']],
  ),
];
