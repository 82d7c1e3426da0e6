import { app, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function velero(
  configuration: string,
  rest = `snapshotsEnabled: false
deployNodeAgent: true
schedules:
  daily-backup: { schedule: '0 2 * * *', template: { ttl: 168h, defaultVolumesToFsBackup: true } }
`,
  version = '10.0.1',
): Readonly<Record<string, string>> {
  return addon(
    'velero',
    'vmware-tanzu',
    'velero',
    version,
    'velero',
    `configuration:
${configuration}
credentials: { existingSecret: velero-credentials }
initContainers:
  - name: velero-plugin-for-aws
    image: velero/velero-plugin-for-aws:v1.12.0
    volumeMounts: [{ mountPath: /target, name: plugins }]
${rest}`,
  );
}

export function location(url: string, bucket = 'velero', extra = "s3ForcePathStyle: 'true', "): string {
  return `  backupStorageLocation:
    - name: default
      provider: aws
      bucket: ${bucket}
      prefix: mgmt
      config: { region: minio, ${extra}s3Url: '${url}' }
  uploaderType: kopia`;
}

export function schedule(rest: string, place = 'velero'): string {
  return object('velero.io/v1', 'Schedule', 'daily-backup', place, `spec:\n${rest}`);
}

export const template = `  template:
    ttl: 168h
    defaultVolumesToFsBackup: true
    excludedNamespaces: [kube-system]`;

export function minio(values: string): string {
  return clusterChart('mgmt', 'minio', 'minio', 'minio', '5.4.0', 'minio', values);
}

export const store = `mode: standalone
replicas: 1
existingSecret: minio-root
persistence: { size: 50Gi, storageClass: local-path-retain }
buckets: [{ name: velero, versioning: true }, { name: thanos, versioning: true }]
resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }
`;

export const root = documents(
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

export const worker = `apiVersion: v1
kind: Node
metadata: { name: mgmt-worker-0, labels: { kubernetes.io/hostname: mgmt-worker-0 } }
status: { capacity: { cpu: '2', memory: 6Gi }, allocatable: { cpu: '2', memory: 5800Mi } }
`;

export function storageClass(name: string, rest: string): string {
  return object('storage.k8s.io/v1', 'StorageClass', name, '', rest);
}

export function vertical(target: string, rest: string): string {
  return object(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    'web',
    'app',
    `spec:
  targetRef: { ${target} }
${rest}`,
  );
}

export const web = documents(namespace('app'), app('web', 'app', 8080));

export const etcd = `etcdctl --endpoints=https://192.168.64.10:2379 --cacert=/certs/ca.crt --cert=/certs/server.crt --key=/certs/server.key snapshot save /backup/etcd.db
aws --endpoint-url=http://minio.minio.svc:9000 s3 cp /backup/etcd.db s3://etcd/mgmt/etcd.db`;
