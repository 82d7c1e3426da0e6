import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, deployment, documents, GRAFANA_CHARTS, mending, namespace, service } from './pieces.ts';

function loki(limits: string, more = ''): Tree {
  return {
    'monitoring/loki.yaml': documents(
      namespace('monitoring'),
      configMap('monitoring', 'loki-config', {
        'loki.yaml': `auth_enabled: false
server: { http_listen_port: 3100 }
common: { path_prefix: /loki, replication_factor: 1, storage: { filesystem: { chunks_directory: /loki/chunks, rules_directory: /loki/rules } } }
schema_config: { configs: [{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }
limits_config: { ${limits} }${more}`,
      }),
      deployment(
        'monitoring',
        'loki',
        'grafana/loki:3.1.0',
        3100,
        "args: ['-config.file=/etc/loki/loki.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/loki }, { name: data, mountPath: /loki }]",
      ).replace(
        '      containers:',
        '      volumes: [{ name: config, configMap: { name: loki-config } }, { name: data, persistentVolumeClaim: { claimName: loki } }]\n      containers:',
      ),
      service('monitoring', 'loki', 3100),
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: loki, namespace: monitoring }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }\n',
    ),
  };
}

const kept = loki('retention_period: 168h');
function loaded(query: string): string {
  return configMap(
    'monitoring',
    'logs-board',
    {
      'logs.json': `{ "uid": "logs", "title": "Logs", "panels": [{ "type": "logs", "title": "Errors", "datasource": { "type": "loki", "uid": "loki" }, "targets": [{ "expr": ${JSON.stringify(query)}, "refId": "A" }] }] }`,
    },
    "grafana_dashboard: '1'",
  );
}

const promtail: Tree = {
  ...loki(
    'retention_period: 168h',
    '\ncompactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }',
  ),
  'monitoring/promtail.yaml': configMap('monitoring', 'promtail-config', {
    'promtail.yaml': `server: { http_listen_port: 9080 }
positions: { filename: /run/promtail/positions.yaml }
clients: [{ url: 'http://loki:3100/loki/api/v1/push' }]
scrape_configs:
  - job_name: pods
    kubernetes_sd_configs: [{ role: pod }]
    pipeline_stages:
      - cri: {}
      - json: { expressions: { level: level } }
      - labels: { level: }
    relabel_configs:
      - { source_labels: [__meta_kubernetes_namespace], target_label: namespace }
      - { source_labels: [__meta_kubernetes_pod_label_app], target_label: app }
      - { source_labels: [__meta_kubernetes_pod_uid, __meta_kubernetes_pod_container_name], separator: /, target_label: __path__, replacement: /var/log/pods/*$1/*.log }`,
  }),
  'monitoring/board.yaml': documents(
    configMap(
      'monitoring',
      'grafana-datasources',
      { 'loki.yaml': 'apiVersion: 1\ndatasources: [{ name: Loki, type: loki, uid: loki, url: "http://loki:3100" }]' },
      "grafana_datasource: '1'",
    ),
    loaded('{namespace="shop", severity="error"}'),
  ),
};
const oldLoki: Tree = {
  'argocd/loki.yaml': chart(
    'logging',
    'loki',
    [GRAFANA_CHARTS, 'loki', '6.16.0'],
    'loki:\n  auth_enabled: false\n  storage: { type: filesystem, bucketNames: { chunks: c, ruler: r, admin: a } }\n  commonConfig: { replication_factor: 1 }\n  useTestSchema: true\ndeploymentMode: SingleBinary\nsingleBinary: { replicas: 1 }\nread: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }',
  ),
  'argocd/promtail.yaml': chart(
    'logging',
    'promtail',
    [GRAFANA_CHARTS, 'promtail', '6.16.6'],
    'config:\n  clients: [{ url: http://loki-stack.logging:3100/loki/api/v1/push }]',
  ),
};
const tenant = mending(oldLoki, 'argocd/loki.yaml', ['auth_enabled: false', 'auth_enabled: true']);
const tenants: Tree = {
  ...oldLoki,
  ...tenant,
  ...mending(oldLoki, 'argocd/promtail.yaml', ['loki-stack.logging:3100', 'loki-gateway.logging']),
};
const elastic: Tree = {
  'logging/fluent-bit.yaml': documents(
    namespace('logging'),
    configMap('logging', 'fluent-bit-config', {
      'fluent-bit.conf':
        '[SERVICE]\n    Flush 5\n[INPUT]\n    Name tail\n    Path /var/log/containers/*.log\n    Tag kube.*\n[OUTPUT]\n    Name es\n    Match kube.*\n    Host elasticsearch\n    Port 9200\n    Suppress_Type_Name On',
    }),
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: fluent-bit, namespace: logging }\nspec:\n  selector: { matchLabels: { app: fluent-bit } }\n  template:\n    metadata: { labels: { app: fluent-bit } }\n    spec:\n      volumes: [{ name: config, configMap: { name: fluent-bit-config } }, { name: log, hostPath: { path: /var/log } }]\n      containers:\n        - { name: fluent-bit, image: "fluent/fluent-bit:2.2.2", volumeMounts: [{ name: config, mountPath: /fluent-bit/etc/ }, { name: log, mountPath: /var/log, readOnly: true }] }\n',
    service('logging', 'elasticsearch-master', 9200, 'http', 'elasticsearch'),
    deployment('logging', 'elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch:8.12.0', 9200),
  ),
};

const unmatched = mending(
  elastic,
  'logging/fluent-bit.yaml',
  ['Host elasticsearch', 'Host elasticsearch-master'],
  ['Match kube.*', 'Match k8s.*'],
);
/** Logs that get lost on their way. */
export const logPipelines: readonly Mistake[] = [
  {
    name: 'Loki is given a retention and no compactor that enforces it',
    caughtBy: 'retention-enforced',
    tree: kept,
    mended: loki(
      'retention_period: 168h',
      '\ncompactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }',
    ),
  },
  {
    name: 'A log panel selects by a label that the pipeline calls otherwise',
    caughtBy: 'log-label-known',
    says: 'severity',
    tree: promtail,
    mended: mending(promtail, 'monitoring/board.yaml', ['severity=', 'level=']),
  },
  {
    name: 'Promtail pushes to the Service of the chart before',
    caughtBy: ['url-host-exists', 'helm-default-address'],
    says: 'loki-stack',
    tree: oldLoki,
    mended: mending(oldLoki, 'argocd/promtail.yaml', ['loki-stack.logging:3100', 'loki-gateway.logging']),
  },
  {
    name: 'Loki asks for a tenant that Promtail does not send',
    caughtBy: 'loki-tenant-sent',
    tree: tenants,
    mended: mending(oldLoki, 'argocd/loki.yaml', ['auth_enabled: false', 'auth_enabled: false ']),
  },
  {
    name: 'Fluent Bit writes to a host that is called otherwise',
    caughtBy: 'url-host-exists',
    says: 'elasticsearch',
    tree: elastic,
    mended: mending(elastic, 'logging/fluent-bit.yaml', ['Host elasticsearch', 'Host elasticsearch-master']),
  },
  {
    name: 'An output of Fluent Bit matches no tag of its inputs',
    caughtBy: 'fluent-tags-match',
    says: 'k8s.*',
    tree: { ...elastic, ...unmatched },
  },
];
