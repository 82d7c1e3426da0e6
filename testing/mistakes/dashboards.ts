import type { Mistake, Tree } from './mistake.ts';
import {
  chart,
  configMap,
  deployment,
  documents,
  folder,
  GRAFANA_CHARTS,
  mending,
  namespace,
  PROMETHEUS_CHARTS,
  service,
} from './pieces.ts';

function panel(title: string, expression: string): string {
  return `{ "type": "stat", "title": "${title}", "targets": [{ "expr": ${JSON.stringify(expression)}, "refId": "A" }] }`;
}

function board(uid: string, ...panels: readonly string[]): string {
  return `{ "uid": "${uid}", "title": "${uid}", "panels": [\n  ${panels.join(',\n  ')}\n] }`;
}

const annotated = `global: { scrape_interval: 15s }
scrape_configs:
  - job_name: kubernetes-pods
    kubernetes_sd_configs: [{ role: pod }]
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
        action: keep
        regex: true
      - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
        action: replace
        regex: ([^:]+)(?::\\d+)?;(\\d+)
        replacement: $1:$2
        target_label: __address__
      - action: labelmap
        regex: __meta_kubernetes_pod_label_(.+)`;
const overview: Tree = {
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'prometheus-config', { 'prometheus.yml': annotated }),
    configMap(
      'monitoring',
      'grafana-dashboard-overview',
      {
        'overview.json': board(
          'blog-system-overview',
          panel('WAS', 'up{job="kubernetes-pods",app="was"}'),
          panel('WEB', 'up{job="kubernetes-pods",app="web"}'),
        ),
      },
      "grafana_dashboard: '1'",
    ),
  ),
  'blog/was.yaml': documents(
    namespace('blog-system'),
    deployment('blog-system', 'was', 'ghcr.io/jiminhome/was:1.8.2', 8080),
    deployment('blog-system', 'web', 'ghcr.io/jiminhome/web:1.8.2', 80),
  ),
};
function scraped(app: string, image: string, port: number): string {
  return deployment('blog-system', app, image, port).replace(
    `metadata: { labels: { app: ${app} } }`,
    `metadata: { labels: { app: ${app} }, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '${port}' } }`,
  );
}

const istio: Tree = {
  'terraform/monitoring.tf': `resource "helm_release" "kube_prometheus_stack" {
  name       = "prometheus"
  namespace  = "monitoring"
  repository = "${PROMETHEUS_CHARTS}"
  chart      = "kube-prometheus-stack"
  version    = "65.1.1"
}

resource "kubernetes_config_map" "loki_datasource" {
  metadata {
    name      = "loki-datasource"
    namespace = "istio-system"
    labels = {
      grafana_datasource = "1"
    }
  }
  data = {
    "loki-datasource.yaml" = <<-YAML
      apiVersion: 1
      datasources:
        - { name: Loki, type: loki, url: "http://loki.istio-system:3100" }
    YAML
  }
}
`,
  'k8s/namespaces.yaml': documents(namespace('monitoring'), namespace('istio-system')),
};
const twoDefaults: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    `grafana:
  adminUser: admin
  datasources:
    datasources.yaml:
      apiVersion: 1
      datasources:
        - { name: Prometheus, type: prometheus, url: 'http://kube-prometheus-stack-prometheus:9090', isDefault: true }
        - { name: Loki, type: loki, url: 'http://loki:3100' }`,
  ),
};
const links: Tree = {
  'monitoring/datasources.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'grafana-datasources', {
      'datasources.yaml': `apiVersion: 1
datasources:
  - name: Thanos
    type: prometheus
    url: http://thanos-query.monitoring:9090
    isDefault: true
    jsonData: { exemplarTraceIdDestinations: [{ name: trace_id, datasourceUid: tempo }] }
  - name: Loki
    type: loki
    url: http://loki.monitoring:3100
    jsonData: { derivedFields: [{ name: TraceID, matcherRegex: 'trace_id=(\\w+)', datasourceUid: tempo, url: '$\${__value.raw}' }] }
  - name: Tempo
    type: tempo
    url: http://tempo.monitoring:3200
    jsonData: { tracesToLogsV2: { datasourceUid: loki }, serviceMap: { datasourceUid: Thanos } }`,
    }),
    ...(['thanos-query:9090', 'loki:3100', 'tempo:3200'] as const).flatMap((each) => {
      const [name = '', port] = each.split(':');
      return [service('monitoring', name, Number(port)), deployment('monitoring', name, `example.com/${name}:1.0.0`, Number(port))];
    }),
  ),
};
const logging: Tree = {
  'apps/loki.yaml': chart(
    'logging',
    'loki',
    [GRAFANA_CHARTS, 'loki-stack', '2.10.2'],
    'loki: { enabled: true }\npromtail: { enabled: true }\ngrafana: { enabled: false, sidecar: { datasources: { enabled: true } } }',
  ),
  'apps/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'apps/configs.yaml': folder('monitoring', 'configs', 'configs'),
};

/** Dashboards and data sources that stay empty. */
export const dashboards: readonly Mistake[] = [
  {
    name: 'A dashboard watches pods that nothing scrapes, because they carry no annotation',
    caughtBy: 'query-target-annotated',
    says: 'was',
    partly: true,
    tree: overview,
    mended: {
      'blog/was.yaml': documents(
        namespace('blog-system'),
        scraped('was', 'ghcr.io/jiminhome/was:1.8.2', 8080),
        scraped('web', 'ghcr.io/jiminhome/web:1.8.2', 80),
      ),
    },
  },
  {
    name: 'Terraform puts a data source where Grafana does not look',
    caughtBy: 'grafana-sidecar-sees',
    says: 'loki-datasource',
    partly: true,
    tree: istio,
    mended: mending(istio, 'terraform/monitoring.tf', ['namespace = "istio-system"', 'namespace = "monitoring"']),
  },
  {
    name: 'Two data sources are the default, one of them from the chart',
    caughtBy: 'datasource-default-once',
    partly: true,
    tree: twoDefaults,
    mended: mending(twoDefaults, 'argocd/prometheus.yaml', [
      'adminUser: admin',
      'sidecar: { datasources: { defaultDatasourceEnabled: false } }',
    ]),
  },
  {
    name: 'Links between logs and traces name uids that no data source has',
    caughtBy: 'datasource-uid-exists',
    says: 'tempo',
    tree: links,
    mended: mending(
      links,
      'monitoring/datasources.yaml',
      ['- name: Thanos', '- name: Thanos\n        uid: Thanos'],
      ['- name: Loki', '- name: Loki\n        uid: loki'],
      ['- name: Tempo', '- name: Tempo\n        uid: tempo'],
    ),
  },
  {
    name: 'The Loki chart publishes its data source in a namespace that Grafana does not search',
    caughtBy: 'grafana-sidecar-sees',
    says: 'logging',
    partly: true,
    tree: logging,
    mended: mending(logging, 'apps/prometheus.yaml', [
      'grafana: { enabled: true }',
      'grafana: { enabled: true, sidecar: { datasources: { searchNamespace: ALL } } }',
    ]),
  },
];
