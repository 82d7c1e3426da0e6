import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, deployment, documents, folder, GRAFANA_CHARTS, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

const tempo = documents(
  namespace('monitoring'),
  namespace('shop'),
  deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 3200),
  'apiVersion: v1\nkind: Service\nmetadata: { name: tempo, namespace: monitoring }\nspec:\n  selector: { app: tempo }\n  ports: [{ name: http, port: 3200 }, { name: otlp-grpc, port: 4317 }, { name: otlp-http, port: 4318 }]\n',
);
const traced = (env: string): Tree => ({ 'monitoring/tempo.yaml': tempo, 'shop/api.yaml': deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080, `env:\n${env}`) });
const protocol = traced('  - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: http://tempo.monitoring:4317 }\n  - { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf }');
const jaeger = traced('  - { name: JAEGER_AGENT_HOST, value: jaeger-agent.monitoring }\n  - { name: JAEGER_AGENT_PORT, value: "6831" }');
const loki = (limits: string, more = ''): Tree => ({
  'monitoring/loki.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'loki-config', {
      'loki.yaml': `auth_enabled: false
server: { http_listen_port: 3100 }
common: { path_prefix: /loki, replication_factor: 1, storage: { filesystem: { chunks_directory: /loki/chunks, rules_directory: /loki/rules } } }
schema_config: { configs: [{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }
limits_config: { ${limits} }${more}`,
    }),
    deployment('monitoring', 'loki', 'grafana/loki:3.1.0', 3100, "args: ['-config.file=/etc/loki/loki.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/loki }, { name: data, mountPath: /loki }]").replace(
      '      containers:',
      '      volumes: [{ name: config, configMap: { name: loki-config } }, { name: data, persistentVolumeClaim: { claimName: loki } }]\n      containers:',
    ),
    service('monitoring', 'loki', 3100),
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: loki, namespace: monitoring }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }\n',
  ),
});
const kept = loki('retention_period: 168h');
const loaded = (query: string): string =>
  configMap('monitoring', 'logs-board', { 'logs.json': `{ "uid": "logs", "title": "Logs", "panels": [{ "type": "logs", "title": "Errors", "datasource": { "type": "loki", "uid": "loki" }, "targets": [{ "expr": ${JSON.stringify(query)}, "refId": "A" }] }] }` }, "grafana_dashboard: '1'");
const promtail: Tree = {
  ...loki('retention_period: 168h', '\ncompactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }'),
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
    configMap('monitoring', 'grafana-datasources', { 'loki.yaml': 'apiVersion: 1\ndatasources: [{ name: Loki, type: loki, uid: loki, url: "http://loki:3100" }]' }, "grafana_datasource: '1'"),
    loaded('{namespace="shop", severity="error"}'),
  ),
};
const oldLoki: Tree = {
  'argocd/loki.yaml': chart('logging', 'loki', [GRAFANA_CHARTS, 'loki', '6.16.0'], 'loki:\n  auth_enabled: false\n  storage: { type: filesystem, bucketNames: { chunks: c, ruler: r, admin: a } }\n  commonConfig: { replication_factor: 1 }\n  useTestSchema: true\ndeploymentMode: SingleBinary\nsingleBinary: { replicas: 1 }\nread: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }'),
  'argocd/promtail.yaml': chart('logging', 'promtail', [GRAFANA_CHARTS, 'promtail', '6.16.6'], 'config:\n  clients: [{ url: http://loki-stack.logging:3100/loki/api/v1/push }]'),
};
const tenant = mending(oldLoki, 'argocd/loki.yaml', ['auth_enabled: false', 'auth_enabled: true']);
const tenants: Tree = { ...oldLoki, ...tenant, ...mending(oldLoki, 'argocd/promtail.yaml', ['loki-stack.logging:3100', 'loki-gateway.logging']) };
const elastic: Tree = {
  'logging/fluent-bit.yaml': documents(
    namespace('logging'),
    configMap('logging', 'fluent-bit-config', { 'fluent-bit.conf': '[SERVICE]\n    Flush 5\n[INPUT]\n    Name tail\n    Path /var/log/containers/*.log\n    Tag kube.*\n[OUTPUT]\n    Name es\n    Match kube.*\n    Host elasticsearch\n    Port 9200\n    Suppress_Type_Name On' }),
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: fluent-bit, namespace: logging }\nspec:\n  selector: { matchLabels: { app: fluent-bit } }\n  template:\n    metadata: { labels: { app: fluent-bit } }\n    spec:\n      volumes: [{ name: config, configMap: { name: fluent-bit-config } }, { name: log, hostPath: { path: /var/log } }]\n      containers:\n        - { name: fluent-bit, image: "fluent/fluent-bit:2.2.2", volumeMounts: [{ name: config, mountPath: /fluent-bit/etc/ }, { name: log, mountPath: /var/log, readOnly: true }] }\n',
    service('logging', 'elasticsearch-master', 9200, 'http', 'elasticsearch'),
    deployment('logging', 'elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch:8.12.0', 9200),
  ),
};
const unmatched = mending(elastic, 'logging/fluent-bit.yaml', ['Host elasticsearch', 'Host elasticsearch-master'], ['Match kube.*', 'Match k8s.*']);
const objects: Tree = {
  'monitoring/thanos.yaml': documents(
    namespace('monitoring'),
    'apiVersion: v1\nkind: Secret\nmetadata: { name: thanos-objstore, namespace: monitoring }\nstringData:\n  thanos.yaml: |\n    type: FILESYSTEM\n    config: { directory: /data }\n',
    'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: { name: main, namespace: monitoring }\nspec:\n  replicas: 1\n  serviceAccountName: default\n  thanos: { version: v0.34.0, objectStorageConfig: { name: thanos-objstore, key: objstore.yml } }\n',
  ),
};
const query: Tree = {
  'monitoring/query.yaml': documents(
    namespace('monitoring'),
    deployment('monitoring', 'thanos-query', 'quay.io/thanos/thanos:v0.34.0', 10902, "args: [query, '--endpoint=dnssrv+_grpc._tcp.thanos-store-gateway.monitoring.svc.cluster.local', '--query.replica-label=replica']"),
    service('monitoring', 'thanos-store', 10901, 'grpc'),
    deployment('monitoring', 'thanos-store', 'quay.io/thanos/thanos:v0.34.0', 10901, "args: [store, '--data-dir=/data', '--objstore.config-file=/etc/thanos/objstore.yml']"),
  ),
};
const namedPort = mending(query, 'monitoring/query.yaml', ['thanos-store-gateway.', 'thanos-store.'], ['name: grpc, port: 10901', 'name: http-grpc, port: 10901']);
const collector: Tree = {
  'monitoring/tempo.yaml': tempo,
  'monitoring/collector.yaml': documents(
    configMap('monitoring', 'otel-config', {
      'config.yaml': `receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
processors: { batch: {} }
exporters: { otlp/tempo: { endpoint: tempo:4317, tls: { insecure: true } } }
service: { pipelines: { traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp/tempo] } } }`,
    }),
    deployment('monitoring', 'otel-collector', 'otel/opentelemetry-collector-contrib:0.96.0', 4317, "args: ['--config=/etc/otel/config.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/otel }]").replace(
      '      containers:',
      '      volumes: [{ name: config, configMap: { name: otel-config } }]\n      containers:',
    ),
    service('monitoring', 'otel-collector', 4317, 'otlp-grpc'),
  ),
};
const bare = mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]'], [', tls: { insecure: true }', '']);
const sidekick: Tree = {
  'argocd/falco.yaml': chart('falco', 'falco', ['https://falcosecurity.github.io/charts', 'falco', '4.15.0'], "falcosidekick:\n  enabled: true\n  config: { alertmanager: { hostport: 'http://alertmanager.monitoring:9093' } }"),
  'argocd/prometheus.yaml': chart('monitoring', 'kube-prometheus-stack', [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'], 'grafana: { enabled: true }'),
};
const admin: Tree = {
  'argocd/prometheus.yaml': chart('monitoring', 'kube-prometheus-stack', [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'], 'grafana: { enabled: true, admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password } }'),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'monitoring'),
  'monitoring/secret.yaml': documents(
    namespace('monitoring'),
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: grafana-admin-credentials, namespace: monitoring }\nspec: { encryptedData: { admin-user: AgBy3i4OJSWK, admin-password: AgCq9i4OJSWK } }\n',
  ),
};

/** Logs, traces and their stores. */
export const telemetry: readonly Mistake[] = [
  { name: 'Spans go over HTTP to the port for gRPC', caughtBy: 'otlp-port-fits', says: '4317', tree: protocol, mended: mending(protocol, 'shop/api.yaml', ['tempo.monitoring:4317', 'tempo.monitoring:4318']) },
  { name: 'A client sends spans to the Jaeger agent that Tempo replaced', caughtBy: 'url-host-exists', says: 'jaeger-agent', tree: jaeger, mended: { 'shop/api.yaml': deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080) } },
  { name: 'Loki is given a retention and no compactor that enforces it', caughtBy: 'retention-enforced', tree: kept, mended: loki('retention_period: 168h', '\ncompactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }') },
  { name: 'A log panel selects by a label that the pipeline calls otherwise', caughtBy: 'log-label-known', says: 'severity', tree: promtail, mended: mending(promtail, 'monitoring/board.yaml', ['severity=', 'level=']) },
  { name: 'Promtail pushes to the Service of the chart before', caughtBy: ['url-host-exists', 'helm-default-address'], says: 'loki-stack', tree: oldLoki, mended: mending(oldLoki, 'argocd/promtail.yaml', ['loki-stack.logging:3100', 'loki-gateway.logging']) },
  { name: 'Loki asks for a tenant that Promtail does not send', caughtBy: 'loki-tenant-sent', tree: tenants, mended: mending(oldLoki, 'argocd/loki.yaml', ['auth_enabled: false', 'auth_enabled: false ']) },
  { name: 'Fluent Bit writes to a host that is called otherwise', caughtBy: 'url-host-exists', says: 'elasticsearch', tree: elastic, mended: mending(elastic, 'logging/fluent-bit.yaml', ['Host elasticsearch', 'Host elasticsearch-master']) },
  { name: 'An output of Fluent Bit matches no tag of its inputs', caughtBy: 'fluent-tags-match', says: 'k8s.*', tree: { ...elastic, ...unmatched } },
  { name: 'Thanos reads a key that the Secret does not have', caughtBy: ['secret-reference-exists', 'config-key-exists'], says: 'objstore.yml', tree: objects, mended: mending(objects, 'monitoring/thanos.yaml', ['key: objstore.yml', 'key: thanos.yaml']) },
  { name: 'Thanos looks up its stores by a name that no Service has', caughtBy: 'url-host-exists', says: 'thanos-store-gateway', tree: query, mended: mending(query, 'monitoring/query.yaml', ['thanos-store-gateway.', 'thanos-store.']) },
  { name: 'Thanos looks up a port name that the Service does not have', caughtBy: ['url-port-exists'], says: 'grpc', tree: { ...query, ...namedPort } },
  { name: 'A pipeline uses a processor that is not configured', caughtBy: 'pipeline-parts-exist', says: 'memory_limiter', tree: collector, mended: mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]']) },
  { name: 'A collector speaks TLS to a Tempo that has none', caughtBy: 'otlp-encryption-agrees', says: 'tempo', tree: { ...collector, ...bare }, mended: mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]']) },
  { name: 'Falcosidekick sends to an Alertmanager that the chart names otherwise', caughtBy: ['url-host-exists', 'helm-default-address'], says: 'alertmanager', tree: sidekick, mended: mending(sidekick, 'argocd/falco.yaml', ['alertmanager.monitoring', 'kube-prometheus-stack-alertmanager.monitoring']) },
  { name: 'Grafana takes its password from a Secret that is sealed under another name', caughtBy: ['secret-reference-exists', 'config-exists', 'helm-values-work', 'chart-secret-exists'], says: 'grafana-admin', tree: admin, mended: mending(admin, 'argocd/prometheus.yaml', ['existingSecret: grafana-admin,', 'existingSecret: grafana-admin-credentials,']) },
];
