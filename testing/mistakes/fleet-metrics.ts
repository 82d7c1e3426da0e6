import { mistake } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { alert, configMap, deployment, documents, namespace, rules, service } from './pieces.ts';

function stack(values: string, cluster = 'mgmt'): string {
  return clusterChart(
    cluster,
    'kube-prometheus-stack',
    'prometheus-community',
    'kube-prometheus-stack',
    '69.3.1',
    'monitoring',
    values,
    'ServerSideApply=true',
  );
}

function full(more = '', spec = ''): string {
  return `prometheus:
  prometheusSpec:
    retention: 15d
    externalLabels: { cluster: mgmt }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
${spec}${more}`;
}

function ruled(values: string, ...alerts: readonly string[]): Readonly<Record<string, string>> {
  return {
    'mgmt/prometheus.yaml': stack(values),
    'mgmt/rules.yaml': documents(namespace('monitoring'), rules('monitoring', 'platform', ...alerts)),
  };
}

function agent(more = '', cluster = 'app1'): string {
  return `alertmanager: { enabled: false }
grafana: { enabled: false }
defaultRules: { create: false }
prometheus:
  agentMode: true
  prometheusSpec:
    externalLabels: { cluster: ${cluster} }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } } } }
    remoteWrite:
      - url: https://receive.example.com/api/v1/receive
${more}`;
}

function loki(values: string): Readonly<Record<string, string>> {
  return addon('loki', 'grafana', 'loki', '6.30.1', 'monitoring', values);
}

function single(limits: string, common: string, schema: string): string {
  return `deploymentMode: SingleBinary
loki:
  auth_enabled: false
  commonConfig: ${common}
  storage: { type: filesystem }
  schemaConfig:
    configs:
      - ${schema}
  limits_config: ${limits}
  compactor: { retention_enabled: true, delete_request_store: filesystem }
singleBinary: { replicas: 1, persistence: { size: 30Gi } }
backend: { replicas: 0 }
read: { replicas: 0 }
write: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
`;
}

const one = '{ replication_factor: 1 }';
const tsdb = '{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }';
const week = '{ retention_period: 168h }';

function promtail(config: string, more = ''): Readonly<Record<string, string>> {
  return addon(
    'promtail',
    'grafana',
    'promtail',
    '6.17.1',
    'monitoring',
    `config:
  clients:
    - ${config}
${more}`,
  );
}

function receive(hashring: string): string {
  return documents(
    namespace('monitoring'),
    configMap('monitoring', 'thanos-hashrings', { 'hashrings.json': `[{ "endpoints": ["${hashring}"] }]` }),
    `apiVersion: v1
kind: Service
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  clusterIP: None
  selector: { app: thanos-receive }
  ports: [{ name: grpc, port: 10901 }, { name: http, port: 10902 }, { name: remote-write, port: 19291 }]
`,
    `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: thanos-receive, namespace: monitoring }
spec:
  serviceName: thanos-receive
  replicas: 1
  selector: { matchLabels: { app: thanos-receive } }
  template:
    metadata: { labels: { app: thanos-receive } }
    spec:
      containers:
        - name: receive
          image: quay.io/thanos/thanos:v0.37.2
          args:
            - receive
            - --label=receive="true"
            - --receive.hashrings-file=/etc/thanos/hashrings.json
            - --receive.local-endpoint=thanos-receive-0.thanos-receive.monitoring.svc:10901
            - --tsdb.path=/data
            - --remote-write.address=0.0.0.0:19291
          ports: [{ name: grpc, containerPort: 10901 }, { name: http, containerPort: 10902 }, { name: remote-write, containerPort: 19291 }]
          volumeMounts: [{ name: data, mountPath: /data }, { name: hashrings, mountPath: /etc/thanos }]
      volumes: [{ name: hashrings, configMap: { name: thanos-hashrings } }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }
`,
  );
}

function compactor(retention: string): string {
  return documents(
    namespace('monitoring'),
    deployment(
      'monitoring',
      'thanos-compact',
      'quay.io/thanos/thanos:v0.37.2',
      10902,
      `args: [compact, --wait, --data-dir=/data, --objstore.config-file=/etc/thanos/config.yaml, ${retention}]`,
    ),
  );
}

function dashboard(expr: string, uid: string): string {
  return documents(
    namespace('monitoring'),
    configMap(
      'monitoring',
      'grafana-datasources',
      {
        'datasources.yaml': `apiVersion: 1
datasources:
  - { name: Thanos, uid: thanos, type: prometheus, access: proxy, url: 'http://thanos-query.monitoring.svc:10902', isDefault: true }
  - { name: Loki, uid: loki, type: loki, access: proxy, url: 'http://loki.monitoring.svc:3100' }`,
      },
      "grafana_datasource: '1'",
    ),
    configMap(
      'monitoring',
      'dashboard-clusters',
      {
        'clusters.json': JSON.stringify({
          uid: 'clusters',
          title: 'Clusters',
          panels: [{ id: 1, type: 'timeseries', title: 'Up', datasource: { type: 'prometheus', uid }, targets: [{ refId: 'A', expr }] }],
        }),
      },
      "grafana_dashboard: '1'",
    ),
    service('monitoring', 'loki', 3100),
    service('monitoring', 'thanos-query', 10902),
    deployment('monitoring', 'loki', 'grafana/loki:3.5.0', 3100),
    deployment(
      'monitoring',
      'thanos-query',
      'quay.io/thanos/thanos:v0.37.2',
      10902,
      'args: [query, --endpoint=dns+thanos-store.example.com:10901]',
    ),
  );
}

/** Metrics, logs and dashboards of three clusters, a further time. */
export const fleetMetrics: readonly Mistake[] = [
  mistake(
    'An objective for thirty days is asked of a Prometheus that keeps fifteen',
    'query-range-kept',
    ruled(full(), alert('AvailabilityBelowObjective', 'avg_over_time(up{job="apiserver"}[30d]) < 0.99')),
    'mgmt/rules.yaml',
    [['[30d]', '[14d]']],
  ),
  mistake(
    'An alert names a cluster otherwise than its agent does',
    'query-names-exist',
    {
      ...ruled(full(), alert('AgentSilent', 'absent(up{cluster="app-1", job="kubelet"})')),
      'mgmt/app1-prometheus.yaml': stack(agent(), 'app1'),
    },
    'mgmt/rules.yaml',
    [['app-1', 'app1']],
  ),
  mistake(
    'The alert about backups asks for a schedule under its former name',
    'query-names-exist',
    {
      ...ruled(full(), alert('BackupTooOld', 'time() - velero_backup_last_successful_timestamp{schedule="daily"} > 93600')),
      'mgmt/velero.yaml': clusterChart(
        'mgmt',
        'velero',
        'vmware-tanzu',
        'velero',
        '10.0.1',
        'velero',
        `snapshotsEnabled: false
backupsEnabled: false
deployNodeAgent: true
credentials: { existingSecret: velero-credentials }
metrics: { enabled: true, serviceMonitor: { enabled: true, additionalLabels: { release: kube-prometheus-stack } } }
schedules:
  daily-backup: { schedule: '0 2 * * *', useOwnerReferencesInBackup: false, template: { ttl: 168h, defaultVolumesToFsBackup: true } }
initContainers:
  - { name: aws, image: 'velero/velero-plugin-for-aws:v1.12.0', volumeMounts: [{ mountPath: /target, name: plugins }] }`,
      ),
    },
    'mgmt/rules.yaml',
    [['daily', 'velero-daily-backup']],
  ),
  mistake(
    'An alert about certificates counts days where the metric counts seconds',
    'threshold-fits-unit',
    ruled(full(), alert('CertificateEnds', 'certmanager_certificate_expiration_timestamp_seconds - time() < 7')),
    'mgmt/rules.yaml',
    [['time() < 7', 'time() < 7 * 86400']],
  ),
  mistake(
    'The size of the claim of Prometheus stands beside "requests"',
    'helm-parts-valid',
    ruled(
      full().replace('resources: { requests: { storage: 20Gi } }', 'resources: { storage: 20Gi }'),
      alert('Up', 'up{job="apiserver"} == 0'),
    ),
    'mgmt/prometheus.yaml',
    [['resources: { storage: 20Gi }', 'resources: { requests: { storage: 20Gi } }']],
  ),
  mistake(
    'The claim of Prometheus is described without the level of its template',
    'helm-parts-valid',
    ruled(full().replace('{ volumeClaimTemplate: { spec:', '{ volumeClaimTemplates: { spec:'), alert('Up', 'up{job="apiserver"} == 0')),
    'mgmt/prometheus.yaml',
    [['volumeClaimTemplates:', 'volumeClaimTemplate:']],
  ),
  mistake(
    'What an agent may use in memory is written in thousandths of a byte',
    'helm-parts-valid',
    {
      'mgmt/app1.yaml': stack(
        agent('    resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 256m } }\n'),
        'app1',
      ),
    },
    'mgmt/app1.yaml',
    [['memory: 256m ', 'memory: 256Mi ']],
  ),
  mistake(
    'The limit of Promtail is below its request',
    'helm-parts-valid',
    promtail(
      "{ url: 'https://logs.example.com/loki/api/v1/push' }",
      'resources: { requests: { cpu: 50m, memory: 256Mi }, limits: { cpu: 100m, memory: 128Mi } }\n',
    ),
    'addons/values/promtail.yaml',
    [['memory: 256Mi', 'memory: 64Mi']],
  ),
  mistake(
    'Promtail is to put in a variable, and is not told to look for variables',
    'helm-values-work',
    promtail(
      "{ url: 'https://logs.example.com/loki/api/v1/push', external_labels: { cluster: app1, host: '${HOSTNAME}' } }",
      'extraArgs: [-client.external-labels=site=home]\n',
    ),
    'addons/values/promtail.yaml',
    [['-client.external-labels=site=home', '-config.expand-env=true']],
  ),
  mistake(
    'Promtail pushes to the gateway of Loki, which its values switch off',
    'url-host-exists',
    {
      'mgmt/loki.yaml': clusterChart(
        'mgmt',
        'loki',
        'grafana',
        'loki',
        '6.30.1',
        'monitoring',
        `${single(week, one, tsdb)}gateway: { enabled: false }\n`,
      ),
      'mgmt/promtail.yaml': clusterChart(
        'mgmt',
        'promtail',
        'grafana',
        'promtail',
        '6.17.1',
        'monitoring',
        "config: { clients: [{ url: 'http://loki-gateway.monitoring.svc/loki/api/v1/push' }] }",
      ),
    },
    'mgmt/promtail.yaml',
    [['http://loki-gateway.monitoring.svc/', 'http://loki.monitoring.svc:3100/']],
  ),
  mistake(
    'Loki keeps three copies of every line, and is one',
    'helm-values-work',
    loki(single(week, '{ replication_factor: 3 }', tsdb)),
    'addons/values/loki.yaml',
    [['replication_factor: 3', 'replication_factor: 1']],
  ),
  mistake(
    'Loki 3 gets the index of before, with which it does not start',
    'helm-values-work',
    loki(single(week, one, tsdb.replace('store: tsdb', 'store: boltdb-shipper').replace('v13', 'v12'))),
    'addons/values/loki.yaml',
    [
      ['store: boltdb-shipper', 'store: tsdb'],
      ['schema: v12', 'schema: v13'],
    ],
  ),
  mistake(
    'The index of Loki is cut by the week, where it has to be a day',
    'helm-values-work',
    loki(single(week, one, tsdb.replace('period: 24h', 'period: 168h'))),
    'addons/values/loki.yaml',
    [['period: 168h } }', 'period: 24h } }']],
  ),
  mistake(
    'Loki is told to keep lines for a number of days without the unit',
    'helm-values-work',
    loki(single('{ retention_period: 7 }', one, tsdb)),
    'addons/values/loki.yaml',
    [['retention_period: 7 ', 'retention_period: 168h ']],
  ),
  mistake(
    'Loki refuses lines that are younger than what it keeps, so agents lose what they saved',
    'helm-values-work',
    loki(single('{ retention_period: 168h, reject_old_samples: true, reject_old_samples_max_age: 1h }', one, tsdb)),
    'addons/values/loki.yaml',
    [['reject_old_samples_max_age: 1h', 'reject_old_samples_max_age: 168h']],
  ),
  mistake(
    'The receivers of Thanos hand samples to each other on the port of remote writes',
    'thanos-works',
    { 'mgmt/thanos.yaml': receive('thanos-receive-0.thanos-receive.monitoring.svc:19291') },
    'mgmt/thanos.yaml',
    [['"thanos-receive-0.thanos-receive.monitoring.svc:19291"', '"thanos-receive-0.thanos-receive.monitoring.svc:10901"']],
  ),
  mistake(
    'The ring of receivers of Thanos does not have the receiver that reads it',
    'url-host-exists',
    { 'mgmt/thanos.yaml': receive('thanos-receive-0.thanos-receive.thanos.svc:10901') },
    'mgmt/thanos.yaml',
    [['"thanos-receive-0.thanos-receive.thanos.svc:10901"', '"thanos-receive-0.thanos-receive.monitoring.svc:10901"']],
  ),
  mistake(
    'Thanos deletes raw samples before it makes smaller ones of them',
    'thanos-works',
    { 'mgmt/thanos.yaml': compactor('--retention.resolution-raw=1d, --retention.resolution-5m=90d') },
    'mgmt/thanos.yaml',
    [['--retention.resolution-raw=1d', '--retention.resolution-raw=30d']],
  ),
  mistake(
    'A panel for metrics asks the source of logs',
    'datasource-uid-exists',
    { 'mgmt/grafana.yaml': dashboard('sum by (cluster) (up)', 'loki') },
    'mgmt/grafana.yaml',
    [['"type":"prometheus","uid":"loki"', '"type":"prometheus","uid":"thanos"']],
  ),
  mistake(
    'Metrics reach Thanos twice: by a sidecar and by remote write',
    'helm-values-work',
    {
      ...ruled(
        full(
          '',
          `    thanos: { objectStorageConfig: { existingSecret: { name: thanos-objstore, key: config.yaml } } }
    remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/receive' }]
`,
        ),
        alert('Up', 'up{job="apiserver"} == 0'),
      ),
      'mgmt/thanos.yaml': receive('thanos-receive-0.thanos-receive.monitoring.svc:10901'),
    },
    'mgmt/prometheus.yaml',
    [["            remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/receive' }]\n", '']],
  ),
  mistake(
    'Two node exporters want the same port of every node',
    'helm-component-once',
    {
      'mgmt/prometheus.yaml': stack(full()),
      'mgmt/exporter.yaml': clusterChart(
        'mgmt',
        'node-exporter',
        'prometheus-community',
        'prometheus-node-exporter',
        '4.43.1',
        'monitoring',
        'tolerations: [{ operator: Exists }]',
      ),
    },
    'mgmt/prometheus.yaml',
    [['prometheus:\n', 'nodeExporter: { enabled: false }\n        prometheus:\n']],
  ),
];
