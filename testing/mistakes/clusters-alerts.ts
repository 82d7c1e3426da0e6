import { deployment, mistake } from './apps.ts';
import { addon, clusterChart } from './clusters-pieces.ts';
import type { Mistake } from './mistake.ts';
import { alert, configMap, documents, namespace, rules } from './pieces.ts';

/** Rules, dashboards and long-term storage of what several clusters measure. */
export const clusterAlerts: readonly Mistake[] = [
  mistake(
    'The alert about the disk of nodes fires at 80, and the expression gives parts of one',
    'alert-can-fire',
    {
      'mgmt/rules.yaml': documents(
        namespace('monitoring'),
        rules(
          'monitoring',
          'disk',
          alert('NodeDiskFull', '1 - node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"} > 80'),
        ),
      ),
    },
    'mgmt/rules.yaml',
    [['> 80', '> 0.8']],
  ),
  mistake(
    'The rule for availability asks for the blackbox exporter, which nobody installs',
    'exporter-installed',
    {
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: false }\n',
      ),
      'mgmt/rules.yaml': rules(
        'monitoring',
        'slo',
        alert('AppDown', 'avg_over_time(probe_success{job="blackbox"}[30d]) < 0.99', 'critical'),
      ),
    },
    'mgmt/rules.yaml',
    [['probe_success{job=\\"blackbox\\"}', 'up{namespace=\\"app\\"}']],
  ),
  mistake(
    'Prometheus has two copies, and Thanos is not told by which label they differ',
    'thanos-works',
    {
      'mgmt/thanos.yaml': documents(
        namespace('monitoring'),
        deployment('thanos-query', 'monitoring', 9090, {
          image: 'quay.io/thanos/thanos:v0.37.2',
          container: 'args: [query, --http-address=0.0.0.0:9090, --endpoint=dnssrv+_grpc._tcp.prometheus-operated.monitoring.svc]',
        }),
      ),
      'mgmt/stack.yaml': clusterChart(
        'mgmt',
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        `grafana: { enabled: false }
prometheus:
  thanosService: { enabled: true }
  prometheusSpec: { replicas: 2, thanos: { image: 'quay.io/thanos/thanos:v0.37.2' } }`,
        'ServerSideApply=true',
      ),
    },
    'mgmt/thanos.yaml',
    [['--http-address=0.0.0.0:9090,', '--http-address=0.0.0.0:9090, --query.replica-label=prometheus_replica,']],
    { partly: true },
  ),
  mistake(
    'A label of the cluster is set on what Prometheus stores, and asked for by another name in the dashboard',
    'dashboard-loads',
    {
      ...addon(
        'kube-prometheus-stack',
        'prometheus-community',
        'kube-prometheus-stack',
        '72.6.2',
        'monitoring',
        'grafana: { enabled: true, admin: { existingSecret: grafana } }\nprometheus: { prometheusSpec: { externalLabels: { cluster: mgmt } } }\n',
      ),
      'dashboards/clusters.yaml': configMap(
        'monitoring',
        'dashboard-clusters',
        {
          'clusters.json':
            '{ "uid": "clusters", "title": "Clusters", "schemaVersion": 39, "templating": { "list": [{ "name": "cluster", "type": "query", "query": "label_values(up, cluster)" }] }, "panels": [{ "id": 1, "title": "Up", "type": "stat", "targets": [{ "expr": "sum(up{cluster=\\"$clusters\\"})" }] }] }',
        },
        "grafana_dashboard: '1'",
      ),
    },
    'dashboards/clusters.yaml',
    [['$clusters', '$cluster']],
  ),
];
