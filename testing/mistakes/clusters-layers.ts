import { app, mistake, object } from './apps.ts';
import { addon, installs, release } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { cronJob, documents, namespace } from './pieces.ts';

const web = documents(namespace('app'), app('web', 'app', 8080));

function tree(rest: string): string {
  return object('argoproj.io/v1alpha1', 'ApplicationSet', 'cluster-trees', 'argocd', `spec:\n${rest}`);
}

const template = `  template:
    metadata: { name: 'tree-{{.name}}' }
    spec:
      project: default
      source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: 'dist/{{.name}}' }
      destination: { name: '{{.name}}' }
      syncPolicy: { automated: { selfHeal: true } }`;

/** What later layers of a platform take for granted of earlier ones. */
export const clusterLayers: readonly Mistake[] = [
  mistake(
    'The path that an ApplicationSet makes of a list leads to a folder that has another name',
    'application-source-exists',
    {
      'mgmt/trees.yaml': tree(`  goTemplate: true\n  generators: [{ list: { elements: [{ name: app1 }, { name: app-2 }] } }]\n${template}`),
      'dist/app1/web.yaml': web,
      'dist/app2/web.yaml': web,
    },
    'mgmt/trees.yaml',
    [['name: app-2', 'name: app2']],
  ),
  mistake(
    'The Secret of a cluster says to trust anybody and brings a certificate to check',
    'cluster-secret-works',
    {
      'mgmt/cluster-app1.yaml': `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: cluster-app1, namespace: argocd }
spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }
  target:
    name: cluster-app1
    creationPolicy: Owner
    deletionPolicy: Retain
    template:
      metadata: { labels: { argocd.argoproj.io/secret-type: cluster } }
      data:
        name: app1
        server: https://192.168.64.20:6443
        config: '{ "bearerToken": "{{ .token }}", "tlsClientConfig": { "insecure": true, "caData": "{{ .ca }}" } }'
  data:
    - { secretKey: token, remoteRef: { key: platform/app1, property: token } }
    - { secretKey: ca, remoteRef: { key: platform/app1, property: ca } }
`,
    },
    'mgmt/cluster-app1.yaml',
    [['"insecure": true, ', '']],
  ),
  mistake(
    'A template of an ExternalSecret reads a value that its data does not fetch',
    'secret-template-filled',
    {
      'mgmt/objstore.yaml': `apiVersion: external-secrets.io/v1
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
          config: { bucket: thanos, endpoint: 'minio.minio.svc:9000', access_key: '{{ .accessKey }}', secret_key: '{{ .secretKey }}' }
  data:
    - { secretKey: access_key, remoteRef: { key: platform/thanos, property: access } }
    - { secretKey: secretKey, remoteRef: { key: platform/thanos, property: secret } }
`,
    },
    'mgmt/objstore.yaml',
    [['secretKey: access_key', 'secretKey: accessKey']],
  ),
  mistake(
    'A default deny leaves the pods of a namespace without DNS',
    'policy-dns',
    {
      'app1/web.yaml': documents(
        namespace('app'),
        app('web', 'app', 8080, { container: "env: [{ name: API_URL, value: 'http://api-service.app.svc:8080' }]" }),
        app('api', 'app', 8080),
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'web',
          'app',
          `spec:
  endpointSelector: { matchLabels: { app: web } }
  egress:
    - toEndpoints: [{ matchLabels: { app: api } }]
      toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]`,
        ),
      ),
    },
    'app1/web.yaml',
    [
      [
        '  egress:\n',
        "  egress:\n    - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]\n      toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]\n",
      ],
    ],
  ),
  mistake(
    'A registry is asked for on the port of another program of the same machine',
    'policy-admits-tree',
    {
      'compose/docker-compose.yml':
        "services:\n  harbor:\n    image: goharbor/nginx-photon:v2.12.2\n    ports: ['8443:8443']\n  nexus:\n    image: sonatype/nexus3:3.76.0\n    ports: ['8081:8081']\n",
      'app1/policy.yaml': object(
        'kyverno.io/v1',
        'ClusterPolicy',
        'require-harbor-registry',
        '',
        `spec:
  rules:
    - name: registry
      match: { any: [{ resources: { kinds: [Pod] } }] }
      exclude: { any: [{ resources: { namespaces: [kube-system] } }] }
      validate:
        failureAction: Enforce
        message: Images come from Harbor.
        pattern:
          spec:
            =(initContainers): [{ image: 'harbor.local.dev:8443/*' }]
            containers: [{ image: 'harbor.local.dev:8443/*' }]`,
      ),
      'app1/web.yaml': documents(namespace('app'), app('web', 'app', 8080, { image: 'harbor.local.dev:8081/library/web:1.0.0' })),
    },
    'app1/web.yaml',
    [['harbor.local.dev:8081', 'harbor.local.dev:8443']],
  ),
  mistake(
    'The job that copies snapshots of etcd to MinIO uses a Secret of another namespace',
    'config-exists',
    {
      'mgmt/etcd.yaml': documents(
        cronJob(
          'kube-system',
          'etcd-copy',
          'amazon/aws-cli:2.22.0',
          'set -e\naws --endpoint-url=https://s3.example.com s3 cp /backup/etcd.db s3://etcd/mgmt/etcd.db',
          'envFrom: [{ secretRef: { name: minio-etcd } }]\nvolumeMounts: [{ name: backup, mountPath: /backup }]',
        ).replace(
          '          containers:',
          '          volumes: [{ name: backup, persistentVolumeClaim: { claimName: etcd } }]\n          containers:',
        ),
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: etcd, namespace: kube-system }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }\n',
        namespace('minio'),
        object(
          'external-secrets.io/v1',
          'ExternalSecret',
          'minio-etcd',
          'minio',
          'spec: { refreshInterval: 1h, secretStoreRef: { name: vault-backend, kind: ClusterSecretStore }, target: { name: minio-etcd }, data: [{ secretKey: AWS_ACCESS_KEY_ID, remoteRef: { key: platform/etcd, property: id } }] }',
        ),
      ),
    },
    'mgmt/etcd.yaml',
    [['name: minio-etcd, namespace: minio', 'name: minio-etcd, namespace: kube-system']],
  ),
  mistake(
    'Velero is told a plugin of another generation than itself',
    'helm-values-work',
    addon(
      'velero',
      'vmware-tanzu',
      'velero',
      '10.0.1',
      'velero',
      `configuration:
  backupStorageLocation: [{ name: default, provider: aws, bucket: velero, config: { region: eu-central-1 } }]
  uploaderType: restic
credentials: { existingSecret: velero-credentials }
initContainers:
  - { name: velero-plugin-for-aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }
deployNodeAgent: true
schedules: { daily: { schedule: '0 2 * * *', template: { ttl: 168h, defaultVolumesToFsBackup: true } } }
`,
    ),
    'addons/values/velero.yaml',
    [['uploaderType: restic', 'uploaderType: kopia']],
  ),
  mistake(
    'The agent of Velero is switched on with the key of before',
    'velero-schedule-works',
    addon(
      'velero',
      'vmware-tanzu',
      'velero',
      '10.0.1',
      'velero',
      `configuration:
  backupStorageLocation: [{ name: default, provider: aws, bucket: velero, config: { region: eu-central-1 } }]
credentials: { existingSecret: velero-credentials }
initContainers:
  - { name: velero-plugin-for-aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }
deployRestic: true
schedules: { daily: { schedule: '0 2 * * *', template: { ttl: 168h, defaultVolumesToFsBackup: true } } }
`,
    ),
    'addons/values/velero.yaml',
    [['deployRestic: true', 'deployNodeAgent: true']],
  ),
  mistake(
    'A script waits for pods of a release that comes later',
    'script-order',
    {
      'addons/install.sh': installs(
        'kubectl -n vault wait pod/vault-0 --for=jsonpath={.status.phase}=Running --timeout=300s',
        release('vault', 'hashicorp', 'vault', '0.29.1', 'vault'),
      ),
      'addons/values/vault.yaml': 'server: { dataStorage: { size: 10Gi } }\n',
    },
    'addons/install.sh',
    [
      ['kubectl -n vault wait pod/vault-0 --for=jsonpath={.status.phase}=Running --timeout=300s\n', ''],
      [
        '-f addons/values/vault.yaml\n',
        '-f addons/values/vault.yaml\nkubectl -n vault wait pod/vault-0 --for=jsonpath={.status.phase}=Running --timeout=300s\n',
      ],
    ],
  ),
];
