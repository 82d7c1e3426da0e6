import { deployment, object } from './apps.ts';
import { clusterChart, installs } from './clusters-pieces.ts';
import { documents, namespace, cronJob } from './pieces.ts';

export const stack = clusterChart(
  'mgmt',
  'kube-prometheus-stack',
  'prometheus-community',
  'kube-prometheus-stack',
  '72.6.2',
  'monitoring',
  'prometheus: { prometheusSpec: { retention: 15d } }',
  'ServerSideApply=true',
);

export function vault(server: string): string {
  return clusterChart('mgmt', 'vault', 'hashicorp', 'vault', '0.31.0', 'vault', `server:\n  ${server}\n  dataStorage: { size: 10Gi }`);
}

export function snap(addr = 'http://vault.vault.svc:8200'): string {
  return cronJob(
    'vault',
    'vault-snapshot',
    'hashicorp/vault:1.20.4',
    'set -eu\nvault operator raft snapshot save /backup/vault-$(date +%F).snap',
    `env: [{ name: VAULT_ADDR, value: '${addr}' }]\nenvFrom: [{ secretRef: { name: vault-snapshot-token } }]\nvolumeMounts: [{ name: backup, mountPath: /backup }]`,
  ).replace(
    'restartPolicy: Never',
    'restartPolicy: Never\n          volumes: [{ name: backup, persistentVolumeClaim: { claimName: vault-backup } }]',
  );
}

export function claim(name: string, place: string, size: string): string {
  return object(
    'v1',
    'PersistentVolumeClaim',
    name,
    place,
    `spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: ${size} } } }`,
  );
}

export function vs(t: string): string {
  return object(
    'velero.io/v1',
    'Schedule',
    'daily-backup',
    'velero',
    `spec:\n  schedule: '0 2 * * *'\n  template: { ttl: 168h, storageLocation: default, defaultVolumesToFsBackup: true, ${t} }`,
  );
}

export const bsl = object(
  'velero.io/v1',
  'BackupStorageLocation',
  'default',
  'velero',
  "spec: { provider: aws, default: true, objectStorage: { bucket: velero, prefix: app1 }, config: { region: minio, s3ForcePathStyle: 'true', s3Url: 'https://minio.example.com' } }",
);

export function thanos(kind: string, name: string, args: string, mounts: string, rest = ''): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${name}, namespace: monitoring, labels: { app: ${name} } }
spec:
  serviceName: ${name}
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      automountServiceAccountToken: false
      securityContext: { runAsUser: 1001, fsGroup: 1001, runAsNonRoot: true }
      containers:
        - name: thanos
          image: quay.io/thanos/thanos:v0.39.2
          args:
            - ${kind}
${args
  .split('\n')
  .map((a) => `            - ${a}`)
  .join('\n')}
          ports: [{ name: http, containerPort: 10902 }, { name: grpc, containerPort: 10901 }]
          readinessProbe: { httpGet: { path: /-/ready, port: http } }
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts: [${mounts}]
${rest}`;
}

export const dataClaim =
  '  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], storageClassName: local-path, resources: { requests: { storage: 20Gi } } } }]\n';

export const objstore = '      volumes: [{ name: objstore, secret: { secretName: thanos-objstore } }]\n';

export function thanosSecret(conf: string): string {
  return `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: thanos-objstore, namespace: monitoring }
spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: thanos-objstore
    template:
      data:
        config.yaml: |
          type: S3
          config:
            bucket: thanos
            endpoint: minio.minio.svc:9000
            access_key: '{{ .access }}'
            secret_key: '{{ .secret }}'
${conf}  data: [{ secretKey: access, remoteRef: { key: platform/thanos, property: access } }, { secretKey: secret, remoteRef: { key: platform/thanos, property: secret } }]
`;
}

export function limit(l: string): string {
  return object('v1', 'LimitRange', 'defaults', 'app', `spec: { limits: [{ type: Container, ${l} }] }`);
}

export function quota(h: string): string {
  return object('v1', 'ResourceQuota', 'app', 'app', `spec: { hard: { ${h} } }`);
}

export function cron(name: string, place: string, image: string, script: string, spec: string, pod = ''): string {
  return cronJob(place, name, image, script)
    .replace('  concurrencyPolicy: Forbid\n', `  concurrencyPolicy: Forbid\n${spec}`)
    .replace('restartPolicy: Never', `restartPolicy: Never${pod}`);
}

export function role(rule: string, kind = 'Role'): string {
  return documents(
    object('v1', 'ServiceAccount', 'reporter', 'ops', ''),
    object('rbac.authorization.k8s.io/v1', kind, 'reporter', kind === 'Role' ? 'ops' : '', `rules: [${rule}]`),
    object(
      'rbac.authorization.k8s.io/v1',
      `${kind}Binding`,
      'reporter',
      kind === 'Role' ? 'ops' : '',
      `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: reporter }\nsubjects: [{ kind: ServiceAccount, name: reporter, namespace: ops }]`,
    ),
  );
}

export function hpa(b: string): string {
  return object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'web',
    'app',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 2\n  maxReplicas: 4\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]\n  behavior: { ${b} }`,
  );
}

export const nodeScript = installs(
  'export KUBECONFIG=kubeconfig-mgmt',
  'kubectl taint nodes mgmt-worker-1 dedicated=storage:NoSchedule --overwrite',
  'kubectl label nodes mgmt-worker-1 platform.example.com/pool=storage --overwrite',
);

export function podOn(t: string): string {
  return documents(
    namespace('minio'),
    deployment('minio', 'minio', 9000, {
      image: 'quay.io/minio/minio:RELEASE.2025-04-22T22-12-26Z',
      pod: `automountServiceAccountToken: false\n${t}`,
    }),
  );
}
