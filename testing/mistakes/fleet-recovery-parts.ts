import { deployment, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import { cronJob, documents, namespace } from './pieces.ts';

interface VeleroProps {
  readonly cron?: string;
  readonly ttl?: string;
  readonly place?: string;
  readonly location?: string;
  readonly credentials?: string;
}

export function velero({
  cron = '0 2 * * *',
  ttl = '168h',
  place = 'default',
  location = '',
  credentials = 'existingSecret: velero-credentials',
}: VeleroProps): string {
  return clusterChart(
    'app1',
    'velero',
    'vmware-tanzu',
    'velero',
    '10.0.1',
    'velero',
    `deployNodeAgent: true
snapshotsEnabled: false
credentials:
  ${credentials}
configuration:
  uploaderType: kopia
  backupStorageLocation:
    - name: default
      provider: aws
      bucket: velero
      prefix: app1
${location}      config: { region: minio, s3ForcePathStyle: 'true', s3Url: 'https://minio.example.com' }
schedules:
  daily-backup:
    schedule: '${cron}'
    template: { ttl: ${ttl}, storageLocation: ${place}, defaultVolumesToFsBackup: true, includedNamespaces: ['*'] }
initContainers:
  - { name: aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }
`,
  );
}

export function place(name: string, more: string): string {
  return object(
    'velero.io/v1',
    'BackupStorageLocation',
    name,
    'velero',
    `spec:
  provider: aws
${more}  objectStorage: { bucket: velero, prefix: app1 }
  config: { region: minio, s3ForcePathStyle: 'true', s3Url: 'https://minio.example.com' }`,
  );
}

export function schedule(location: string): string {
  return object(
    'velero.io/v1',
    'Schedule',
    'daily-backup',
    'velero',
    `spec:
  schedule: '0 2 * * *'
  template: { ttl: 168h, storageLocation: ${location}, defaultVolumesToFsBackup: true, excludedNamespaces: [kube-system] }`,
  );
}

export function minio(rest: string): string {
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
resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }
${rest}`,
  );
}

export function scaler(policy: string, resource = ''): string {
  return documents(
    namespace('app'),
    deployment('web', 'app', 8080),
    object(
      'autoscaling.k8s.io/v1',
      'VerticalPodAutoscaler',
      'web',
      'app',
      `spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
${policy}${resource}`,
    ),
  );
}

export function ai(backend: string, field: string): string {
  return documents(
    namespace('k8sgpt'),
    object('v1', 'Secret', 'k8sgpt-keys', 'k8sgpt', 'type: Opaque'),
    object(
      'core.k8sgpt.ai/v1alpha1',
      'K8sGPT',
      'google',
      'k8sgpt',
      `spec:
  version: v0.4.23
  ai: { enabled: true, backend: ${backend}, model: gemini-2.0-flash, ${field}: true, secret: { name: k8sgpt-keys, key: google } }`,
    ),
  );
}

export function etcdJob(image: string, folder = '/backup'): string {
  return cronJob(
    'kube-system',
    'etcd-snapshot',
    image,
    `set -eu
etcdctl --endpoints=https://192.168.64.10:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save ${folder}/etcd-$(date +%F).db`,
    'volumeMounts: [{ name: pki, mountPath: /etc/kubernetes/pki/etcd, readOnly: true }, { name: backup, mountPath: /backup }]',
  ).replace(
    'restartPolicy: Never',
    `restartPolicy: Never
          nodeSelector: { node-role.kubernetes.io/control-plane: '' }
          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]
          volumes: [{ name: pki, hostPath: { path: /etc/kubernetes/pki/etcd } }, { name: backup, hostPath: { path: /var/backups/etcd } }]`,
  );
}

export function priority(value: number, name = 'platform-p1'): string {
  return object('scheduling.k8s.io/v1', 'PriorityClass', name, '', `value: ${value}`);
}
