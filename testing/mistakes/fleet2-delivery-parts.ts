import { deployment, object } from './apps.ts';
import { addon, installs, repository } from './clusters-pieces.ts';
import { argo, containers, kyverno } from './fleet-delivery-parts.ts';
import { documents, namespace, rules } from './pieces.ts';

export function sso(reference: string): string {
  return argo(`configs:
  cm:
    url: https://argocd.mgmt.local.dev
    oidc.config: |
      name: Keycloak
      issuer: https://keycloak.example.com/realms/platform
      clientID: argocd
      clientSecret: ${reference}
      requestedScopes: [openid, profile, email, groups]
`);
}

export function ssoSecret(labels: string): string {
  return documents(
    namespace('argocd'),
    object(
      'external-secrets.io/v1',
      'ExternalSecret',
      'argocd-oidc',
      'argocd',
      `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: argocd-oidc
    creationPolicy: Owner
    deletionPolicy: Retain
    template: { metadata: { labels: { ${labels} } }, data: { clientSecret: '{{ .secret }}' } }
  data: [{ secretKey: secret, remoteRef: { key: platform/argocd, property: oidc } }]`,
    ),
  );
}

export const store = documents(
  object('v1', 'ServiceAccount', 'eso', 'argocd', 'automountServiceAccountToken: false'),
  object(
    'external-secrets.io/v1',
    'ClusterSecretStore',
    'vault-backend',
    '',
    `spec:
  provider:
    vault: { server: 'https://vault.example.com', path: secret, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: eso, serviceAccountRef: { name: eso, namespace: argocd } } } }`,
  ),
);

export const dex = `configs:
  cm:
    url: https://argocd.mgmt.local.dev
    dex.config: |
      connectors:
        - { type: github, id: github, name: GitHub, config: { clientID: abc, clientSecret: $dex.github.clientSecret, orgs: [{ name: example }] } }
dex: { enabled: false }
`;

export function notices(key: string): string {
  return argo(`notifications:
  enabled: true
  secret: { create: true, items: { ${key}: '' } }
  notifiers:
    service.slack: |
      token: $slack-token
  templates:
    template.app-failed: |
      message: Application {{.app.metadata.name}} failed
  triggers:
    trigger.on-failed: |
      - when: app.status.operationState.phase in ['Error', 'Failed']
        send: [app-failed]
`);
}

export function exceptions(place: string): Readonly<Record<string, string>> {
  return {
    ...addon(
      'kyverno',
      'kyverno',
      'kyverno',
      '3.5.2',
      'kyverno',
      'admissionController: { replicas: 1 }\nfeatures: { policyExceptions: { enabled: true, namespace: kyverno } }\n',
    ),
    'app1/policies.yaml': kyverno(containers),
    'app1/exception.yaml': documents(
      namespace('kyverno'),
      namespace('app'),
      deployment('web', 'app', 8080),
      object(
        'kyverno.io/v2',
        'PolicyException',
        'web',
        place,
        `spec:
  exceptions: [{ policyName: disallow-privileged, ruleNames: [privileged-containers] }]
  match: { any: [{ resources: { kinds: [Pod], namespaces: [app], names: ['web-*'] } }] }`,
      ),
    ),
  };
}

export function falco(values: string): Readonly<Record<string, string>> {
  return addon(
    'falco',
    'falcosecurity',
    'falco',
    '6.4.0',
    'falco',
    `driver: { kind: modern_ebpf }
tolerations: [{ operator: Exists }]
${values}`,
  );
}

export function values(cluster: string, id: number, host: string): string {
  return `cluster: { name: ${cluster}, id: ${id} }
routingMode: tunnel
tunnelProtocol: vxlan
ipam: { mode: kubernetes }
kubeProxyReplacement: true
k8sServiceHost: ${host}
k8sServicePort: 6443
operator: { replicas: 1 }
`;
}

export function ciliums(file: string): Readonly<Record<string, string>> {
  const line = (context: string, from: string): string =>
    `helm upgrade --install cilium cilium/cilium --version 1.19.1 --kube-context ${context} -n kube-system -f addons/values/cilium-${from}.yaml`;
  return {
    'addons/install.sh': installs(repository('cilium'), 'helm repo update', line('app1', 'app1'), line('app2', file)),
    'addons/values/cilium-app1.yaml': values('app1', 2, '192.168.64.20'),
    'addons/values/cilium-app2.yaml': values('app2', 3, '192.168.64.30'),
  };
}

export function rendered(lines: readonly string[], file: string, text: string): Readonly<Record<string, string>> {
  return { 'addons/apply.sh': installs(...lines), [file]: text };
}

export const agentValues = `alertmanager: { enabled: false }
grafana: { enabled: false }
defaultRules: { create: false }
prometheus:
  agentMode: true
  prometheusSpec:
    externalLabels:
      cluster: \${CLUSTER}
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } } }
    remoteWrite: [{ url: 'https://receive.example.com/api/v1/receive' }]
`;

export const alert = rules(
  'monitoring',
  'platform',
  `- alert: NodeDown
  expr: up{job="node-exporter", cluster="$CLUSTER"} == 0
  for: 5m
  labels: { severity: critical }
  annotations: { summary: 'Node {{ $labels.instance }} of $CLUSTER is down' }`,
);
