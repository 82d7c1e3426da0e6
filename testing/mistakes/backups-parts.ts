import type { Tree } from './mistake.ts';
import { chart, cronJob, deployment, documents, mending, namespace, service } from './pieces.ts';

export function claim(place: string, name: string, more: string, labels = ''): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: ${place}${labels === '' ? '' : `, labels: { ${labels} }`} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } }${more === '' ? '' : `, ${more}`} }
`;
}

export function held(text: string, name: string, path: string): string {
  return text
    .replace('      containers:', `      volumes: [{ name: data, persistentVolumeClaim: { claimName: ${name} } }]\n      containers:`)
    .replace('ports: [{ containerPort', `volumeMounts: [{ name: data, mountPath: ${path} }]\n          ports: [{ containerPort`)
    .replace('  replicas: 1', '  replicas: 1\n  strategy: { type: Recreate }');
}
export const database = documents(
  namespace('shop'),
  held(
    deployment(
      'shop',
      'db',
      'postgres:16.2',
      5432,
      'env: [{ name: PGDATA, value: /var/lib/postgresql/data/pgdata }, { name: POSTGRES_DB, value: shop }]',
    ),
    'db-data',
    '/var/lib/postgresql/data',
  ),
  service('shop', 'db', 5432, 'tcp-postgres'),
);
export function longhornClass(name: string, parameters = "numberOfReplicas: '2'"): string {
  return `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: ${name} }
provisioner: driver.longhorn.io
reclaimPolicy: Retain
allowVolumeExpansion: true
parameters: { ${parameters} }
`;
}

export function longhorn(values: string): string {
  return chart('longhorn-system', 'longhorn', ['https://charts.longhorn.io', 'longhorn', '1.7.2'], values);
}
function recurring(name: string, task: string, groups: string): string {
  return `apiVersion: longhorn.io/v1beta2
kind: RecurringJob
metadata: { name: ${name}, namespace: longhorn-system }
spec: { task: ${task}, groups: [${groups}], cron: '0 18 * * *', retain: 7, concurrency: 1 }
`;
}

function velero(values: string): string {
  return chart('velero', 'velero', ['https://vmware-tanzu.github.io/helm-charts', 'velero', '7.1.4'], values);
}

function veleroObjects(location: string, namespaces: string, more = ''): string {
  return documents(
    namespace('velero'),
    'apiVersion: velero.io/v1\nkind: BackupStorageLocation\nmetadata: { name: minio, namespace: velero }\nspec: { provider: aws, default: true, objectStorage: { bucket: velero }, config: { region: minio, s3ForcePathStyle: "true", s3Url: "http://minio.minio:9000" } }\n',
    `apiVersion: velero.io/v1\nkind: Schedule\nmetadata: { name: nightly, namespace: velero }\nspec: { schedule: '0 3 * * *', template: { includedNamespaces: [${namespaces}], storageLocation: ${location}, ttl: 168h${more} } }\n`,
  );
}

const minio = documents(
  namespace('minio'),
  held(deployment('minio', 'minio', 'minio/minio:RELEASE.2024-02-26T09-33-48Z', 9000), 'minio', '/data'),
  service('minio', 'minio', 9000),
  claim('minio', 'minio', ''),
);
const aws = 'amazon/aws-cli:2.15.0';
export const template: Tree = {
  'shop/mysql.yaml': documents(
    namespace('shop'),
    service('shop', 'mysql', 3306, 'tcp-mysql').replace('spec:\n', 'spec:\n  clusterIP: None\n'),
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: mysql, namespace: shop }\nspec:\n  serviceName: mysql\n  replicas: 1\n  selector: { matchLabels: { app: mysql } }\n  template:\n    metadata: { labels: { app: mysql } }\n    spec:\n      containers:\n        - { name: mysql, image: "mysql:8.0.36", ports: [{ containerPort: 3306 }], volumeMounts: [{ name: mysql-data, mountPath: /var/lib/mysql }] }\n  volumeClaimTemplates:\n    - metadata: { name: data }\n      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }\n',
  ),
};
export const group: Tree = {
  'argocd/longhorn.yaml': longhorn(
    "defaultSettings: { backupTarget: 's3://backups@eu-central-1/', backupTargetCredentialSecret: longhorn-s3 }",
  ),
  'storage/jobs.yaml': documents(namespace('longhorn-system'), recurring('nightly', 'backup', 'databases')),
  'shop/db.yaml': documents(
    database,
    claim('shop', 'db-data', 'storageClassName: longhorn', 'recurring-job-group.longhorn.io/database: enabled'),
  ),
};
export const targetless: Tree = {
  ...group,
  ...mending(group, 'argocd/longhorn.yaml', [
    "defaultSettings: { backupTarget: 's3://backups@eu-central-1/', backupTargetCredentialSecret: longhorn-s3 }",
    'defaultSettings: { defaultReplicaCount: 2 }',
  ]),
  ...mending(group, 'shop/db.yaml', ['group.longhorn.io/database', 'group.longhorn.io/databases']),
};
export const place: Tree = {
  'velero/velero.yaml': veleroObjects('minio', 'shop-system'),
  'minio/minio.yaml': minio,
  'shop/db.yaml': documents(database, claim('shop', 'db-data', '')),
};
export const location: Tree = { ...place, 'velero/velero.yaml': veleroObjects('default', 'shop') };
export const agentless: Tree = {
  ...place,
  'velero/velero.yaml': veleroObjects('minio', 'shop', ', defaultVolumesToFsBackup: true'),
  'argocd/velero.yaml': velero(
    'deployNodeAgent: false\nbackupsEnabled: true\nsnapshotsEnabled: false\ncredentials: { existingSecret: velero-s3 }\nconfiguration: { backupStorageLocation: [] }',
  ),
};
export const providerKey: Tree = {
  'argocd/velero.yaml': velero(
    'configuration:\n  provider: aws\n  backupStorageLocation: { name: default, bucket: backups, config: { region: eu-central-1 } }\ncredentials: { existingSecret: velero-s3 }\ndeployNodeAgent: true',
  ),
};
export const piped: Tree = {
  'shop/db.yaml': documents(database, claim('shop', 'db-data', '')),
  'shop/backup.yaml': `${cronJob(
    'shop',
    'db-backup',
    'postgres:16.2',
    'set -e\npg_dump -h db -U shop shop | gzip > /backup/shop.sql.gz\necho done',
    'volumeMounts: [{ name: backup, mountPath: /backup }]',
  ).replace(
    '          containers:',
    '          volumes: [{ name: backup, persistentVolumeClaim: { claimName: db-backup } }]\n          containers:',
  )}---\n${claim('shop', 'db-backup', '')}`,
};
export const kept: Tree = {
  'shop/db.yaml': documents(database, claim('shop', 'db-data', '')),
  'shop/backup.yaml': cronJob(
    'shop',
    'db-backup',
    'postgres:16.2',
    'set -eu\npg_dump -h db -U shop shop > /backup/shop.sql',
    'volumeMounts: [{ name: backup, mountPath: /backup }]',
  ).replace('          containers:', '          volumes: [{ name: backup, emptyDir: {} }]\n          containers:'),
};
export const older: Tree = {
  ...piped,
  ...mending(
    piped,
    'shop/backup.yaml',
    ['image: postgres:16.2', 'image: postgres:14.11'],
    ['set -e\n', 'set -euo pipefail\n'],
    ['command: [sh, -c]', 'command: [bash, -c]'],
  ),
};
export const master: Tree = {
  'backup/etcd.yaml': documents(
    namespace('backup-system'),
    cronJob(
      'backup-system',
      'etcd-backup',
      'registry.k8s.io/etcd:3.5.12-0',
      'set -eu\netcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key snapshot save /backup/etcd.db',
    ).replace(
      '          restartPolicy: Never',
      "          restartPolicy: Never\n          hostNetwork: true\n          nodeSelector: { node-role.kubernetes.io/master: '' }\n          tolerations: [{ key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }]",
    ),
  ),
};
export const certificates: Tree = {
  'backup/etcd.yaml':
    mending(master, 'backup/etcd.yaml', ['kubernetes.io/master', 'kubernetes.io/control-plane'])['backup/etcd.yaml'] ?? '',
};
export const bucket: Tree = {
  'shop/db.yaml': documents(database, claim('shop', 'db-data', '')),
  'shop/backup.yaml': cronJob('shop', 'db-backup', aws, 'set -eu\naws s3 cp /backup/shop.sql "s3://shop-backups/postgres/$(date +%F).sql"'),
  'scripts/restore.sh':
    '#!/usr/bin/env bash\nset -euo pipefail\naws s3 cp "s3://shop-backup/postgres/$1.sql" /tmp/shop.sql\nkubectl exec -i -n shop deploy/db -- psql -U shop shop < /tmp/shop.sql\n',
};
export const lokiBucket: Tree = {
  'argocd/minio.yaml': chart(
    'minio',
    'minio',
    ['https://charts.min.io/', 'minio', '5.2.0'],
    'existingSecret: minio-root\nmode: standalone\nbuckets:\n  - { name: loki-data, policy: none }\n  - { name: tempo-traces, policy: none }\npersistence: { size: 50Gi }',
  ),
  'argocd/tempo.yaml': chart(
    'monitoring',
    'tempo',
    ['https://grafana.github.io/helm-charts', 'tempo', '1.10.1'],
    "tempo:\n  storage:\n    trace:\n      backend: s3\n      s3: { bucket: tempo, endpoint: 'minio.minio.svc:9000', insecure: true }\npersistence: { enabled: true, size: 10Gi }",
  ),
};
export const size: Tree = {
  'monitoring/prometheus.yaml':
    'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: main, namespace: monitoring }\nspec:\n  retention: 30d\n  retentionSize: 50GB\n  storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 20Gi } } } } }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: monitoring }\n',
};
export const snapshot: Tree = {
  'storage/snapshots.yaml': documents(
    longhornClass('longhorn-retained'),
    'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata: { name: csi }\ndriver: ebs.csi.aws.com\ndeletionPolicy: Delete\n',
    'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: { name: before-upgrade, namespace: shop }\nspec: { volumeSnapshotClassName: csi, source: { persistentVolumeClaimName: db-data } }\n',
  ),
  'shop/db.yaml': documents(database, claim('shop', 'db-data', 'storageClassName: longhorn-retained')),
};
