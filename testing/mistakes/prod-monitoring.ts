import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const RULES = 'k8s-manifests/monitoring/prometheus-rules.yaml';
const BOARD = 'k8s-manifests/monitoring/grafana-dashboard.yaml';
const STACK = 'argocd/applications/prometheus.yaml';
const LOKI = 'argocd/applications/loki.yaml';
const PROMTAIL = 'argocd/applications/promtail.yaml';
const MONITOR = 'k8s-manifests/overlays/solid-cloud/monitors.yaml';

/** Alerts, panels and logs. */
export const prodMonitoring: readonly Mistake[] = [
  slip({ name: 'An alert says another limit than it asks for', caughtBy: 'alert-text-agrees' }, [[RULES, '> 0.05', '> 0.1']]),
  slip({ name: 'An alert says another time than it waits', caughtBy: 'alert-text-agrees' }, [
    [RULES, '          for: 2m\n', '          for: 10m\n'],
  ]),
  slip({ name: 'An alert writes a percentage as a percentage of a percentage', caughtBy: 'threshold-fits-unit' }, [
    [RULES, '"}[5m])) > 0.05', '"}[5m])) * 100 > 5'],
    [
      RULES,
      'answers more than 5% of its requests with an error for 5 minutes',
      'answers {{ $value | humanizePercentage }} of its requests with an error for 5 minutes',
    ],
  ]),
  slip({ name: 'An alert shows the growth in a second as a number of restarts', caughtBy: 'threshold-fits-unit' }, [
    [
      RULES,
      'increase(kube_pod_container_status_restarts_total{namespace="titanium-prod"}[15m]) > 0',
      'rate(kube_pod_container_status_restarts_total{namespace="titanium-prod"}[15m]) > 0',
    ],
  ]),
  slip({ name: 'An alert watches the Deployment by the name of its Service', caughtBy: 'query-names-exist' }, [
    [RULES, 'deployment="user-service-deployment"', 'deployment="user-service"'],
  ]),
  slip({ name: 'A panel names the workload of the mesh by the name of its Service', caughtBy: 'query-names-exist' }, [
    [
      BOARD,
      'destination_workload=\\\\"user-service-deployment\\\\"'.replaceAll('\\\\', '\\'),
      'destination_workload=\\\\"user-service\\\\"'.replaceAll('\\\\', '\\'),
    ],
  ]),
  slip({ name: 'A panel of milliseconds says seconds', caughtBy: 'panel-unit-fits' }, [[BOARD, '"unit": "ms"', '"unit": "s"']]),
  slip({ name: 'The dashboard is saved as the interface of Grafana sends it', caughtBy: 'dashboard-loads' }, [
    [BOARD, '    {\n      "uid"', '    { "overwrite": true, "dashboard": {\n      "uid"'],
    [BOARD, '      ]\n    }\n', '      ]\n    } }\n'],
  ]),
  slip({ name: 'A panel asks a data source by a name that none has', caughtBy: 'datasource-uid-exists' }, [
    [BOARD, '"title": "Latency (P95)",', '"title": "Latency (P95)",\n          "datasource": "prometheus-titanium",'],
  ]),
  slip({ name: 'The dashboard has the label in the plural', caughtBy: 'grafana-sidecar-sees' }, [
    [BOARD, 'grafana_dashboard: "1"', 'grafana_dashboards: "1"'],
  ]),
  slip({ name: 'The label of the dashboard is a number', caughtBy: 'yaml-typed-value' }, [
    [BOARD, 'grafana_dashboard: "1"', 'grafana_dashboard: 1'],
  ]),
  slip({ name: 'The limits of what Prometheus keeps stand one level too high', caughtBy: 'helm-value-known' }, [
    [
      STACK,
      '          prometheusSpec:\n            scrapeInterval: 30s\n            retention: 7d\n',
      '          retention: 7d\n          prometheusSpec:\n            scrapeInterval: 30s\n',
    ],
  ]),
  slip(
    {
      name: 'A node port is given to a Service that stays inside',
      caughtBy: 'node-port-once',
      missed: 'the type that a chart gives its Service by default is not known',
      partly: true,
    },
    [[STACK, 'service: { type: NodePort, nodePort: 30300 }', 'service: { nodePort: 30300 }']],
  ),
  slip({ name: 'Only monitors of the own release are read, and they carry another name', caughtBy: 'prometheus-selects' }, [
    [STACK, '            podMonitorSelectorNilUsesHelmValues: false\n', ''],
    [MONITOR, 'release: prometheus', 'release: kube-prometheus-stack'],
  ]),
  slip({ name: 'A scrape may take longer than the time between two', caughtBy: 'scrape-config-valid' }, [
    [MONITOR, 'interval: 30s', 'interval: 30s, scrapeTimeout: 60s'],
  ]),
  slip(
    {
      name: 'The monitor of istiod asks for the port of its container by another name',
      caughtBy: 'monitor-selects',
      missed: 'names of the ports of charts are not known',
    },
    [['k8s-manifests/monitoring/istiod-monitor.yaml', 'port: http-monitoring', 'port: monitoring']],
  ),
  slip({ name: 'The source of logs names a port that Loki does not have', caughtBy: 'url-port-exists' }, [
    ['k8s-manifests/monitoring/grafana-datasource-loki.yaml', 'http://loki:3100', 'http://loki:9090'],
  ]),
  slip(
    {
      name: 'The source of logs does not say its scheme',
      caughtBy: 'datasource-uid-exists',
      missed: 'an address without a scheme works with some plugins',
    },
    [['k8s-manifests/monitoring/grafana-datasource-loki.yaml', 'url: "http://loki:3100"', 'url: "loki:3100"']],
  ),
  slip(
    {
      name: 'Promtail pushes to the path of the first Loki',
      caughtBy: 'address-fits-api',
      missed: 'the older path is still answered by Loki',
    },
    [[PROMTAIL, '/loki/api/v1/push', '/api/prom/push']],
  ),
  slip({ name: 'Promtail pushes to the address without the path', caughtBy: 'address-fits-api' }, [
    [PROMTAIL, 'http://loki:3100/loki/api/v1/push', 'http://loki:3100'],
  ]),
  slip({ name: 'The index of Loki is of a kind that its version does not start with', caughtBy: 'helm-values-work' }, [
    [LOKI, 'store: tsdb, object_store: filesystem, schema: v13', 'store: boltdb-shipper, object_store: filesystem, schema: v11'],
  ]),
  slip({ name: 'One Loki, and the parts of a scalable one run beside it', caughtBy: 'helm-values-work' }, [
    [LOKI, '        read: { replicas: 0 }\n        write: { replicas: 0 }\n        backend: { replicas: 0 }\n', ''],
  ]),
  slip({ name: 'Loki keeps the keys of its version 2', caughtBy: 'helm-values-work' }, [
    [
      LOKI,
      'limits_config: { retention_period: 168h }',
      'limits_config: { retention_period: 168h, enforce_metric_name: false }\n          chunk_store_config: { max_look_back_period: 168h }',
    ],
  ]),
  slip({ name: 'One Loki has no room for the copies that it is to write', caughtBy: 'helm-values-work' }, [
    [LOKI, '          commonConfig: { replication_factor: 1 }\n', ''],
  ]),
  slip({ name: 'The password of Grafana stands in the values', caughtBy: 'no-literal-secret' }, [
    [
      STACK,
      '          admin: { existingSecret: grafana-admin, userKey: admin-user, passwordKey: admin-password }\n',
      '          adminPassword: titanium2025!\n',
    ],
  ]),
  slip({ name: 'The script makes the Secret of Grafana with another key', caughtBy: 'secret-reference-exists' }, [
    ['scripts/create-secrets.sh', '--from-literal=admin-password=', '--from-literal=password='],
  ]),
  slip({ name: 'The big definitions of the stack do not fit into an annotation', caughtBy: 'definitions-server-side' }, [
    [STACK, 'CreateNamespace=true, ServerSideApply=true', 'CreateNamespace=true'],
  ]),
  slip({ name: 'Prometheus may keep more than its volume holds by hundreds of gigabytes', caughtBy: 'retention-enforced' }, [
    [STACK, '            retention: 7d\n', '            retention: 7d\n            retentionSize: 50GB\n'],
  ]),
];
