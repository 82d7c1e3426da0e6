import { mistake, object } from './apps.ts';
import { installs } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { cronJob, documents, namespace } from './pieces.ts';
import { velero, location, schedule, template, minio, store, root, worker, storageClass, etcd } from './clusters-recovery-parts.ts';

/** Backups, volumes and sizes. */
export const clusterRecovery: readonly Mistake[] = [
  mistake(
    'The place of backups is written as for the chart before version 4',
    'helm-values-work',
    velero(`  provider: aws
  backupStorageLocation:
    bucket: velero
    config: { region: minio, s3ForcePathStyle: 'true', s3Url: 'http://minio.minio.svc:9000' }`),
    'addons/values/velero.yaml',
    [
      [
        '  provider: aws\n  backupStorageLocation:\n    bucket: velero\n    config:',
        '  backupStorageLocation:\n    - bucket: velero\n      provider: aws\n      config:',
      ],
    ],
  ),
  mistake(
    'Velero writes to S3 without the plugin that can',
    'helm-values-work',
    (() => {
      const tree = velero(location('http://minio.minio.svc:9000'));
      return {
        ...tree,
        'addons/values/velero.yaml': (tree['addons/values/velero.yaml'] ?? '').replace(/initContainers:\n(?:[ ].*\n)+/, ''),
      };
    })(),
    'addons/values/velero.yaml',
    [
      [
        'snapshotsEnabled',
        'initContainers:\n  - name: velero-plugin-for-aws\n    image: velero/velero-plugin-for-aws:v1.12.0\n    volumeMounts: [{ mountPath: /target, name: plugins }]\nsnapshotsEnabled',
      ],
    ],
  ),
  mistake(
    'Velero calls MinIO by a name that resolves in the namespace of MinIO only',
    'url-host-exists',
    { 'mgmt/minio.yaml': documents(root, minio(store)), ...velero(location('http://minio:9000')) },
    'addons/values/velero.yaml',
    [['http://minio:9000', 'http://minio.minio.svc:9000']],
  ),
  mistake(
    'Velero asks the console of MinIO',
    'url-port-exists',
    { 'mgmt/minio.yaml': documents(root, minio(store)), ...velero(location('http://minio.minio.svc:9001')) },
    'addons/values/velero.yaml',
    [['svc:9001', 'svc:9000']],
  ),
  mistake(
    'Velero asks MinIO for buckets as hosts: the path style is missing',
    'helm-values-work',
    { 'mgmt/minio.yaml': documents(root, minio(store)), ...velero(location('http://minio.minio.svc:9000', 'velero', '')) },
    'addons/values/velero.yaml',
    [['region: minio, ', "region: minio, s3ForcePathStyle: 'true', "]],
  ),
  mistake(
    'The schedule of backups stands in a namespace in which Velero does not look',
    'controller-looks-here',
    {
      ...velero(location('http://minio.minio.svc:9000')),
      'mgmt/schedule.yaml': schedule(`  schedule: '0 2 * * *'\n${template}`, 'default'),
    },
    'mgmt/schedule.yaml',
    [['namespace: default', 'namespace: velero']],
  ),
  mistake(
    'Backups are kept for a day and made once a week',
    'velero-schedule-works',
    {
      ...velero(location('http://minio.minio.svc:9000')),
      'mgmt/schedule.yaml': schedule(`  schedule: '0 2 * * 0'\n${template.replace('168h', '24h')}`),
    },
    'mgmt/schedule.yaml',
    [['ttl: 24h', 'ttl: 720h']],
  ),
  mistake(
    'Volumes of the disk of a node are to be saved by snapshots that its driver cannot take',
    'velero-copies-volumes',
    {
      'mgmt/class.yaml': storageClass('local-path', 'provisioner: rancher.io/local-path\nvolumeBindingMode: WaitForFirstConsumer'),
      'mgmt/data.yaml': documents(
        namespace('app'),
        object(
          'v1',
          'PersistentVolumeClaim',
          'data',
          'app',
          'spec: { storageClassName: local-path, accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }',
        ),
      ),
      ...velero(location('http://minio.example.com'), 'snapshotsEnabled: false\ndeployNodeAgent: false\n'),
      'mgmt/schedule.yaml': schedule(
        `  schedule: '0 2 * * *'\n${template.replace('    defaultVolumesToFsBackup: true\n', '    snapshotVolumes: true\n')}`,
      ),
    },
    'mgmt/schedule.yaml',
    [['snapshotVolumes: true', 'defaultVolumesToFsBackup: true']],
    { partly: true },
  ),
  mistake(
    'MinIO with one disk is told to be sixteen',
    'helm-values-work',
    { 'mgmt/minio.yaml': documents(root, minio(store.replace('mode: standalone\nreplicas: 1\n', ''))), 'nodes.yaml': worker },
    'mgmt/minio.yaml',
    [['        existingSecret', '        mode: standalone\n        replicas: 1\n        existingSecret']],
  ),
  mistake(
    'MinIO asks for the 16 Gi of memory that its chart takes for granted',
    'helm-values-work',
    { 'mgmt/minio.yaml': documents(root, minio(store.replace(/resources: .*\n/, ''))), 'nodes.yaml': worker },
    'mgmt/minio.yaml',
    [['        buckets', '        resources: { requests: { cpu: 100m, memory: 512Mi }, limits: { memory: 1Gi } }\n        buckets']],
  ),
  mistake(
    'The root user of MinIO is read from keys that its Secret does not have',
    'secret-reference-exists',
    {
      'mgmt/minio.yaml': documents(
        root.replace('secretKey: rootUser', 'secretKey: root-user').replace('secretKey: rootPassword', 'secretKey: root-password'),
        minio(store),
      ),
    },
    'mgmt/minio.yaml',
    [
      ['secretKey: root-user', 'secretKey: rootUser'],
      ['secretKey: root-password', 'secretKey: rootPassword'],
    ],
  ),
  mistake(
    'A class of local disks binds at once, before the pod has its node',
    'storage-class-works',
    {
      'mgmt/class.yaml': storageClass(
        'local-path',
        'provisioner: rancher.io/local-path\nreclaimPolicy: Delete\nvolumeBindingMode: Immediate',
      ),
    },
    'mgmt/class.yaml',
    [['Immediate', 'WaitForFirstConsumer']],
  ),
  mistake(
    'A class of local disks promises volumes that grow',
    'storage-class-works',
    {
      'mgmt/class.yaml': storageClass(
        'local-path',
        'provisioner: rancher.io/local-path\nreclaimPolicy: Delete\nallowVolumeExpansion: true\nvolumeBindingMode: WaitForFirstConsumer',
      ),
    },
    'mgmt/class.yaml',
    [['allowVolumeExpansion: true\n', '']],
    { partly: true },
  ),
  mistake(
    'The important data is on a class that deletes it with the claim',
    'storage-class-works',
    {
      'mgmt/class.yaml': storageClass(
        'local-path-retain',
        'provisioner: rancher.io/local-path\nreclaimPolicy: Delete\nvolumeBindingMode: WaitForFirstConsumer',
      ),
    },
    'mgmt/class.yaml',
    [['reclaimPolicy: Delete', 'reclaimPolicy: Retain']],
  ),
  mistake(
    'The snapshot of etcd is copied to a bucket that nobody makes',
    'bucket-exists',
    {
      'mgmt/minio.yaml': documents(root, minio(store)),
      'mgmt/etcd.yaml': cronJob('kube-system', 'etcd-snapshot', 'ghcr.io/example/etcd-backup:1.0.0', etcd),
    },
    'mgmt/minio.yaml',
    [['{ name: thanos, versioning: true }', '{ name: thanos, versioning: true }, { name: etcd, versioning: true }']],
  ),
  mistake(
    'The job that saves etcd may run on a worker, where no etcd is',
    'control-plane-job-placed',
    {
      'mgmt/etcd.yaml': cronJob(
        'kube-system',
        'etcd-snapshot',
        'registry.k8s.io/etcd:3.6.6-0',
        'etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/certs/ca.crt --cert=/certs/server.crt --key=/certs/server.key snapshot save /backup/etcd.db',
        'volumeMounts: [{ name: certs, mountPath: /certs, readOnly: true }, { name: backup, mountPath: /backup }]',
      ).replace(
        '          containers:',
        `          hostNetwork: true
          tolerations: [{ key: node-role.kubernetes.io/control-plane, effect: NoSchedule }]
          volumes:
            - { name: certs, hostPath: { path: /etc/kubernetes/pki/etcd, type: Directory } }
            - { name: backup, hostPath: { path: /var/lib/etcd-backup, type: DirectoryOrCreate } }
          containers:`,
      ),
    },
    'mgmt/etcd.yaml',
    [['          hostNetwork: true', "          hostNetwork: true\n          nodeSelector: { node-role.kubernetes.io/control-plane: '' }"]],
  ),
  mistake(
    'Old snapshots of etcd are looked for under another name than they are written',
    'cleanup-matches-names',
    {
      'shell/etcd-backup.sh': installs(
        'export ETCDCTL_API=3',
        'etcdctl snapshot save /var/backups/etcd/snapshot-$(date +%F).db',
        "find /var/backups/etcd -name 'etcd-*.db' -mtime +7 -delete",
      ),
    },
    'shell/etcd-backup.sh',
    [["'etcd-*.db'", "'snapshot-*.db'"]],
  ),
];
