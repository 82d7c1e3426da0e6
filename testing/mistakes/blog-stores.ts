import { WATCHED, ALLOY, LOKI, TEMPO } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** Where logs and traces of a blog go, and what brings them. */
export const blogStores: readonly Mistake[] = [
  slip('The configuration of Loki has limits that version 3 dropped', 'store-config-works', WATCHED, LOKI, [
    ['      retention_period: 168h\n', '      retention_period: 168h\n      enforce_metric_name: false\n'],
  ]),
  slip('Loki limits its queries by a key of version 2', 'store-config-works', WATCHED, LOKI, [
    ['      retention_period: 168h\n', '      retention_period: 168h\n    chunk_store_config: { max_look_back_period: 168h }\n'],
  ]),
  slip('Loki deletes, but does not say where it keeps its requests to delete', 'store-config-works', WATCHED, LOKI, [
    ['      delete_request_store: filesystem\n', ''],
  ]),
  slip('Loki keeps for less than a day', 'store-config-works', WATCHED, LOKI, [['retention_period: 168h', 'retention_period: 12h']]),
  slip('Loki waits for three copies and has one pod', 'store-config-works', WATCHED, LOKI, [
    ['replication_factor: 1', 'replication_factor: 3'],
  ]),
  slip('Loki keeps its chunks beside the volume', 'data-persistent', WATCHED, LOKI, [
    ['path_prefix: /var/loki', 'path_prefix: /loki'],
    [
      'chunks_directory: /var/loki/chunks, rules_directory: /var/loki/rules',
      'chunks_directory: /loki/chunks, rules_directory: /loki/rules',
    ],
    ['working_directory: /var/loki/compactor', 'working_directory: /loki/compactor'],
  ]),
  slip('The schema of Loki is older than its index', 'store-config-works', WATCHED, LOKI, [
    ['store: tsdb, object_store: filesystem, schema: v13', 'store: boltdb-shipper, object_store: filesystem, schema: v11'],
  ]),
  slip('Loki asks for a tenant that no client names', 'loki-tenant-sent', WATCHED, LOKI, [['auth_enabled: false', 'auth_enabled: true']]),
  slip('The index of Loki turns every week', 'retention-enforced', WATCHED, LOKI, [['period: 24h', 'period: 168h']]),
  slip('Loki listens on another port than its Service sends to', 'store-config-works', WATCHED, LOKI, [
    ['http_listen_port: 3100', 'http_listen_port: 3101'],
  ]),
  slip(
    'A headless name of a set is that of a Service with another name',
    'governing-service-exists',
    WATCHED,
    LOKI,
    [['serviceName: loki-stack', 'serviceName: loki-headless']],
    { partly: true },
  ),
  slip('The object store of the schema is one that nothing configures', 'store-config-works', WATCHED, LOKI, [
    ['object_store: filesystem, schema', 'object_store: s3, schema'],
  ]),
  slip('Tempo listens for spans on its own address only', 'receiver-listens', WATCHED, TEMPO, [
    ["grpc: { endpoint: '0.0.0.0:4317' }", 'grpc:'],
  ]),
  slip('Tempo is told to keep for two days in a place that it does not read', 'store-config-works', WATCHED, TEMPO, [
    ['    compactor:\n      compaction: { block_retention: 48h }\n', '    ingester:\n      block_retention: 48h\n'],
  ]),
  slip('Tempo keeps its blocks beside the volume', 'data-persistent', WATCHED, TEMPO, [
    ['local: { path: /var/tempo/blocks }', 'local: { path: /tmp/tempo/blocks }'],
    ['wal: { path: /var/tempo/wal }', 'wal: { path: /tmp/tempo/wal }'],
  ]),
  slip('The receivers of Tempo stand at the top', 'store-config-works', WATCHED, TEMPO, [
    [
      `    distributor:
      receivers:
        otlp:
          protocols:
            grpc: { endpoint: '0.0.0.0:4317' }
            http: { endpoint: '0.0.0.0:4318' }
`,
      `    receivers:
      otlp:
        protocols:
          grpc: { endpoint: '0.0.0.0:4317' }
          http: { endpoint: '0.0.0.0:4318' }
`,
    ],
  ]),
  slip('Tempo is configured for HTTP on the port of Loki', 'store-config-works', WATCHED, TEMPO, [
    ['http_listen_port: 3200', 'http_listen_port: 3100'],
  ]),
  slip('Tempo listens for spans of another kind than the program sends', 'receiver-listens', WATCHED, TEMPO, [
    ["            grpc: { endpoint: '0.0.0.0:4317' }\n", ''],
  ]),
  slip(
    'Each agent reads the logs of all pods',
    'agent-reads-own-node',
    WATCHED,
    ALLOY,
    [['      selectors {\n        role  = "pod"\n        field = "spec.nodeName=" + sys.env("HOSTNAME")\n      }\n', '']],
    { partly: true },
  ),
  slip('An agent may not read the logs that it follows', 'discovery-permitted', WATCHED, ALLOY, [['pods, pods/log]', 'pods]']]),
  slip('An agent starts with a file of settings by its old name', 'mounted-file-exists', WATCHED, ALLOY, [
    ['  config.alloy: |', '  config.river: |'],
  ]),
  slip('A component of the agent forwards to one that is called otherwise', 'alloy-parts-exist', WATCHED, ALLOY, [
    ['loki.write.default.receiver', 'loki.write.loki.receiver'],
  ]),
  slip('The agent selects by a variable that its pod does not have', 'agent-reads-own-node', WATCHED, ALLOY, [
    ['            - name: HOSTNAME\n', '            - name: NODE_NAME\n'],
  ]),
  slip('A rule of the agent reads the label of a pod in the form of Prometheus for annotations', 'relabel-labels-known', WATCHED, ALLOY, [
    ['__meta_kubernetes_pod_label_app', '__meta_kubernetes_pod_labels_app'],
  ]),
  slip('The agent sends logs to the address without the path', 'push-path', WATCHED, ALLOY, [
    ['http://loki-stack:3100/loki/api/v1/push', 'http://loki-stack:3100'],
  ]),
  slip('The agent reads files of a folder that is not mounted', 'host-files-mounted', WATCHED, ALLOY, [
    [
      '    loki.source.kubernetes "pods" {\n      targets    = discovery.relabel.pods.output',
      '    local.file_match "pods" {\n      path_targets = [{"__path__" = "/var/log/pods/*/*/*.log"}]\n    }\n    loki.source.file "pods" {\n      targets    = local.file_match.pods.targets',
    ],
  ]),
  slip('Blocks of the agent are not closed', 'alloy-parts-exist', WATCHED, ALLOY, [
    [
      '        url = "http://loki-stack:3100/loki/api/v1/push"\n      }\n    }',
      '        url = "http://loki-stack:3100/loki/api/v1/push"\n      }',
    ],
  ]),
];
