import { BACKUP, BLOG, MESHES, MYSQL } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake, Tree } from './mistake.ts';
import { mending } from './pieces.ts';

const LONGHORN = 'values/longhorn.yaml';
const MORE = 'configs/platform/more.yaml';
function more(text: string): { readonly added: Tree } {
  return { added: { [MORE]: text } };
}

const JOB = `apiVersion: longhorn.io/v1beta2
kind: RecurringJob
metadata: { name: nightly, namespace: longhorn-system }
spec: { name: nightly, task: backup, cron: '0 19 * * *', retain: 7, concurrency: 1, groups: [default] }
`;
const VELERO = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: velero, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://vmware-tanzu.github.io/helm-charts
    chart: velero
    targetRevision: 8.1.0
    helm:
      valuesObject:
        credentials: { existingSecret: velero-s3 }
        deployNodeAgent: true
        initContainers:
          - name: velero-plugin-for-aws
            image: velero/velero-plugin-for-aws:v1.11.0
            volumeMounts: [{ mountPath: /target, name: plugins }]
        configuration:
          backupStorageLocation:
            - { name: default, provider: aws, bucket: example-velero, config: { region: ap-northeast-2 } }
          volumeSnapshotLocation: []
        snapshotsEnabled: false
        schedules:
          nightly:
            schedule: '0 19 * * *'
            template: { ttl: 168h0m0s, includedNamespaces: [blog-system], defaultVolumesToFsBackup: true }
  destination: { server: https://kubernetes.default.svc, namespace: velero }
  syncPolicy: { syncOptions: [CreateNamespace=true] }
`;
const VEL = 'apps/velero.yaml';
const SAVED: Tree = { ...BLOG, [VEL]: VELERO };
const JOBS: Tree = { ...BLOG, 'configs/platform/jobs.yaml': JOB };

/** What saves the data of a blog: Longhorn, Velero, dumps and snapshots of etcd. */
export const sightSaves: readonly Mistake[] = [
  slip('The Secret of the backup target has the keys of another tool', 'secret-variables-known', BLOG, LONGHORN, [], {
    added: mending(BLOG, 'docs/secrets.md', [
      'kubectl create secret docker-registry',
      'kubectl create secret generic longhorn-s3 -n longhorn-system --from-literal=access-key="$ID" --from-literal=secret-key="$KEY"\nkubectl create secret docker-registry',
    ]),
  }),
  slip('The backup target is set where only a later Longhorn looks', 'helm-value-known', BLOG, LONGHORN, [
    ['  backupTarget: s3://example-longhorn@ap-northeast-2/\n  backupTargetCredentialSecret: longhorn-s3\n', ''],
    [
      'defaultSettings:\n',
      'defaultBackupStore:\n  backupTarget: s3://example-longhorn@ap-northeast-2/\n  backupTargetCredentialSecret: longhorn-s3\ndefaultSettings:\n',
    ],
  ]),
  slip('A recurring job lies beside Longhorn, not in its namespace', 'controller-looks-here', JOBS, 'configs/platform/jobs.yaml', [
    ['namespace: longhorn-system', 'namespace: blog-system'],
  ]),
  slip(
    'A class of volumes asks for a recurring job that has another name',
    'longhorn-class-works',
    JOBS,
    MESHES,
    [],
    more(`apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: longhorn-db }
provisioner: driver.longhorn.io
allowVolumeExpansion: true
parameters:
  numberOfReplicas: '2'
  staleReplicaTimeout: '30'
  recurringJobSelector: '[{"name":"backup-nightly","isGroup":false}]'
`),
  ),
  slip(
    'A volume stays on the machine of its pod and is copied at once',
    'longhorn-class-works',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: longhorn-local }
provisioner: driver.longhorn.io
allowVolumeExpansion: true
parameters: { numberOfReplicas: '3', staleReplicaTimeout: '30', dataLocality: strict-local }
`),
  ),
  slip(
    'Snapshots through the API are of a kind that Longhorn does not have',
    'longhorn-class-works',
    BLOG,
    MESHES,
    [],
    more(`apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: longhorn-backup }
driver: driver.longhorn.io
deletionPolicy: Retain
parameters: { type: backup }
`),
  ),
  slip('A backup is to live for days, which its clock does not know', 'helm-values-work', SAVED, VEL, [['ttl: 168h0m0s', 'ttl: 7d']]),
  slip('The files of volumes are to be saved, and the agents that read them are off', 'velero-schedule-works', SAVED, VEL, [
    ['deployNodeAgent: true', 'deployNodeAgent: false'],
  ]),
  slip('The Secret of Velero is made in two keys instead of one file', 'secret-reference-exists', SAVED, VEL, [], {
    added: mending(BLOG, 'docs/secrets.md', [
      'kubectl create secret docker-registry',
      'kubectl create secret generic velero-s3 -n velero --from-literal=access-key="$ID" --from-literal=secret-key="$KEY"\nkubectl create secret docker-registry',
    ]),
  }),
  slip('A pod asks for a backup of a volume that is called otherwise', 'velero-hook-runs', SAVED, MYSQL, [
    [
      "annotations: { sidecar.istio.io/inject: 'false' }",
      "annotations: { sidecar.istio.io/inject: 'false', backup.velero.io/backup-volumes: mysql-data }",
    ],
  ]),
  slip('Before a backup a command is run in a container that the pod does not have', 'velero-hook-runs', SAVED, MYSQL, [
    [
      "annotations: { sidecar.istio.io/inject: 'false' }",
      "annotations: { sidecar.istio.io/inject: 'false', pre.hook.backup.velero.io/container: mysqld, pre.hook.backup.velero.io/command: '[\"/bin/sync\"]' }",
    ],
  ]),
  slip('A backup is made of a namespace that has another name', 'velero-schedule-works', SAVED, VEL, [
    ['includedNamespaces: [blog-system]', 'includedNamespaces: [blog]'],
  ]),
  slip('The upload takes the folder of the dump under another name', 'handed-files-agree', BLOG, BACKUP, [
    ['aws s3 cp /backup/ s3', 'aws s3 cp /backups/ s3'],
  ]),
  slip('The snapshot of etcd is named by a command that nobody carries out', 'value-expands', BLOG, 'configs/backup/etcd.yaml', [
    ['                - /backup/etcd.db\n', '                - /backup/etcd-$(date +%Y%m%d).db\n'],
  ]),
  slip('The snapshot of etcd is uploaded by the name that it had', 'handed-files-agree', BLOG, 'configs/backup/etcd.yaml', [
    ['aws s3 cp /backup/etcd.db', 'aws s3 cp /backup/etcd-snapshot.db'],
  ]),
];
