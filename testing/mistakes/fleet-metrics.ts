import { mistake } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { alert } from './pieces.ts';
import {
  stack,
  full,
  ruled,
  agent,
  loki,
  single,
  one,
  tsdb,
  week,
  promtail,
  receive,
  compactor,
  dashboard,
} from './fleet-metrics-parts.ts';

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
