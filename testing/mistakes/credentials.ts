import type { Mistake } from './mistake.ts';
import { cronJob, deployment, documents, namespace, service } from './pieces.ts';

const upload = cronJob(
  'blog-system',
  'mysql-backup',
  'amazon/aws-cli:2.15.0',
  'set -eu\naws s3 cp /backup/blog.sql "s3://blog-backups/$(date +%F).sql"',
  `env:
  - name: AWS_ACCESS_KEY_ID
    valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: access-key } }
  - name: AWS_SECRET_ACCESS_KEY
    valueFrom: { secretKeyRef: { name: aws-s3-credentials, key: secret-key } }`,
);
const vault = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: vault-backend }
spec:
  provider:
    vault: { server: 'https://vault.example.com:8200', path: secret, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: blog } } }
`;
function stored(name: string): string {
  return `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name}, namespace: blog-system }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault-backend }
  target: { name: ${name} }
  data:
    - { secretKey: access-key, remoteRef: { key: blog/${name}, property: access-key } }
    - { secretKey: secret-key, remoteRef: { key: blog/${name}, property: secret-key } }
`;
}

const issuer = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: vault-issuer }
spec:
  vault:
    server: http://vault.vault.svc.cluster.local:8200
    path: pki/sign/blog-dot-example
    auth:
      tokenSecretRef: { name: cert-manager-vault-token, key: token }
`;
const vaultServer = documents(
  namespace('vault'),
  service('vault', 'vault', 8200),
  deployment('vault', 'vault', 'hashicorp/vault:1.15.2', 8200),
);
const certManager = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cert-manager, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://charts.jetstack.io
    chart: cert-manager
    targetRevision: v1.16.2
    helm: { valuesObject: { crds: { enabled: true } } }
  destination: { server: 'https://kubernetes.default.svc', namespace: cert-manager }
  syncPolicy: { syncOptions: [CreateNamespace=true] }
`;
const token = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: cert-manager-vault-token, namespace: cert-manager }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault-backend }
  target: { name: cert-manager-vault-token }
  data: [{ secretKey: token, remoteRef: { key: cert-manager/vault, property: token } }]
`;

/** Secrets that people named and nobody made. */
export const credentials: readonly Mistake[] = [
  {
    name: 'A backup uploads with keys of a Secret that exists in another namespace only',
    caughtBy: 'config-exists',
    says: 'aws-s3-credentials',
    tree: {
      'namespaces.yaml': documents(namespace('blog-system'), namespace('backup-system')),
      'secrets/store.yaml': documents(vault, stored('aws-s3-credentials').replace('namespace: blog-system', 'namespace: backup-system')),
      'blog/backup.yaml': upload,
    },
    mended: { 'secrets/store.yaml': documents(vault, stored('aws-s3-credentials')) },
  },
  {
    name: 'A backup uploads with keys of a Secret that nothing makes',
    caughtBy: 'config-exists',
    says: 'aws-s3-credentials',
    partly: true,
    tree: {
      'namespaces.yaml': namespace('blog-system'),
      'secrets/store.yaml': documents(vault, stored('mysql-secret')),
      'blog/backup.yaml': upload,
    },
    mended: { 'secrets/store.yaml': documents(vault, stored('mysql-secret'), stored('aws-s3-credentials')) },
  },
  {
    name: 'An issuer logs in to Vault with a token that nothing makes',
    caughtBy: 'secret-reference-exists',
    says: 'cert-manager-vault-token',
    partly: true,
    tree: {
      'vault/vault.yaml': vaultServer,
      'secrets/store.yaml': vault,
      'apps/cert-manager.yaml': certManager,
      'cert-manager/issuer.yaml': issuer,
    },
    mended: { 'secrets/token.yaml': token },
  },
];
