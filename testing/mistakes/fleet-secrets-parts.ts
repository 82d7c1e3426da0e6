import { deployment, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function store(more = '', vault = ''): string {
  return documents(
    namespace('external-secrets'),
    object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
    object(
      'external-secrets.io/v1',
      'ClusterSecretStore',
      'vault-backend',
      '',
      `spec:
${more}  provider:
    vault:
      server: https://vault.example.com:8200
      path: secret
      version: v2
${vault}      auth:
        kubernetes:
          mountPath: kubernetes
          role: external-secrets
          serviceAccountRef: { name: external-secrets, namespace: external-secrets }`,
    ),
  );
}

export function external(name: string, place: string, rest: string, target = ''): string {
  return object(
    'external-secrets.io/v1',
    'ExternalSecret',
    name,
    place,
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: ${name}, creationPolicy: Owner, deletionPolicy: Retain${target} }
${rest}`,
  );
}

export function grafanaData(key: string): string {
  return `  data:
    - { secretKey: admin-user, remoteRef: { key: ${key}, property: user } }
    - { secretKey: admin-password, remoteRef: { key: ${key}, property: password } }`;
}

export const grafana = clusterChart(
  'mgmt',
  'grafana',
  'grafana',
  'grafana',
  '8.8.2',
  'monitoring',
  'admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }',
);

export const web = deployment('web', 'app', 8080, {
  image: 'harbor.local.dev:8443/app/web:1.4.0',
  pod: 'imagePullSecrets: [{ name: harbor-pull }]\nautomountServiceAccountToken: false',
});

export function pull(template: string): string {
  return external('harbor-pull', 'app', '  data: [{ secretKey: config, remoteRef: { key: platform/harbor, property: config } }]', template);
}

export function template(type: string, key: string): string {
  return `, template: { ${type}data: { ${key}: '{{ .config }}' } }`;
}

export function vault(values: string): string {
  return clusterChart(
    'mgmt',
    'vault',
    'hashicorp',
    'vault',
    '0.31.0',
    'vault',
    `injector: { enabled: false }
${values}`,
  );
}

export function server(listener: string, path = '/vault/data', tls = 'tlsDisable: false', volume = 'vault-tls'): string {
  return `global: { ${tls} }
server:
  standalone:
    enabled: true
    config: |
      ui = true
      listener "tcp" {
${listener}
      }
      storage "file" {
        path = "${path}"
      }
  dataStorage: { enabled: true, size: 10Gi, storageClass: local-path-retain }
  extraVolumes: [{ type: secret, name: ${volume} }]
  resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 512Mi } }
`;
}

export function encrypted(address = '[::]:8200'): string {
  return `        address = "${address}"
        tls_cert_file = "/vault/userconfig/vault-tls/tls.crt"
        tls_key_file = "/vault/userconfig/vault-tls/tls.key"`;
}

export const serverCertificate = documents(
  namespace('vault'),
  object('cert-manager.io/v1', 'ClusterIssuer', 'selfsigned-bootstrap', '', 'spec: { selfSigned: {} }'),
  object(
    'cert-manager.io/v1',
    'Certificate',
    'vault',
    'vault',
    `spec:
  secretName: vault-tls
  dnsNames: [vault, vault.vault.svc, vault.vault.svc.cluster.local]
  issuerRef: { name: selfsigned-bootstrap, kind: ClusterIssuer }`,
  ),
);

export function issuer(path: string): string {
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
    server: https://vault.example.com:8200
    path: ${path}
    auth: { kubernetes: { role: cert-manager, mountPath: /v1/auth/kubernetes, serviceAccountRef: { name: vault-issuer } } }`,
    ),
  );
}

export function tokens(resource: string, verb: string, account = 'cert-manager'): string {
  return documents(
    object(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'vault-issuer-tokens',
      'cert-manager',
      `rules: [{ apiGroups: [''], resources: [${resource}], resourceNames: [vault-issuer], verbs: [${verb}] }]`,
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'vault-issuer-tokens',
      'cert-manager',
      `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: vault-issuer-tokens }
subjects: [{ kind: ServiceAccount, name: ${account}, namespace: cert-manager }]`,
    ),
  );
}

export const certManager = clusterChart(
  'mgmt',
  'cert-manager',
  'jetstack',
  'cert-manager',
  'v1.19.1',
  'cert-manager',
  'crds: { enabled: true }',
);

export function certificate(name: string, secret: string, host: string): string {
  return object(
    'cert-manager.io/v1',
    'Certificate',
    name,
    'monitoring',
    `spec:
  secretName: ${secret}
  dnsNames: [${host}]
  issuerRef: { name: vault-issuer, kind: ClusterIssuer }`,
  );
}
