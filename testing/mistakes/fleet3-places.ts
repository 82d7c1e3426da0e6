import { app, deployment, mistake, object, service } from './apps.ts';
import { documents, namespace, rules, alert } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { stack, app2 } from './fleet3-keys-parts.ts';

/** Sources, waves, places of pods and of what they keep. */
export const fleet3Places: readonly Mistake[] = [
  mistake(
    'A file of values from another source lacks the sign before its name',
    'application-values-exist',
    {
      'mgmt/a.yaml': app2(
        'shop',
        "  sources:\n    - { repoURL: 'https://charts.example.com', chart: shop, targetRevision: 1.0.0, helm: { valueFiles: [values/envs/app1/values.yaml] } }\n    - { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, ref: values }",
      ),
      'envs/app1/values.yaml': 'replicaCount: 1\n',
    },
    'mgmt/a.yaml',
    [['[values/envs', '[$values/envs']],
  ),
  mistake(
    'The time before a sync is tried again is a number',
    'operator-values-read',
    {
      'mgmt/a.yaml': app2(
        'shop',
        "  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: teams/shop }",
        ', retry: { limit: 5, backoff: { duration: 5, factor: 2, maxDuration: 3m } }',
      ),
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/a.yaml',
    [['duration: 5,', 'duration: 5s,']],
  ),
  mistake(
    'An option of a sync has no value',
    'sync-words-known',
    {
      'mgmt/a.yaml': app2(
        'shop',
        "  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: teams/shop }",
        ', syncOptions: [PruneLast]',
      ),
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/a.yaml',
    [['[PruneLast]', '[PruneLast=true]']],
  ),
  mistake(
    'Settings of plain folders stand beside a kustomization',
    'application-source-exists',
    {
      'mgmt/a.yaml': app2(
        'shop',
        "  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: teams/shop, directory: { recurse: true } }",
      ),
      'teams/shop/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [w.yaml]\n',
      'teams/shop/w.yaml': app('web', 'shop', 8080),
    },
    'mgmt/a.yaml',
    [[', directory: { recurse: true }', '']],
  ),
  mistake(
    'A namespace comes in a later wave than what is in it',
    'namespace-wave-first',
    {
      'mgmt/a.yaml': app2('shop', "  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: teams/shop }"),
      'teams/shop/w.yaml': documents(
        namespace('shop').replace(
          'metadata: { name: shop }',
          "metadata: { name: shop, annotations: { argocd.argoproj.io/sync-wave: '1' } }",
        ),
        app('web', 'shop', 8080),
      ),
    },
    'teams/shop/w.yaml',
    [["sync-wave: '1'", "sync-wave: '-1'"]],
  ),
  mistake(
    'A secret is fetched after the workload that waits for it',
    'needed-comes-first',
    {
      'mgmt/a.yaml': app2('shop', "  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: teams/shop }"),
      'teams/shop/w.yaml': documents(
        namespace('shop'),
        deployment('web', 'shop', 8080, { container: 'envFrom: [{ secretRef: { name: web } }]' }),
        object(
          'external-secrets.io/v1',
          'ExternalSecret',
          'web',
          'shop',
          'spec: { refreshInterval: 1h, secretStoreRef: { name: vault, kind: ClusterSecretStore }, target: { name: web }, dataFrom: [{ extract: { key: app/web } }] }',
        ).replace('namespace: shop }', "namespace: shop, annotations: { argocd.argoproj.io/sync-wave: '2' } }"),
      ),
    },
    'teams/shop/w.yaml',
    [["sync-wave: '2'", "sync-wave: '-1'"]],
  ),
  mistake(
    'An anti-affinity keeps away from pods that there are not',
    'spread-selects-own-pods',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080, {
          replicas: 2,
          pod: 'automountServiceAccountToken: false\naffinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: webs } } }] } }',
        }),
      ),
    },
    'app1/a.yaml',
    [['app: webs', 'app: web']],
  ),
  mistake(
    'An anti-affinity is over a label that no node has',
    'topology-key-known',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080, {
          replicas: 2,
          pod: 'automountServiceAccountToken: false\naffinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: hostname, labelSelector: { matchLabels: { app: web } } } }] } }',
        }),
      ),
    },
    'app1/a.yaml',
    [['topologyKey: hostname', 'topologyKey: kubernetes.io/hostname']],
  ),
  mistake(
    'A budget keeps half of one pod',
    'disruption-allowed',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('web', 'app', 8080),
        object('policy/v1', 'PodDisruptionBudget', 'web', 'app', 'spec: { minAvailable: 50%, selector: { matchLabels: { app: web } } }'),
      ),
    },
    'app1/a.yaml',
    [['minAvailable: 50%', 'maxUnavailable: 1']],
  ),
  mistake(
    'The command before a backup has blanks and no shell',
    'velero-hook-runs',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('db', 'app', 5432).replace(
          'metadata: { labels: { app: db } }',
          'metadata:\n      labels: { app: db }\n      annotations: { pre.hook.backup.velero.io/command: pg_dump -U app > /data/d.sql, pre.hook.backup.velero.io/container: db }',
        ),
      ),
    },
    'app1/a.yaml',
    [['command: pg_dump -U app > /data/d.sql', `command: '["/bin/sh", "-c", "pg_dump -U app > /data/d.sql"]'`]],
  ),
  mistake(
    'The time for a command before a backup has no unit',
    'velero-hook-runs',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('db', 'app', 5432).replace(
          'metadata: { labels: { app: db } }',
          `metadata:\n      labels: { app: db }\n      annotations: { pre.hook.backup.velero.io/command: '["/bin/sync"]', pre.hook.backup.velero.io/timeout: '180' }`,
        ),
      ),
    },
    'app1/a.yaml',
    [["timeout: '180'", 'timeout: 3m']],
  ),
  mistake(
    'What follows an error before a backup is written small',
    'velero-hook-runs',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        deployment('db', 'app', 5432).replace(
          'metadata: { labels: { app: db } }',
          `metadata:\n      labels: { app: db }\n      annotations: { pre.hook.backup.velero.io/command: '["/bin/sync"]', pre.hook.backup.velero.io/on-error: fail }`,
        ),
      ),
    },
    'app1/a.yaml',
    [['on-error: fail', 'on-error: Fail']],
  ),
  mistake(
    'What becomes of claims is said in another word',
    'schema-valid',
    {
      'app1/a.yaml': documents(
        namespace('app'),
        service('db', 'app', 5432),
        deployment('db', 'app', 5432)
          .replace('kind: Deployment', 'kind: StatefulSet')
          .replace(
            '  replicas: 1\n',
            '  replicas: 1\n  serviceName: db-service\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Keep }\n',
          ),
      ),
    },
    'app1/a.yaml',
    [['whenDeleted: Keep', 'whenDeleted: Retain']],
  ),
  mistake(
    'A local volume does not say on which machine it is',
    'schema-valid',
    {
      'app1/a.yaml': object(
        'v1',
        'PersistentVolume',
        'data',
        '',
        'spec: { capacity: { storage: 5Gi }, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, storageClassName: local-storage, local: { path: /mnt/data } }',
      ),
    },
    'app1/a.yaml',
    [
      [
        'local: { path: /mnt/data } }',
        'local: { path: /mnt/data }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [app1-worker-0] }] }] } } }',
      ],
    ],
  ),
  mistake(
    'A local volume is on a machine that has another name',
    'volume-node-exists',
    {
      'inventory.yaml':
        'clusters:\n  - { name: app1, nodes: [{ name: app1-cp, ip: 192.168.64.20 }, { name: app1-worker-0, ip: 192.168.64.21 }] }\n',
      'app1/n.yaml': documents(object('v1', 'Node', 'app1-worker-0', '', 'status: {}'), object('v1', 'Node', 'app1-cp', '', 'status: {}')),
      'app1/a.yaml': object(
        'v1',
        'PersistentVolume',
        'data',
        '',
        'spec: { capacity: { storage: 5Gi }, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, storageClassName: local-storage, local: { path: /mnt/data }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In, values: [app1-worker0] }] }] } } }',
      ),
    },
    'app1/a.yaml',
    [['[app1-worker0]', '[app1-worker-0]']],
  ),
  mistake(
    'Thanos Query asks itself',
    'thanos-works',
    {
      'mgmt/t.yaml': documents(
        namespace('monitoring'),
        deployment('thanos-query', 'monitoring', 10902, {
          image: 'quay.io/thanos/thanos:v0.39.2',
          container: 'args: [query, --endpoint=thanos-query-service.monitoring.svc:10901, --query.replica-label=replica]',
        }),
        service('thanos-query', 'monitoring', 10901, 'grpc'),
      ),
    },
    'mgmt/t.yaml',
    [['--endpoint=thanos-query-service', '--endpoint=thanos-store']],
  ),
  mistake(
    'An alert on budgets has a letter too few',
    'metric-name-known',
    {
      'mgmt/s.yaml': stack(),
      'mgmt/r.yaml': rules(
        'monitoring',
        'q',
        alert('Pdb', 'kube_poddisruptionbudget_status_current_healthy < kube_poddisruptionbudget_status_desired_health'),
      ),
    },
    'mgmt/r.yaml',
    [['desired_health"', 'desired_healthy"']],
  ),
  mistake(
    'An alert on volumes chooses by pod, which its metric does not know',
    'label-value-possible',
    {
      'mgmt/s.yaml': stack(),
      'mgmt/r.yaml': rules(
        'monitoring',
        'q',
        alert('Disk', 'kubelet_volume_stats_available_bytes{pod=~"thanos.*"} / kubelet_volume_stats_capacity_bytes{pod=~"thanos.*"} < 0.1'),
      ),
    },
    'mgmt/r.yaml',
    [['{pod=~\\"thanos.*\\"}', '{persistentvolumeclaim=~\\"data-thanos.*\\"}']],
  ),
];
