import { deployment, object } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import { documents, namespace } from './pieces.ts';

export function stack(values: string): Readonly<Record<string, string>> {
  return addon('kube-prometheus-stack', 'prometheus-community', 'kube-prometheus-stack', '69.3.1', 'monitoring', values);
}

export const STACK = 'addons/values/kube-prometheus-stack.yaml';

export function receivers(list: string): string {
  return `alertmanager:
  config:
    route:
      receiver: platform
      group_by: [alertname, cluster]
    receivers:
${list}
prometheus:
  prometheusSpec:
    retention: 15d
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
`;
}

export const platform = "      - { name: platform, webhook_configs: [{ url: 'https://hooks.example.com/alerts' }] }";

export function lokiStore(bucket: string, schema = 's3', more = ''): Readonly<Record<string, string>> {
  return addon(
    'loki',
    'grafana',
    'loki',
    '6.30.1',
    'monitoring',
    `deploymentMode: SingleBinary
loki:
  auth_enabled: false
  commonConfig: { replication_factor: 1 }
  storage:
    type: s3
${bucket}    s3: { endpoint: 'https://minio.example.com', region: minio, s3ForcePathStyle: true }
  schemaConfig:
    configs:
      - { from: '2024-04-01', store: tsdb, object_store: ${schema}, schema: v13, index: { prefix: index_, period: 24h } }
  limits_config: { retention_period: 168h }
  compactor: { retention_enabled: true, delete_request_store: s3 }
singleBinary: { replicas: 1, persistence: { size: 30Gi } }
backend: { replicas: 0 }
read: { replicas: 0 }
write: { replicas: 0 }
chunksCache: { enabled: false }
resultsCache: { enabled: false }
${more}`,
  );
}

export const buckets = '    bucketNames: { chunks: loki-chunks, ruler: loki-ruler, admin: loki-admin }\n';

export function collector(values: string): string {
  return clusterChart('mgmt', 'otel-collector', 'prometheus-community', 'opentelemetry-collector', '0.117.0', 'tracing', values).replace(
    'https://prometheus-community.github.io/helm-charts',
    'https://open-telemetry.github.io/opentelemetry-helm-charts',
  );
}

export function collectorValues(head: string, processors = '[memory_limiter, batch]'): string {
  return `${head}image: { repository: otel/opentelemetry-collector-k8s }
resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 256Mi } }
config:
  receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } } }
  processors: { k8sattributes: {}, memory_limiter: { check_interval: 5s, limit_percentage: 80, spike_limit_percentage: 25 }, batch: {} }
  exporters: { otlp: { endpoint: 'tempo.example.com:4317' } }
  service:
    pipelines:
      traces: { receivers: [otlp], processors: ${processors}, exporters: [otlp] }
      metrics: null
      logs: null
`;
}

export const sender = documents(
  namespace('app'),
  deployment('web', 'app', 8080, {
    container: `env: [{ name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://otel-collector-opentelemetry-collector.tracing.svc:4317' }, { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc }]`,
  }),
);

export function tempo(url: string): string {
  return clusterChart(
    'mgmt',
    'tempo',
    'grafana',
    'tempo',
    '1.21.1',
    'monitoring',
    `tempo:
  metricsGenerator: { enabled: true, remoteWriteUrl: '${url}' }
  overrides: { defaults: { metrics_generator: { processors: [service-graphs, span-metrics] } } }
  retention: 168h
persistence: { enabled: true, size: 10Gi }
`,
  );
}

export function prometheus(more: string): string {
  return clusterChart(
    'mgmt',
    'kube-prometheus-stack',
    'prometheus-community',
    'kube-prometheus-stack',
    '69.3.1',
    'monitoring',
    `grafana: { enabled: false }
prometheus:
  prometheusSpec:
    retention: 15d
${more}    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
`,
    'ServerSideApply=true',
  );
}

export function route(name: string, place: string, host: string, service: string, path = '/'): string {
  return object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    name,
    place,
    `spec:
  parentRefs: [{ name: main, namespace: gateway }]
  hostnames: [${host}]
  rules: [{ matches: [{ path: { type: PathPrefix, value: ${path} } }], backendRefs: [{ name: ${service}, port: 80 }] }]`,
  );
}

export const gatewayHosts = documents(
  namespace('gateway'),
  `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: main, namespace: gateway }
spec:
  gatewayClassName: cilium
  listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]
`,
);

export function grafana(ini: string): string {
  return clusterChart(
    'mgmt',
    'grafana',
    'grafana',
    'grafana',
    '8.8.2',
    'monitoring',
    `admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }
grafana.ini:
  server: { ${ini} }
`,
  );
}

export function objectStore(name: string, key: string, bucket: string): string {
  return object(
    'v1',
    'ConfigMap',
    name,
    'monitoring',
    `data:
  ${key}: |
    type: S3
    config: { bucket: ${bucket}, endpoint: minio.example.com, insecure: false }`,
  );
}

export function thanosPart(name: string, args: string, config: string): string {
  return deployment(name, 'monitoring', 10902, {
    image: 'quay.io/thanos/thanos:v0.37.2',
    pod: `automountServiceAccountToken: false
volumes: [{ name: objstore, configMap: { name: ${config} } }, { name: data, emptyDir: {} }]`,
    container: `args: [${args}, --data-dir=/data, --objstore.config-file=/etc/thanos/config.yaml]
volumeMounts: [{ name: objstore, mountPath: /etc/thanos }, { name: data, mountPath: /data }]`,
  });
}
