import { mistake } from './apps.ts';
import { vaultLines } from './fleet-scripts-parts.ts';
import {
  raft,
  RAFT,
  member,
  transit,
  pki,
  injected,
  injector,
  setup,
  certManager,
  operator,
  fetched,
  minioOf,
  velero,
  keys,
  rootKeys,
} from './fleet2-vault-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Vault, what reads from it, and backups, a third time. */
export const fleet2Vault: readonly Mistake[] = [
  mistake(
    'The servers of Vault join each other by plain HTTP, and their listener has a certificate',
    'helm-values-work',
    raft('http://vault-0.vault-internal:8200'),
    RAFT,
    [['http://vault-0', 'https://vault-0']],
  ),
  mistake(
    'The servers of Vault join one that their Service does not name',
    'helm-values-work',
    raft('https://vault-0.vault-headless:8200'),
    RAFT,
    [['vault-headless', 'vault-internal']],
  ),
  mistake(
    'Vault opens itself with a key that it keeps in itself',
    'helm-values-work',
    raft(member, transit('https://vault.vault.svc:8200')),
    RAFT,
    [['https://vault.vault.svc:8200', 'https://vault.example.com:8200']],
  ),
  mistake(
    'The root of the PKI is to live ten years, and its mount gives 32 days',
    'vault-lives-fit',
    { 'addons/vault.sh': pki('') },
    'addons/vault.sh',
    [['vault secrets enable pki\n', 'vault secrets enable pki\nvault secrets tune -max-lease-ttl=87600h pki\n']],
  ),
  mistake(
    'A pod logs in to Vault with an account that its role does not admit',
    'vault-login-admits',
    {
      'mgmt/vault.yaml': documents(namespace('vault'), injector),
      'addons/vault.sh': setup,
      'mgmt/web.yaml': injected('default', 'secret/data/app/web'),
    },
    'mgmt/web.yaml',
    [['serviceAccountName: default', 'serviceAccountName: web']],
  ),
  mistake(
    'A pod asks the second version of the store by the path of the first',
    'vault-keys-addressed',
    {
      'mgmt/vault.yaml': documents(namespace('vault'), injector),
      'addons/vault.sh': setup,
      'mgmt/web.yaml': injected('web', 'secret/app/web'),
    },
    'mgmt/web.yaml',
    [['secret/app/web', 'secret/data/app/web']],
  ),
  mistake(
    'The log of who asked Vault goes to a folder for which its chart makes no volume',
    'vault-audit-mounted',
    {
      ...raft(member),
      'addons/vault.sh': vaultLines('vault audit enable file file_path=/vault/audit/audit.log'),
    },
    RAFT,
    [['  dataStorage:', '  auditStorage: { enabled: true, size: 5Gi }\n  dataStorage:']],
  ),
  mistake(
    'The log-ins of all clusters ask the API server beside Vault',
    'vault-policy-reads',
    {
      'addons/vault.sh': vaultLines(
        'vault auth enable -path=kubernetes-app1 kubernetes',
        'vault write auth/kubernetes-app1/config kubernetes_host=https://kubernetes.default.svc',
        'vault auth enable -path=kubernetes-app2 kubernetes',
        'vault write auth/kubernetes-app2/config kubernetes_host=https://kubernetes.default.svc',
      ),
    },
    'addons/vault.sh',
    [
      [
        'kubernetes-app1/config kubernetes_host=https://kubernetes.default.svc',
        'kubernetes-app1/config kubernetes_host=https://192.168.64.20:6443',
      ],
      [
        'kubernetes-app2/config kubernetes_host=https://kubernetes.default.svc',
        'kubernetes-app2/config kubernetes_host=https://192.168.64.30:6443',
      ],
    ],
  ),
  mistake(
    'cert-manager is told to bring its definitions in the old way and in the new one',
    'helm-values-work',
    certManager('installCRDs: true\ncrds: { enabled: true, keep: true }\n'),
    'addons/values/cert-manager.yaml',
    [['installCRDs: true\n', '']],
  ),
  mistake(
    'External Secrets is told to pass over stores of the whole cluster, which the tree uses',
    'operator-watches-here',
    { 'app1/operator.yaml': operator('processClusterStore: false\n'), 'app1/secrets.yaml': fetched },
    'app1/operator.yaml',
    [['processClusterStore: false', 'processClusterStore: true']],
  ),
  mistake(
    'External Secrets is kept to one namespace, and Secrets are asked for in another',
    'operator-watches-here',
    { 'app1/operator.yaml': operator('scopedNamespace: monitoring\nscopedRBAC: true\n'), 'app1/secrets.yaml': fetched },
    'app1/operator.yaml',
    [['scopedNamespace: monitoring\n        scopedRBAC: true\n', 'installCRDs: true\n']],
  ),
  mistake(
    'Velero speaks https to a MinIO that has no certificate',
    'url-scheme-agrees',
    {
      'mgmt/minio.yaml': documents(rootKeys, minioOf('')),
      'mgmt/velero.yaml': documents(keys('default'), velero('https://minio.minio.svc:9000')),
    },
    'mgmt/velero.yaml',
    [['https://minio.minio', 'http://minio.minio']],
  ),
  mistake(
    'The keys of Velero stand under another profile than the one that is read',
    'velero-profile-read',
    { 'mgmt/velero.yaml': documents(keys('minio'), velero('https://minio.example.com')) },
    'mgmt/velero.yaml',
    [['[minio]', '[default]']],
  ),
];
