import { object } from './apps.ts';
import { addon, clusterChart, installs } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function store(kind: 'ClusterSecretStore' | 'SecretStore', mount: string, path: string): string {
  return object(
    'external-secrets.io/v1',
    kind,
    'vault-backend',
    kind === 'SecretStore' ? 'monitoring' : '',
    `spec:
  provider:
    vault:
      server: https://vault.vault.svc:8200
      path: ${path}
      version: v2
      caProvider: { type: Secret, name: vault-ca, namespace: cert-manager, key: ca.crt }
      auth:
        kubernetes:
          mountPath: ${mount}
          role: external-secrets
          serviceAccountRef: { name: external-secrets, namespace: external-secrets }`,
  );
}

export function external(ref: string, target: string, key: string, remote: string): string {
  return object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'grafana-admin',
    'monitoring',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { ${ref} }
  target: { name: ${target}, creationPolicy: Owner, deletionPolicy: Retain }
  data:
    - { secretKey: ${key}, remoteRef: { key: ${remote}, property: password } }
    - { secretKey: admin-user, remoteRef: { key: ${remote}, property: user } }`,
  );
}

export const byCluster = 'name: vault-backend, kind: ClusterSecretStore';

export const grafana = clusterChart(
  'mgmt',
  'grafana',
  'grafana',
  'grafana',
  '8.8.2',
  'monitoring',
  `admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }
persistence: { enabled: false }`,
);

export const accounts = documents(
  namespace('external-secrets'),
  object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
  namespace('cert-manager'),
  object('v1', 'ServiceAccount', 'vault-issuer', 'cert-manager', 'automountServiceAccountToken: false'),
);

export function vaultSetup(...lines: readonly string[]): string {
  return installs('export VAULT_ADDR=https://127.0.0.1:8200', ...lines);
}

export function issuer(path: string, role = 'cert-manager', mount = '/v1/auth/kubernetes'): string {
  return object(
    'cert-manager.io/v1',
    'ClusterIssuer',
    'vault-issuer',
    '',
    `spec:
  vault:
    server: https://vault.vault.svc:8200
    path: ${path}
    caBundleSecretRef: { name: vault-ca, key: ca.crt }
    auth: { kubernetes: { role: ${role}, mountPath: ${mount}, serviceAccountRef: { name: vault-issuer } } }`,
  );
}

export function certificate(name: string, place: string, rest: string): string {
  return object('cert-manager.io/v1', 'Certificate', name, place, `spec:\n  secretName: ${name}\n${rest}`);
}

export const selfSigned = object('cert-manager.io/v1', 'ClusterIssuer', 'selfsigned-bootstrap', '', 'spec: { selfSigned: {} }');

export function vault(rest: string): Readonly<Record<string, string>> {
  return addon('vault', 'hashicorp', 'vault', '0.29.1', 'vault', rest);
}
