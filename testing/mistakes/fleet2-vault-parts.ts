import { deployment, object } from './apps.ts';
import { addon, clusterChart, installs } from './clusters-pieces.ts';
import { vaultLines } from './fleet-scripts-parts.ts';
import { documents, namespace } from './pieces.ts';

export function raft(join: string, seal = '', more = ''): Readonly<Record<string, string>> {
  return addon(
    'vault',
    'hashicorp',
    'vault',
    '0.31.0',
    'vault',
    `global: { tlsDisable: false }
injector: { enabled: false }
server:
  extraVolumes: [{ type: secret, name: vault-tls }]
  dataStorage: { enabled: true, size: 10Gi }
${more}  ha:
    enabled: true
    replicas: 3
    raft:
      enabled: true
      setNodeId: true
      config: |
        ui = true
        listener "tcp" {
          address         = "[::]:8200"
          cluster_address = "[::]:8201"
          tls_cert_file   = "/vault/userconfig/vault-tls/tls.crt"
          tls_key_file    = "/vault/userconfig/vault-tls/tls.key"
        }
        storage "raft" {
          path = "/vault/data"
          retry_join {
            leader_api_addr     = "${join}"
            leader_ca_cert_file = "/vault/userconfig/vault-tls/ca.crt"
          }
        }
${seal}        service_registration "kubernetes" {}
`,
  );
}

export const RAFT = 'addons/values/vault.yaml';
export const member = 'https://vault-0.vault-internal:8200';

export function transit(address: string): string {
  return `        seal "transit" {
          address    = "${address}"
          key_name   = "autounseal"
          mount_path = "transit/"
        }
`;
}

export function pki(tune: string): string {
  return installs(
    'export VAULT_ADDR=https://127.0.0.1:8200',
    'vault secrets enable pki',
    ...(tune === '' ? [] : [tune]),
    'vault write pki/root/generate/internal common_name=platform-root ttl=87600h',
    'vault write pki/roles/k8s-certs allowed_domains=local.dev allow_subdomains=true max_ttl=720h',
  );
}

export function injected(account: string, path: string): string {
  return documents(
    namespace('app'),
    object('v1', 'ServiceAccount', 'web', 'app', 'automountServiceAccountToken: true'),
    deployment('web', 'app', 8080, { pod: `serviceAccountName: ${account}` }).replace(
      'metadata: { labels: { app: web } }\n    spec',
      `metadata:
      labels: { app: web }
      annotations:
        vault.hashicorp.com/agent-inject: 'true'
        vault.hashicorp.com/role: web
        vault.hashicorp.com/agent-inject-secret-db: ${path}
    spec`,
    ),
  );
}

export const injector = clusterChart(
  'mgmt',
  'vault',
  'hashicorp',
  'vault',
  '0.31.0',
  'vault',
  `injector: { enabled: true }
server: { standalone: { enabled: true }, dataStorage: { enabled: true, size: 10Gi } }
`,
);

export const setup = vaultLines(
  'vault auth enable kubernetes',
  'vault write auth/kubernetes/config kubernetes_host=https://192.168.64.10:6443',
  'vault policy write web - <<\'HCL\'\npath "secret/data/app/*" { capabilities = ["read"] }\nHCL',
  'vault write auth/kubernetes/role/web bound_service_account_names=web bound_service_account_namespaces=app policies=web ttl=1h',
);

export function certManager(values: string): Readonly<Record<string, string>> {
  return addon('cert-manager', 'jetstack', 'cert-manager', 'v1.19.1', 'cert-manager', values);
}

export function operator(values: string): string {
  return clusterChart('app1', 'external-secrets', 'external-secrets', 'external-secrets', '0.20.3', 'external-secrets', values);
}

export const fetched = documents(
  namespace('external-secrets'),
  namespace('app'),
  object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
  object(
    'external-secrets.io/v1',
    'ClusterSecretStore',
    'vault-backend',
    '',
    `spec:
  provider:
    vault:
      server: https://vault.example.com:8200
      path: secret
      version: v2
      auth: { kubernetes: { mountPath: kubernetes-app1, role: external-secrets, serviceAccountRef: { name: external-secrets, namespace: external-secrets } } }`,
  ),
  object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'web',
    'app',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: web, creationPolicy: Owner, deletionPolicy: Retain }
  data: [{ secretKey: password, remoteRef: { key: app/web, property: password } }]`,
  ),
);

export function minioOf(tls: string): string {
  return clusterChart(
    'mgmt',
    'minio',
    'minio',
    'minio',
    '5.4.0',
    'minio',
    `mode: standalone
replicas: 1
existingSecret: minio-root
persistence: { size: 50Gi }
buckets: [{ name: velero, policy: none, purge: false }]
resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }
${tls}`,
  );
}

export function velero(url: string, more = ''): string {
  return clusterChart(
    'mgmt',
    'velero',
    'vmware-tanzu',
    'velero',
    '10.0.1',
    'velero',
    `deployNodeAgent: true
snapshotsEnabled: false
credentials: { existingSecret: velero-credentials }
configuration:
  uploaderType: kopia
  backupStorageLocation:
    - { name: default, provider: aws, bucket: velero, prefix: mgmt, config: { region: minio, s3ForcePathStyle: 'true', s3Url: '${url}'${more} } }
initContainers:
  - { name: aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }
`,
  );
}

export function keys(profile: string): string {
  return documents(
    namespace('velero'),
    object(
      'external-secrets.io/v1',
      'ExternalSecret',
      'velero-credentials',
      'velero',
      `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: velero-credentials
    creationPolicy: Owner
    deletionPolicy: Retain
    template:
      data:
        cloud: |
          [${profile}]
          aws_access_key_id={{ .user }}
          aws_secret_access_key={{ .password }}
  data:
    - { secretKey: user, remoteRef: { key: platform/minio, property: user } }
    - { secretKey: password, remoteRef: { key: platform/minio, property: password } }`,
    ),
  );
}

export const rootKeys = documents(
  namespace('minio'),
  object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'minio-root',
    'minio',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target: { name: minio-root, creationPolicy: Owner, deletionPolicy: Retain }
  data:
    - { secretKey: rootUser, remoteRef: { key: platform/minio, property: user } }
    - { secretKey: rootPassword, remoteRef: { key: platform/minio, property: password } }`,
  ),
);
