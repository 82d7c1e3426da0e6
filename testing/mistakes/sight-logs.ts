import { ALLOY, BLOG, GRAF, LOKI, MESHES, PLATFORM, PROM, TEMPO, WAS } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { mending } from './pieces.ts';

const COLLECTOR = `apiVersion: v1
kind: ConfigMap
metadata: { name: otel-collector, namespace: monitoring }
data:
  config.yaml: |
    receivers:
      otlp:
        protocols:
          grpc: { endpoint: '0.0.0.0:4317' }
    processors:
      memory_limiter: { check_interval: 1s, limit_mib: 400 }
      batch: {}
    exporters:
      otlp: { endpoint: 'tempo:4317', tls: { insecure: true } }
    extensions:
      health_check: { endpoint: '0.0.0.0:13133' }
    service:
      extensions: [health_check]
      pipelines:
        traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: otel-collector, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: otel-collector } }
  template:
    metadata: { labels: { app: otel-collector } }
    spec:
      containers:
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.115.1
          args: [--config=/conf/config.yaml]
          ports: [{ name: otlp-grpc, containerPort: 4317 }]
          readinessProbe: { httpGet: { path: /, port: 13133 } }
          resources: { requests: { cpu: 50m, memory: 256Mi }, limits: { cpu: 200m, memory: 512Mi } }
          volumeMounts: [{ name: config, mountPath: /conf }]
      volumes:
        - { name: config, configMap: { name: otel-collector } }
---
apiVersion: v1
kind: Service
metadata: { name: otel-collector, namespace: monitoring }
spec:
  selector: { app: otel-collector }
  ports: [{ name: grpc-otlp, port: 4317, targetPort: 4317 }]
`;
const OTEL = 'configs/monitoring/otel.yaml';
const COLLECTED = { ...BLOG, [OTEL]: COLLECTOR };

/** Logs and traces of a blog, as they go wrong between two files. */
export const sightLogs: readonly Mistake[] = [
  slip(
    'Each agent sends the logs of all nodes',
    'agent-reads-own-node',
    BLOG,
    ALLOY,
    [['      selectors {\n        role  = "pod"\n        field = "spec.nodeName=" + sys.env("HOSTNAME")\n      }\n', '']],
    { partly: true },
  ),
  slip('The agent looks for the pods of a node by the name of its pod', 'agent-reads-own-node', BLOG, ALLOY, [
    ['          env:\n            - name: HOSTNAME\n              valueFrom: { fieldRef: { fieldPath: spec.nodeName } }\n', ''],
  ]),
  slip('Agents share out their targets, and are not told of each other', 'agent-reads-own-node', BLOG, ALLOY, [
    ['      selectors {\n        role  = "pod"\n        field = "spec.nodeName=" + sys.env("HOSTNAME")\n      }\n', ''],
    [
      '      forward_to = [loki.write.default.receiver]\n',
      '      forward_to = [loki.write.default.receiver]\n      clustering { enabled = true }\n',
    ],
  ]),
  slip('The agent reads files of logs that are not mounted', 'host-files-mounted', BLOG, ALLOY, [
    [
      '        target_label  = "app"\n      }\n',
      `        target_label  = "app"
      }
      rule {
        source_labels = ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
        separator     = "/"
        target_label  = "__path__"
        replacement   = "/var/log/pods/*$1/*.log"
      }
`,
    ],
    ['    loki.source.kubernetes "pods" {', '    loki.source.file "pods" {'],
  ]),
  slip(
    'Lines of containerd are read as those of Docker',
    'log-format-fits',
    BLOG,
    ALLOY,
    [
      [
        '        target_label  = "app"\n      }\n',
        `        target_label  = "app"
      }
      rule {
        source_labels = ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
        separator     = "/"
        target_label  = "__path__"
        replacement   = "/var/log/pods/*$1/*.log"
      }
`,
      ],
      ['    loki.source.kubernetes "pods" {', '    loki.source.file "pods" {'],
      ['forward_to = [loki.write.default.receiver]', 'forward_to = [loki.process.pods.receiver]'],
      [
        '    loki.write "default" {',
        '    loki.process "pods" {\n      forward_to = [loki.write.default.receiver]\n      stage.docker { }\n    }\n    loki.write "default" {',
      ],
      [
        '            - { name: data, mountPath: /var/lib/alloy }\n',
        '            - { name: data, mountPath: /var/lib/alloy }\n            - { name: logs, mountPath: /var/log, readOnly: true }\n',
      ],
      ['      volumes:\n', '      volumes:\n        - { name: logs, hostPath: { path: /var/log } }\n'],
    ],
    { partly: true },
  ),
  slip('Each request becomes a stream of its own: the trace is a label', 'log-stages-work', BLOG, ALLOY, [
    ['forward_to = [loki.write.default.receiver]', 'forward_to = [loki.process.pods.receiver]'],
    [
      '    loki.write "default" {',
      '    loki.process "pods" {\n      forward_to = [loki.write.default.receiver]\n      stage.json {\n        expressions = { level = "level", trace_id = "traceId" }\n      }\n      stage.labels {\n        values = { level = "", trace_id = "" }\n      }\n    }\n    loki.write "default" {',
    ],
  ]),
  slip('The agent may read pods, but not their logs', 'discovery-permitted', BLOG, ALLOY, [
    ['[nodes, namespaces, pods, pods/log]', '[nodes, namespaces, pods]'],
  ]),
  slip(
    'Rules for logs lie beside the folder of their tenant',
    'store-config-works',
    BLOG,
    LOKI,
    [
      [
        '    compactor:\n',
        `    ruler:
      storage: { type: local, local: { directory: /etc/loki/rules } }
      rule_path: /var/loki/rules-temp
      alertmanager_url: http://alertmanager:9093
      ring: { kvstore: { store: inmemory } }
      enable_api: true
    compactor:
`,
      ],
      [
        '            - { name: config, mountPath: /etc/loki }\n',
        '            - { name: config, mountPath: /etc/loki }\n            - { name: rules, mountPath: /etc/loki/rules }\n',
      ],
      [
        '        - { name: config, configMap: { name: loki-config } }\n',
        '        - { name: config, configMap: { name: loki-config } }\n        - { name: rules, configMap: { name: loki-rules } }\n',
      ],
    ],
    {
      added: {
        'configs/monitoring/loki-rules.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: loki-rules, namespace: monitoring }
data:
  blog.yaml: |
    groups:
      - name: was
        rules:
          - alert: ManyErrors
            expr: sum(count_over_time({namespace="blog-system", app="was"} |= "ERROR" [5m])) > 20
            labels: { severity: warning }
            annotations: { summary: 'was logs errors' }
`,
      },
    },
  ),
  slip('Logs of debugging are to be kept for half a day', 'retention-enforced', BLOG, LOKI, [
    [
      '      retention_period: 168h\n',
      '      retention_period: 168h\n      retention_stream:\n        - { selector: \'{namespace="argocd"}\', priority: 1, period: 12h }\n',
    ],
  ]),
  slip('An older schema of Loki begins after the newer one', 'retention-enforced', BLOG, LOKI, [
    [
      '      configs:\n',
      '      configs:\n        - { from: 2024-10-01, store: boltdb-shipper, object_store: filesystem, schema: v12, index: { prefix: index_, period: 24h } }\n',
    ],
  ]),
  slip('A panel counts the logs of a month, and they are kept for a week', 'query-range-kept', BLOG, GRAF, [
    [
      '"expr": "{namespace=\\"blog-system\\", app=\\"web\\"}"',
      '"expr": "sum(count_over_time({namespace=\\"blog-system\\", app=\\"web\\"} |= \\"error\\" [30d]))"',
    ],
    ['"type": "logs", "title": "Logs"', '"type": "stat", "title": "Errors of a month"'],
  ]),
  slip('A panel counts lines without saying over which time', 'log-query-parses', BLOG, GRAF, [
    [
      '"expr": "{namespace=\\"blog-system\\", app=\\"web\\"}"',
      '"expr": "sum(count_over_time({namespace=\\"blog-system\\", app=\\"web\\"} |= \\"error\\"))"',
    ],
    ['"type": "logs", "title": "Logs"', '"type": "stat", "title": "Errors"'],
  ]),
  slip('Folders of dashboards are taken from the files and named at once', 'dashboard-provider-works', BLOG, GRAF, [
    [
      '        type: file\n        options: { path: /var/lib/grafana/dashboards }',
      '        type: file\n        folder: Blog\n        options: { path: /var/lib/grafana/dashboards, foldersFromFilesStructure: true }',
    ],
  ]),
  slip('Tempo listens for spans on its own pod only', 'receiver-listens', BLOG, TEMPO, [
    [
      "            grpc: { endpoint: '0.0.0.0:4317' }\n            http: { endpoint: '0.0.0.0:4318' }\n",
      '            grpc: {}\n            http: {}\n',
    ],
  ]),
  slip('Traces are kept for a number without a unit', 'store-config-works', BLOG, TEMPO, [['block_retention: 48h', 'block_retention: 48']]),
  slip(
    'A generator of metrics is told a processor in the singular',
    'metrics-generator-works',
    BLOG,
    TEMPO,
    [
      [
        '    storage:\n',
        `    metrics_generator:
      storage:
        path: /var/tempo/generator
        remote_write: [{ url: 'http://prometheus:9090/api/v1/write' }]
    overrides:
      defaults:
        metrics_generator: { processors: [span-metrics, service-graph] }
    storage:
`,
      ],
    ],
    {
      added: mending(BLOG, PROM, [
        '            - --web.enable-lifecycle\n',
        '            - --web.enable-lifecycle\n            - --web.enable-remote-write-receiver\n',
      ]),
    },
  ),
  slip('The collector guards more memory than its container has', 'collector-config-works', COLLECTED, OTEL, [
    ['limit_mib: 400', 'limit_mib: 1500'],
  ]),
  slip('The collector gathers before it guards its memory', 'collector-config-works', COLLECTED, OTEL, [
    ['processors: [memory_limiter, batch]', 'processors: [batch, memory_limiter]'],
  ]),
  slip('The collector of after 0.104 listens to its own pod only', 'receiver-listens', COLLECTED, OTEL, [
    ["grpc: { endpoint: '0.0.0.0:4317' }", 'grpc: {}'],
  ]),
  slip('The health of the collector is answered to its own pod only', 'collector-config-works', COLLECTED, OTEL, [
    ["health_check: { endpoint: '0.0.0.0:13133' }", 'health_check: {}'],
  ]),
  slip('The collector writes to the log with an exporter that is gone', 'collector-config-works', COLLECTED, OTEL, [
    [
      "      otlp: { endpoint: 'tempo:4317', tls: { insecure: true } }\n",
      "      otlp: { endpoint: 'tempo:4317', tls: { insecure: true } }\n      logging: { loglevel: debug }\n",
    ],
    ['exporters: [otlp] }', 'exporters: [otlp, logging] }'],
  ]),
  slip('The program sends its spans to the collector, its policy lets them go to Tempo', 'flow-passes', COLLECTED, WAS, [
    ['http://tempo.monitoring.svc.cluster.local:4317', 'http://otel-collector.monitoring.svc.cluster.local:4317'],
  ]),
  slip('Kiali signs its logins with a word that is too short', 'helm-values-work', BLOG, PLATFORM, [
    ["signing_key: 'secret:kiali-signing-key:key'", "signing_key: 'blog-kiali'"],
  ]),
  slip('A Telemetry chooses what it logs by a word of the log format', 'telemetry-filter-reads', BLOG, MESHES, [
    [
      '---\napiVersion: networking.istio.io/v1\nkind: Gateway',
      `---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: errors-only, namespace: blog-system }
spec:
  accessLogging:
    - providers: [{ name: envoy }]
      filter: { expression: '%RESPONSE_CODE% >= 400' }
---
apiVersion: networking.istio.io/v1
kind: Gateway`,
    ],
  ]),
];
