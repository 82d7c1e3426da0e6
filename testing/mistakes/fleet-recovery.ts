import { deployment, mistake } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';
import { velero, place, schedule, minio, scaler, ai, etcdJob, priority } from './fleet-recovery-parts.ts';

/** Backups, volumes, sizes and the order in which things come back. */
export const fleetRecovery: readonly Mistake[] = [
  mistake(
    'The schedule of Velero in the values of its chart has four fields',
    'helm-values-work',
    { 'mgmt/velero.yaml': velero({ cron: '0 2 * *' }) },
    'mgmt/velero.yaml',
    [["'0 2 * *'", "'0 2 * * *'"]],
  ),
  mistake(
    'Velero is told in days how long a backup lives',
    'helm-values-work',
    { 'mgmt/velero.yaml': velero({ ttl: '7d' }) },
    'mgmt/velero.yaml',
    [['ttl: 7d', 'ttl: 168h']],
  ),
  mistake(
    'A schedule in the values of Velero writes to a location under another name',
    'helm-values-work',
    { 'mgmt/velero.yaml': velero({ place: 'minio' }) },
    'mgmt/velero.yaml',
    [['storageLocation: minio', 'storageLocation: default']],
  ),
  mistake(
    'The place of backups is open for reading only',
    'helm-values-work',
    { 'mgmt/velero.yaml': velero({ location: '      accessMode: ReadOnly\n' }) },
    'mgmt/velero.yaml',
    [['accessMode: ReadOnly', 'accessMode: ReadWrite']],
  ),
  mistake(
    'A schedule names a place of backups that there is not',
    'named-object-exists',
    { 'app1/velero.yaml': documents(namespace('velero'), place('default', '  default: true\n'), schedule('minio')) },
    'app1/velero.yaml',
    [['storageLocation: minio', 'storageLocation: default']],
  ),
  mistake(
    'Two places of backups are the default',
    'velero-schedule-works',
    {
      'app1/velero.yaml': documents(
        namespace('velero'),
        place('default', '  default: true\n'),
        place('offsite', '  default: true\n').replace('prefix: app1', 'prefix: app1-offsite'),
        schedule('default'),
      ),
    },
    'app1/velero.yaml',
    [
      [
        'metadata: { name: offsite, namespace: velero }\nspec:\n  provider: aws\n  default: true',
        'metadata: { name: offsite, namespace: velero }\nspec:\n  provider: aws\n  default: false',
      ],
    ],
  ),
  mistake(
    'The credentials of Velero stand in its values',
    'no-literal-secret',
    {
      'mgmt/velero.yaml': velero({
        credentials: `secretContents:
    cloud: |
      [default]
      aws_access_key_id=velero
      aws_secret_access_key=Vq8mT2xNw5RzLk7p`,
      }),
    },
    'mgmt/velero.yaml',
    [
      [
        velero({
          credentials: `secretContents:\n    cloud: |\n      [default]\n      aws_access_key_id=velero\n      aws_secret_access_key=Vq8mT2xNw5RzLk7p`,
        }),
        velero({}),
      ],
    ],
  ),
  mistake(
    'A bucket of MinIO is emptied whenever its chart is applied',
    'helm-values-work',
    { 'mgmt/minio.yaml': minio('buckets: [{ name: velero, policy: none, purge: true, versioning: true }]') },
    'mgmt/minio.yaml',
    [['purge: true', 'purge: false']],
  ),
  mistake(
    'A bucket of MinIO has a name that buckets cannot have',
    'helm-values-work',
    { 'mgmt/minio.yaml': minio('buckets: [{ name: etcd_snapshots, policy: none, versioning: true }]') },
    'mgmt/minio.yaml',
    [['etcd_snapshots', 'etcd-snapshots']],
  ),
  mistake(
    'A user of MinIO gets a policy that nobody writes',
    'helm-values-work',
    {
      'mgmt/minio.yaml': minio(`buckets: [{ name: velero, policy: none, versioning: true }]
policies:
  - name: velero
    statements: [{ effect: Allow, resources: ['arn:aws:s3:::velero/*'], actions: ['s3:*'] }]
users: [{ accessKey: velero, existingSecret: minio-velero, existingSecretKey: secretKey, policy: velero-rw }]`),
    },
    'mgmt/minio.yaml',
    [['policy: velero-rw', 'policy: velero']],
  ),
  mistake(
    'A policy of MinIO is about a bucket under another name',
    'helm-values-work',
    {
      'mgmt/minio.yaml': minio(`buckets: [{ name: velero, policy: none, versioning: true }]
policies:
  - name: velero
    statements: [{ effect: Allow, resources: ['arn:aws:s3:::velero-backups/*'], actions: ['s3:*'] }]
users: [{ accessKey: velero, existingSecret: minio-velero, existingSecretKey: secretKey, policy: velero }]`),
    },
    'mgmt/minio.yaml',
    [['arn:aws:s3:::velero-backups/*', 'arn:aws:s3:::velero/*']],
  ),
  mistake(
    'The mode of a vertical autoscaler is a word that YAML reads as false',
    'yaml-typed-value',
    { 'app1/web.yaml': scaler('  updatePolicy: { updateMode: Off }\n') },
    'app1/web.yaml',
    [['updateMode: Off', "updateMode: 'Off'"]],
  ),
  mistake(
    'The least number of copies stands beside the policy of the vertical autoscaler',
    'schema-unknown-field',
    { 'app1/web.yaml': scaler('  minReplicas: 1\n  updatePolicy: { updateMode: Recreate }\n') },
    'app1/web.yaml',
    [['  minReplicas: 1\n  updatePolicy: { updateMode', '  updatePolicy: { minReplicas: 1, updateMode']],
  ),
  mistake(
    'A vertical autoscaler may give more than the policy of the cluster: limits are below its bounds',
    'vertical-scaler-acts',
    {
      'app1/web.yaml': scaler(
        '  updatePolicy: { updateMode: Recreate, minReplicas: 1 }\n',
        '  resourcePolicy: { containerPolicies: [{ containerName: web, controlledValues: RequestsOnly, minAllowed: { memory: 64Mi }, maxAllowed: { memory: 512Mi } }] }',
      ),
    },
    'app1/web.yaml',
    [['maxAllowed: { memory: 512Mi }', 'maxAllowed: { memory: 256Mi }']],
    { missed: 'the autoscaler itself keeps requests below the limits' },
  ),
  mistake(
    'k8sgpt is told to ask Gemini by the name of the model',
    'operator-values-read',
    { 'mgmt/k8sgpt.yaml': ai('gemini', 'anonymized') },
    'mgmt/k8sgpt.yaml',
    [['backend: gemini', 'backend: google']],
  ),
  mistake(
    'k8sgpt is told in British spelling to hide names',
    'operator-values-read',
    { 'mgmt/k8sgpt.yaml': ai('google', 'anonymised') },
    'mgmt/k8sgpt.yaml',
    [['anonymised', 'anonymized']],
  ),
  mistake(
    'The job that saves etcd runs a shell in an image that has none',
    'image-has-program',
    { 'mgmt/etcd.yaml': etcdJob('gcr.io/etcd-development/etcd:v3.6.4') },
    'mgmt/etcd.yaml',
    [['gcr.io/etcd-development/etcd:v3.6.4', 'bitnamilegacy/etcd:3.6.4']],
  ),
  mistake(
    'The snapshot of etcd is written beside the mounted folder',
    'backup-elsewhere',
    { 'mgmt/etcd.yaml': etcdJob('bitnamilegacy/etcd:3.6.4', '/snapshots') },
    'mgmt/etcd.yaml',
    [['/snapshots/etcd', '/backup/etcd']],
    { says: 'where no volume is mounted' },
  ),
  mistake(
    'A class of priority is as high as those of the system',
    'schema-valid',
    { 'mgmt/classes.yaml': priority(2000000000) },
    'mgmt/classes.yaml',
    [['2000000000', '1000000']],
  ),
  mistake(
    'A class of priority has a name that belongs to the system',
    'schema-valid',
    { 'mgmt/classes.yaml': priority(100000, 'system-platform') },
    'mgmt/classes.yaml',
    [['system-platform', 'platform-system']],
  ),
  mistake(
    'The values of a chart name a class of priority that was renamed',
    'class-exists',
    {
      'mgmt/classes.yaml': documents(priority(1000000), priority(100000, 'platform-p2')),
      'mgmt/vault.yaml': clusterChart(
        'mgmt',
        'vault',
        'hashicorp',
        'vault',
        '0.31.0',
        'vault',
        'server: { priorityClassName: platform-1, standalone: { enabled: true }, dataStorage: { size: 10Gi } }',
      ),
    },
    'mgmt/vault.yaml',
    [['platform-1,', 'platform-p1,']],
  ),
  mistake(
    'A chart keeps its only pod from being moved',
    'disruption-allowed',
    {
      'mgmt/metrics.yaml': clusterChart(
        'mgmt',
        'cert-manager',
        'jetstack',
        'cert-manager',
        'v1.19.1',
        'cert-manager',
        'crds: { enabled: true }\nreplicaCount: 1\npodDisruptionBudget: { enabled: true, minAvailable: 1 }',
      ),
    },
    'mgmt/metrics.yaml',
    [['replicaCount: 1', 'replicaCount: 2']],
  ),
  mistake(
    'The version of a standard of pod security lacks its letter',
    'pod-security-effective',
    {
      'app1/app.yaml': documents(
        namespace('app', "pod-security.kubernetes.io/enforce: baseline, pod-security.kubernetes.io/enforce-version: '1.35'"),
        deployment('web', 'app', 8080),
      ),
    },
    'app1/app.yaml',
    [["'1.35'", 'v1.35']],
  ),
  mistake(
    'A label of pod security is spelt in the past tense',
    'pod-security-effective',
    {
      'app1/app.yaml': documents(namespace('app', 'pod-security.kubernetes.io/enforced: baseline'), deployment('web', 'app', 8080)),
    },
    'app1/app.yaml',
    [['enforced:', 'enforce:']],
  ),
];
