import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

const tempo = documents(
  namespace('monitoring'),
  namespace('shop'),
  deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 3200),
  'apiVersion: v1\nkind: Service\nmetadata: { name: tempo, namespace: monitoring }\nspec:\n  selector: { app: tempo }\n  ports: [{ name: http, port: 3200 }, { name: otlp-grpc, port: 4317 }, { name: otlp-http, port: 4318 }]\n',
);
function traced(env: string): Tree {
  return {
    'monitoring/tempo.yaml': tempo,
    'shop/api.yaml': deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080, `env:\n${env}`),
  };
}

const protocol = traced(
  '  - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: http://tempo.monitoring:4317 }\n  - { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf }',
);
const jaeger = traced('  - { name: JAEGER_AGENT_HOST, value: jaeger-agent.monitoring }\n  - { name: JAEGER_AGENT_PORT, value: "6831" }');
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
    deployment(
      'monitoring',
      'thanos-query',
      'quay.io/thanos/thanos:v0.34.0',
      10902,
      "args: [query, '--endpoint=dnssrv+_grpc._tcp.thanos-store-gateway.monitoring.svc.cluster.local', '--query.replica-label=replica']",
    ),
    service('monitoring', 'thanos-store', 10901, 'grpc'),
    deployment(
      'monitoring',
      'thanos-store',
      'quay.io/thanos/thanos:v0.34.0',
      10901,
      "args: [store, '--data-dir=/data', '--objstore.config-file=/etc/thanos/objstore.yml']",
    ),
  ),
};
const collector: Tree = {
  'monitoring/tempo.yaml': tempo,
  'monitoring/collector.yaml': documents(
    configMap('monitoring', 'otel-config', {
      'config.yaml': `receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
processors: { batch: {} }
exporters: { otlp/tempo: { endpoint: tempo:4317, tls: { insecure: true } } }
service: { pipelines: { traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp/tempo] } } }`,
    }),
    deployment(
      'monitoring',
      'otel-collector',
      'otel/opentelemetry-collector-contrib:0.96.0',
      4317,
      "args: ['--config=/etc/otel/config.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/otel }]",
    ).replace('      containers:', '      volumes: [{ name: config, configMap: { name: otel-config } }]\n      containers:'),
    service('monitoring', 'otel-collector', 4317, 'otlp-grpc'),
  ),
};
const sidekick: Tree = {
  'argocd/falco.yaml': chart(
    'falco',
    'falco',
    ['https://falcosecurity.github.io/charts', 'falco', '4.15.0'],
    "falcosidekick:\n  enabled: true\n  config: { alertmanager: { hostport: 'http://alertmanager.monitoring:9093' } }",
  ),
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
};
const admin: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true, admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password } }',
  ),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'monitoring'),
  'monitoring/secret.yaml': documents(
    namespace('monitoring'),
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: grafana-admin-credentials, namespace: monitoring }\nspec: { encryptedData: { admin-user: AgBy3i4OJSWK, admin-password: AgCq9i4OJSWK } }\n',
  ),
};

const namedPort = mending(
  query,
  'monitoring/query.yaml',
  ['thanos-store-gateway.', 'thanos-store.'],
  ['name: grpc, port: 10901', 'name: http-grpc, port: 10901'],
);
const bare = mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]'], [', tls: { insecure: true }', '']);
/** Logs, traces and their stores. */
export const telemetry: readonly Mistake[] = [
  {
    name: 'Spans go over HTTP to the port for gRPC',
    caughtBy: 'otlp-port-fits',
    says: '4317',
    tree: protocol,
    mended: mending(protocol, 'shop/api.yaml', ['tempo.monitoring:4317', 'tempo.monitoring:4318']),
  },
  {
    name: 'A client sends spans to the Jaeger agent that Tempo replaced',
    caughtBy: 'url-host-exists',
    says: 'jaeger-agent',
    tree: jaeger,
    mended: { 'shop/api.yaml': deployment('shop', 'api', 'ghcr.io/example/api:1.0.0', 8080) },
  },
  {
    name: 'Thanos reads a key that the Secret does not have',
    caughtBy: ['secret-reference-exists', 'config-key-exists'],
    says: 'objstore.yml',
    tree: objects,
    mended: mending(objects, 'monitoring/thanos.yaml', ['key: objstore.yml', 'key: thanos.yaml']),
  },
  {
    name: 'Thanos looks up its stores by a name that no Service has',
    caughtBy: 'url-host-exists',
    says: 'thanos-store-gateway',
    tree: query,
    mended: mending(query, 'monitoring/query.yaml', ['thanos-store-gateway.', 'thanos-store.']),
  },
  {
    name: 'Thanos looks up a port name that the Service does not have',
    caughtBy: ['url-port-exists'],
    says: 'grpc',
    tree: { ...query, ...namedPort },
  },
  {
    name: 'A pipeline uses a processor that is not configured',
    caughtBy: 'pipeline-parts-exist',
    says: 'memory_limiter',
    tree: collector,
    mended: mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]']),
  },
  {
    name: 'A collector speaks TLS to a Tempo that has none',
    caughtBy: 'otlp-encryption-agrees',
    says: 'tempo',
    tree: { ...collector, ...bare },
    mended: mending(collector, 'monitoring/collector.yaml', ['[memory_limiter, batch]', '[batch]']),
  },
  {
    name: 'Falcosidekick sends to an Alertmanager that the chart names otherwise',
    caughtBy: ['url-host-exists', 'helm-default-address'],
    says: 'alertmanager',
    tree: sidekick,
    mended: mending(sidekick, 'argocd/falco.yaml', ['alertmanager.monitoring', 'kube-prometheus-stack-alertmanager.monitoring']),
  },
  {
    name: 'Grafana takes its password from a Secret that is sealed under another name',
    caughtBy: 'secret-reference-exists',
    says: 'grafana-admin',
    tree: admin,
    mended: mending(admin, 'argocd/prometheus.yaml', ['existingSecret: grafana-admin,', 'existingSecret: grafana-admin-credentials,']),
  },
];
