import { mistake } from './apps.ts';
import { installs } from './clusters-pieces.ts';
import {
  stack,
  STACK,
  receivers,
  platform,
  lokiStore,
  buckets,
  collector,
  collectorValues,
  sender,
  tempo,
  prometheus,
  route,
  gatewayHosts,
  grafana,
  objectStore,
  thanosPart,
} from './fleet2-metrics-parts.ts';
import type { Mistake } from './mistake.ts';
import { documents, namespace } from './pieces.ts';

/** Values of what watches the clusters, a third time. */
export const fleet2Metrics: readonly Mistake[] = [
  mistake(
    'The receivers of alerts are written anew, and the route of the chart still sends to "null"',
    'helm-values-work',
    stack(receivers(platform)),
    STACK,
    [[platform, `      - name: 'null'\n${platform}`]],
  ),
  mistake(
    'The bucket of the Thanos sidecar is written as in the object of the operator',
    'helm-values-work',
    {
      ...stack(`prometheus:
  prometheusSpec:
    retention: 15d
    externalLabels: { cluster: mgmt }
    storageSpec: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } } } }
    thanos: { objectStorageConfig: { name: thanos-objstore, key: config.yaml } }
`),
      'addons/secrets.sh': installs(
        'kubectl create namespace monitoring',
        'kubectl create secret generic thanos-objstore -n monitoring --from-file=config.yaml',
      ),
    },
    STACK,
    [['{ name: thanos-objstore, key: config.yaml }', '{ existingSecret: { name: thanos-objstore, key: config.yaml } }']],
  ),
  mistake(
    'The compactor of Thanos works on another bucket than the one that its store gateway reads',
    'thanos-one-bucket',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        objectStore('thanos-objstore', 'config.yaml', 'thanos'),
        objectStore('thanos-compact-objstore', 'config.yaml', 'thanos-metrics'),
        thanosPart('thanos-store', 'store', 'thanos-objstore'),
        thanosPart('thanos-compact', 'compact, --wait, --retention.resolution-raw=30d', 'thanos-compact-objstore'),
      ),
    },
    'mgmt/thanos.yaml',
    [['bucket: thanos-metrics', 'bucket: thanos']],
  ),
  mistake(
    'Tempo writes its metrics into a Prometheus that takes none',
    'remote-write-received',
    {
      'mgmt/prometheus.yaml': documents(namespace('monitoring'), prometheus('')),
      'mgmt/tempo.yaml': tempo('http://kube-prometheus-stack-prometheus.monitoring.svc:9090/api/v1/write'),
    },
    'mgmt/prometheus.yaml',
    [['    retention: 15d\n', '    retention: 15d\n            enableRemoteWriteReceiver: true\n']],
  ),
  mistake('Loki keeps its chunks in S3, and nobody says in which buckets', 'helm-values-work', lokiStore(''), 'addons/values/loki.yaml', [
    ['    type: s3\n', `    type: s3\n${buckets}`],
  ]),
  mistake(
    'Loki stores in S3, and its schema sends the chunks to the disk',
    'helm-values-work',
    lokiStore(buckets, 'filesystem'),
    'addons/values/loki.yaml',
    [['object_store: filesystem', 'object_store: s3']],
  ),
  mistake(
    'The canary of Loki is switched off, and the test of the chart needs it',
    'helm-values-work',
    lokiStore(buckets, 's3', 'lokiCanary: { enabled: false }\n'),
    'addons/values/loki.yaml',
    [['lokiCanary: { enabled: false }\n', 'lokiCanary: { enabled: false }\ntest: { enabled: false }\n']],
  ),
  mistake(
    'Grafana believes in a host under which no route leads to it',
    'root-url-routed',
    {
      'mgmt/gateway.yaml': gatewayHosts,
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        grafana('domain: grafana.local.dev, root_url: https://grafana.local.dev'),
        route('grafana', 'monitoring', 'grafana.mgmt.local.dev', 'grafana'),
      ),
    },
    'mgmt/grafana.yaml',
    [['grafana.local.dev', 'grafana.mgmt.local.dev']],
  ),
  mistake(
    'Grafana stands below a path, and is not told that it serves it',
    'sub-path-served',
    {
      'mgmt/gateway.yaml': gatewayHosts,
      'mgmt/grafana.yaml': documents(
        namespace('monitoring'),
        grafana('domain: tools.local.dev, root_url: https://tools.local.dev/grafana/'),
        route('grafana', 'monitoring', 'tools.local.dev', 'grafana', '/grafana'),
      ),
    },
    'mgmt/grafana.yaml',
    [['/grafana/ }', '/grafana/, serve_from_sub_path: true }']],
  ),
  mistake(
    'The chart of the collector is not told in which form it runs',
    'helm-values-work',
    { 'mgmt/collector.yaml': documents(namespace('tracing'), collector(collectorValues(''))) },
    'mgmt/collector.yaml',
    [['        image: { repository: otel', '        mode: deployment\n        image: { repository: otel']],
  ),
  mistake(
    'The collector looks up pods, and its chart gives it no right to',
    'helm-values-work',
    {
      'mgmt/collector.yaml': documents(
        namespace('tracing'),
        collector(collectorValues('mode: deployment\n', '[k8sattributes, memory_limiter, batch]')),
      ),
    },
    'mgmt/collector.yaml',
    [['mode: deployment\n', 'mode: deployment\n        presets: { kubernetesAttributes: { enabled: true } }\n']],
  ),
  mistake(
    'The Service of the collector has no port for the spans that come by gRPC',
    'url-port-exists',
    {
      'mgmt/collector.yaml': documents(
        namespace('tracing'),
        collector(collectorValues('mode: deployment\nports: { otlp: { enabled: false } }\n')),
      ),
      'mgmt/app.yaml': sender,
    },
    'mgmt/collector.yaml',
    [['ports: { otlp: { enabled: false } }', 'ports: { otlp: { enabled: true } }']],
  ),
];
