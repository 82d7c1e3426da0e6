import { mistake, object } from './apps.ts';
import { clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { alert, configMap, documents, deployment, indented, namespace, rules, service } from './pieces.ts';
import { stack, agent, storage, receive, receiving, query, compact, loki, promtail, logs, sources } from './clusters-metrics-parts.ts';

/** Metrics and logs that app clusters send to the platform. */
export const clusterMetrics: readonly Mistake[] = [
  mistake(
    'The remote write of an agent stands a level too high',
    'helm-value-known',
    stack(`prometheus:
  agentMode: true
  remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]
  prometheusSpec:
    externalLabels: { cluster: app1 }
${indented(4, storage)}
alertmanager: { enabled: false }
grafana: { enabled: false }
`),
    'addons/values/kube-prometheus-stack.yaml',
    [
      ["  remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]\n", ''],
      ['    externalLabels:', "    remoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]\n    externalLabels:"],
    ],
  ),
  mistake(
    'An agent writes to Thanos on the path of Prometheus',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': receive(receiving),
      ...stack(agent(`${storage}remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:19291/api/v1/write' }]`)),
    },
    'addons/values/kube-prometheus-stack.yaml',
    [['/api/v1/write', '/api/v1/receive']],
  ),
  mistake(
    'An agent writes by HTTP to the gRPC port of Thanos',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': receive(receiving),
      ...stack(agent(`${storage}remoteWrite: [{ url: 'http://thanos-receive.monitoring.svc:10901/api/v1/receive' }]`)),
    },
    'addons/values/kube-prometheus-stack.yaml',
    [[':10901/', ':19291/']],
  ),
  mistake(
    'Thanos Query asks the remote-write port of the receiver, which speaks no gRPC',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(receive(receiving), query('thanos-receive.monitoring.svc:19291')) },
    'mgmt/thanos.yaml',
    [['--endpoint=thanos-receive.monitoring.svc:19291', '--endpoint=thanos-receive.monitoring.svc:10901']],
  ),
  mistake(
    'Thanos Receive has no label and so does not start',
    'thanos-works',
    { 'mgmt/thanos.yaml': receive(receiving.replace(`- --label=receive_replica="0"\n`, '')) },
    'mgmt/thanos.yaml',
    [['- --grpc-address', `- --label=receive_replica="0"\n            - --grpc-address`]],
  ),
  mistake(
    'The compactor of Thanos is a Deployment, and ends after one round (no --wait)',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(namespace('monitoring'), compact('')) },
    'mgmt/thanos.yaml',
    [['--retention.resolution-1h=1y]', '--retention.resolution-1h=1y, --wait]']],
  ),
  mistake(
    'Two compactors of Thanos work on one bucket',
    'thanos-works',
    { 'mgmt/thanos.yaml': documents(namespace('monitoring'), compact(', --wait').replace('replicas: 1', 'replicas: 2')) },
    'mgmt/thanos.yaml',
    [['replicas: 2', 'replicas: 1']],
  ),
  mistake(
    'The endpoint of the object store of Thanos is a URL, where host and port belong',
    'thanos-works',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        configMap('monitoring', 'thanos-objstore', {
          'config.yaml': 'type: S3\nconfig:\n  bucket: thanos\n  endpoint: http://minio.minio.svc:9000\n  insecure: true',
        }),
      ),
    },
    'mgmt/thanos.yaml',
    [['endpoint: http://minio', 'endpoint: minio']],
  ),
  mistake(
    'Rules and alerts are written for a cluster whose Prometheus is an agent and evaluates none',
    'rules-evaluated',
    {
      'app1/rules.yaml': documents(
        namespace('monitoring'),
        rules('monitoring', 'app-alerts', alert('PodsRestart', 'increase(kube_pod_container_status_restarts_total[1h]) > 5')),
      ),
      'app1/stack.yaml': clusterChart(
        'app1',
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        agent(`${storage}remoteWrite: [{ url: 'http://metrics.example.com/api/v1/receive' }]`),
      ).replace('name: app1, namespace', 'server: https://kubernetes.default.svc, namespace'),
    },
    'app1/stack.yaml',
    [['agentMode: true', 'agentMode: false']],
  ),
  mistake(
    'An agent is given a retention, which an agent refuses',
    'helm-values-work',
    stack(agent(`${storage}retention: 15d\nremoteWrite: [{ url: 'https://metrics.example.com/api/v1/receive' }]`)),
    'addons/values/kube-prometheus-stack.yaml',
    [['    retention: 15d\n', '']],
    { partly: true },
  ),
  mistake(
    'Loki is to be one binary, of which the values want none',
    'helm-values-work',
    logs(loki.replace('singleBinary: { replicas: 1, ', 'singleBinary: { '), promtail),
    'addons/values/loki.yaml',
    [['singleBinary: { ', 'singleBinary: { replicas: 1, ']],
  ),
  mistake(
    'Loki is to be one binary and has the parts of the scalable mode beside it',
    'helm-values-work',
    logs(loki.replace('read: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }\n', ''), promtail),
    'addons/values/loki.yaml',
    [['chunksCache:', 'read: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }\nchunksCache:']],
  ),
  mistake(
    'Loki gets no schema, and its chart refuses to render without one',
    'helm-values-work',
    logs(
      loki.replace(
        "  schemaConfig:\n    configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]\n",
        '',
      ),
      promtail,
    ),
    'addons/values/loki.yaml',
    [
      [
        '  limits_config:',
        "  schemaConfig:\n    configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]\n  limits_config:",
      ],
    ],
  ),
  mistake(
    'The caches of Loki ask for more memory than the worker has',
    'helm-values-work',
    {
      'nodes.yaml': `apiVersion: v1
kind: Node
metadata: { name: mgmt-worker-0, labels: { kubernetes.io/hostname: mgmt-worker-0 } }
status: { capacity: { cpu: '2', memory: 6Gi }, allocatable: { cpu: '2', memory: 5800Mi } }
`,
      ...logs(loki.replace('chunksCache: { enabled: false }\n', ''), promtail),
    },
    'addons/values/loki.yaml',
    [['resultsCache:', 'chunksCache: { enabled: false }\nresultsCache:']],
    { partly: true },
  ),
  mistake(
    'Loki wants a tenant with every request, and Promtail says none',
    'loki-tenant-sent',
    logs(loki.replace('auth_enabled: false', 'auth_enabled: true'), promtail),
    'addons/values/loki.yaml',
    [['auth_enabled: true', 'auth_enabled: false']],
  ),
  mistake(
    'Retention of Loki is on without a store for requests to delete',
    'helm-values-work',
    logs(loki.replace(', delete_request_store: filesystem', ''), promtail),
    'addons/values/loki.yaml',
    [['retention_enabled: true', 'retention_enabled: true, delete_request_store: filesystem']],
  ),
  mistake(
    'Promtail is told its server with a key that the chart no longer has',
    'helm-value-known',
    logs(loki, 'config:\n  lokiAddress: http://loki.monitoring.svc:3100/loki/api/v1/push\n'),
    'addons/values/promtail.yaml',
    [['  lokiAddress: http', '  clients:\n    - url: http']],
  ),
  mistake(
    'Promtail pushes to an address without the path on which Loki takes lines',
    'address-fits-api',
    logs(loki, promtail.replace('/loki/api/v1/push', '')),
    'addons/values/promtail.yaml',
    [['svc:3100', 'svc:3100/loki/api/v1/push']],
  ),
  mistake(
    'The label of the cluster stands beside the clients of Promtail instead of inside',
    'helm-value-known',
    logs(
      loki,
      'config:\n  external_labels: { cluster: mgmt }\n  clients:\n    - url: http://loki.monitoring.svc:3100/loki/api/v1/push\n      backoff_config: { max_retries: 0 }\n',
    ),
    'addons/values/promtail.yaml',
    [
      ['  external_labels: { cluster: mgmt }\n', ''],
      ['/push\n', '/push\n      external_labels: { cluster: mgmt }\n'],
    ],
  ),
  mistake(
    'Grafana asks the gRPC port of Thanos Query',
    'address-fits-api',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        query('dnssrv+_grpc._tcp.thanos-store.monitoring.svc').replace(
          'ports: [{ name: http, port: 9090 }]',
          'ports: [{ name: http, port: 9090 }, { name: grpc, port: 10901 }]',
        ),
        documents(deployment('monitoring', 'loki', 'grafana/loki:3.4.2', 3100), service('monitoring', 'loki', 3100)),
      ),
      'mgmt/grafana.yaml': configMap(
        'monitoring',
        'grafana-datasources',
        { 'datasources.yaml': sources.replace('9090', '10901') },
        "grafana_datasource: '1'",
      ),
    },
    'mgmt/grafana.yaml',
    [['10901', '9090']],
  ),
  mistake(
    'Grafana is told that the address of Loki is a Prometheus',
    'address-fits-api',
    {
      'mgmt/loki.yaml': documents(
        namespace('monitoring'),
        query('dnssrv+_grpc._tcp.thanos-store.monitoring.svc'),
        documents(deployment('monitoring', 'loki', 'grafana/loki:3.4.2', 3100), service('monitoring', 'loki', 3100)),
      ),
      'mgmt/grafana.yaml': configMap(
        'monitoring',
        'grafana-datasources',
        { 'datasources.yaml': sources.replace('type: loki', 'type: prometheus') },
        "grafana_datasource: '1'",
      ),
    },
    'mgmt/grafana.yaml',
    [['name: Loki, type: prometheus', 'name: Loki, type: loki']],
  ),
  mistake(
    'The monitors of a team carry the label of another release, and the operator passes them over',
    'prometheus-selects',
    {
      ...stack('prometheus: { prometheusSpec: { retention: 15d } }\n'),
      'app/monitor.yaml': documents(
        namespace('app'),
        deployment(
          'app',
          'web',
          'ghcr.io/example/web:1.0.0',
          8080,
          'resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: 200m, memory: 128Mi } }',
        ),
        service('app', 'web', 8080),
        object(
          'monitoring.coreos.com/v1',
          'ServiceMonitor',
          'web',
          'app',
          'spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: http }] }',
        ).replace('namespace: app }', 'namespace: app, labels: { release: prometheus } }'),
      ),
    },
    'app/monitor.yaml',
    [['release: prometheus', 'release: kube-prometheus-stack']],
  ),
];
