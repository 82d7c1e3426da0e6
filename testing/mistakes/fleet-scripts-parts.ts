import { object } from './apps.ts';
import { installs, release } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export const kyverno = { 'addons/values/kyverno.yaml': 'admissionController: { replicas: 1 }\n' };

export function onClusters(...lines: readonly string[]): string {
  return installs('helm repo add kyverno https://kyverno.github.io/kyverno', 'helm repo update', ...lines);
}

export function upgrade(context: string): string {
  return `  helm upgrade --install kyverno kyverno/kyverno --version 3.5.2${context} -n kyverno --create-namespace -f addons/values/kyverno.yaml`;
}

export function vaultLines(...lines: readonly string[]): string {
  return installs('export VAULT_ADDR=https://127.0.0.1:8200', 'vault secrets enable -path=secret kv-v2', ...lines);
}

export function role(policy: string): string {
  return `vault write auth/kubernetes/role/external-secrets bound_service_account_names=external-secrets bound_service_account_namespaces=external-secrets policies=${policy} ttl=1h`;
}

export function policy(name: string, ...paths: readonly string[]): string {
  return `vault policy write ${name} - <<'HCL'\n${paths.join('\n')}\nHCL`;
}

export const store = documents(
  namespace('external-secrets'),
  object('v1', 'ServiceAccount', 'external-secrets', 'external-secrets', 'automountServiceAccountToken: false'),
  object(
    'external-secrets.io/v1',
    'ClusterSecretStore',
    'vault-backend',
    '',
    `spec:
  provider:
    vault:
      server: https://vault.vault.svc:8200
      path: secret
      version: v2
      auth:
        kubernetes: { mountPath: kubernetes, role: external-secrets, serviceAccountRef: { name: external-secrets, namespace: external-secrets } }`,
  ),
);

export function thanosSecret(file: string, place = 'monitoring'): string {
  return installs(
    'kubectl create namespace monitoring',
    `kubectl create secret generic thanos-objstore --from-file=${file} -n ${place}`,
    release('prometheus', 'prometheus-community', 'kube-prometheus-stack', '69.3.1', 'monitoring'),
  );
}

export const stack = {
  'addons/thanos/objstore.yaml': 'type: S3\nconfig: { bucket: thanos, endpoint: minio.example.com, insecure: false }\n',
  'addons/values/prometheus.yaml': `prometheus:
  prometheusSpec:
    retention: 15d
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
    thanos:
      objectStorageConfig: { existingSecret: { name: thanos-objstore, key: config.yaml } }
`,
};

export function velero(key: string): Readonly<Record<string, string>> {
  return {
    'addons/install.sh': installs(
      'kubectl create namespace velero',
      `kubectl create secret generic velero-credentials -n velero --from-file=${key}=./credentials-velero`,
      release('velero', 'vmware-tanzu', 'velero', '10.0.1', 'velero'),
    ),
    'addons/values/velero.yaml': `credentials: { existingSecret: velero-credentials }
deployNodeAgent: true
snapshotsEnabled: false
configuration:
  uploaderType: kopia
  backupStorageLocation:
    - { name: default, provider: aws, bucket: velero, prefix: mgmt, config: { region: eu-west-1 } }
initContainers:
  - { name: aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }
`,
  };
}
