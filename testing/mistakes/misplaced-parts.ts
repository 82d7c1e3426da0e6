import type { Tree } from './mistake.ts';
import { alert, chart, configMap, cronJob, deployment, documents, folder, namespace, PROMETHEUS_CHARTS, rules, service } from './pieces.ts';

const stack: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/configs.yaml': folder('monitoring', 'monitoring-configs', 'monitoring'),
  'argocd/shop.yaml': folder('shop', 'shop', 'shop'),
  'monitoring/namespace.yaml': namespace('monitoring'),
  'shop/web.yaml': documents(
    namespace('shop'),
    deployment('shop', 'shop-web', 'ghcr.io/example/web:2.3.0', 8080),
    service('shop', 'shop-web', 8080),
  ),
};
function ruled(...alerts: readonly string[]): Tree {
  return { ...stack, 'monitoring/rules.yaml': rules('monitoring', 'shop-alerts', ...alerts) };
}
export const workload = ruled(alert('WebDown', 'kube_deployment_status_replicas_available{namespace="shop",deployment="web"} == 0'));
export const place = ruled(alert('Restarts', 'increase(kube_pod_container_status_restarts_total{namespace="shop-system"}[10m]) > 3'));
export const selected: Tree = {
  ...stack,
  'shop/monitor.yaml': `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: monitoring, labels: { release: kube-prometheus-stack } }
spec:
  namespaceSelector: { matchNames: [shop-system] }
  selector: { matchLabels: { app: shop-web } }
  endpoints: [{ port: http, path: /metrics }]
`,
};
export const chosen: Tree = {
  'monitoring/prometheus.yaml': `apiVersion: v1
kind: Namespace
metadata: { name: monitoring }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: prometheus, namespace: monitoring }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: main, namespace: monitoring }
spec:
  serviceAccountName: prometheus
  retention: 2d
  ruleSelector: { matchLabels: { role: alert-rules } }
  serviceMonitorSelector: {}
`,
  'monitoring/rules.yaml': rules('monitoring', 'shop-alerts', alert('Down', 'up == 0')).replace(
    'release: kube-prometheus-stack',
    'prometheus: k8s',
  ),
};
export const annotated: Tree = {
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'prometheus-config', {
      'prometheus.yml': `global: { scrape_interval: 15s }
scrape_configs:
  - job_name: kubernetes-pods
    kubernetes_sd_configs: [{ role: pod }]
    relabel_configs:
      - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: true }`,
    }),
  ),
  'shop/web.yaml': documents(
    namespace('shop'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080).replace(
      'name: web, namespace: shop }',
      "name: web, namespace: shop, annotations: { prometheus.io/scrape: 'true', prometheus.io/port: '8080' } }",
    ),
  ),
};
export const optedOut: Tree = {
  'shop/db.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    deployment('shop', 'db', 'mysql:8.0.36', 3306).replace(
      'name: db, namespace: shop }',
      "name: db, namespace: shop, annotations: { sidecar.istio.io/inject: 'false' } }",
    ),
  ),
};
export const target: Tree = {
  'monitoring/prometheus.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'prometheus-config', {
      'prometheus.yml': 'scrape_configs:\n  - job_name: mysql\n    static_configs: [{ targets: [mysql-exporter.shop:9140] }]',
    }),
    namespace('shop'),
    service('shop', 'mysql-exporter', 9104),
    deployment('shop', 'mysql-exporter', 'prom/mysqld-exporter:v0.15.1', 9104),
  ),
};
export const users: Tree = {
  'shop/db.yaml': documents(
    namespace('shop'),
    service('shop', 'db', 5432, 'tcp-postgres'),
    deployment('shop', 'db', 'postgres:16.2', 5432, 'env: [{ name: POSTGRES_DB, value: shop }, { name: POSTGRES_USER, value: shopuser }]'),
    deployment(
      'shop',
      'api',
      'ghcr.io/example/api:1.0.0',
      8080,
      "env: [{ name: SPRING_DATASOURCE_URL, value: 'jdbc:postgresql://db:5432/shop' }, { name: SPRING_DATASOURCE_USERNAME, value: shop }]",
    ),
  ),
};
export const scaled: Tree = {
  'shop/rollout.yaml': documents(
    namespace('shop'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080).replace(
      'apiVersion: apps/v1\nkind: Deployment',
      'apiVersion: argoproj.io/v1alpha1\nkind: Rollout',
    ),
    'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web, namespace: shop }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 2\n  maxReplicas: 5\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]\n',
  ),
};
export const suspended: Tree = {
  'shop/backup.yaml': documents(
    namespace('shop'),
    cronJob('shop', 'db-backup', 'postgres:16.2', 'set -eu\npg_dump -h db shop > /backup/shop.sql').replace(
      "  schedule: '0 18 * * *'",
      "  schedule: '0 18 * * *'\n  suspend: true",
    ),
  ),
};
export const expired: Tree = {
  'velero/schedule.yaml': documents(
    namespace('velero'),
    "apiVersion: velero.io/v1\nkind: Schedule\nmetadata: { name: weekly, namespace: velero }\nspec: { schedule: '0 3 * * 0', template: { includedNamespaces: ['*'], ttl: 72h0m0s } }\n",
  ),
};
export const cleared: Tree = {
  'shop/backup.yaml': documents(
    namespace('shop'),
    cronJob(
      'shop',
      'db-backup',
      'postgres:16.2',
      'set -eu\npg_dump -h db shop > "/backup/shop-$(date +%F).sql"\nfind /backups -name "*.sql" -mtime +7 -delete',
      'volumeMounts: [{ name: data, mountPath: /backup }]',
    ).replace(
      '          containers:',
      '          volumes: [{ name: data, persistentVolumeClaim: { claimName: backup } }]\n          containers:',
    ),
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: backup, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }\n',
  ),
};
export const envoy: Tree = {
  'shop/web.yaml': documents(namespace('shop', 'istio-injection: enabled'), deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080)),
  'shop/filter.yaml': `apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: limit, namespace: shop }
spec:
  workloadSelector: { labels: { app: shop-web } }
  configPatches: []
`,
};
export const ports: Tree = {
  'shop/web.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
    service('shop', 'web', 80).replace('port: 80 }', 'port: 80, targetPort: 8080 }'),
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: web, namespace: shop }\nspec:\n  selector: { matchLabels: { app: web } }\n  mtls: { mode: STRICT }\n  portLevelMtls: { 80: { mode: PERMISSIVE } }\n',
  ),
};
export const mirrored: Tree = {
  'shop/web.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
    service('shop', 'web', 8080),
    'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: web, namespace: shop }\nspec:\n  hosts: [web]\n  http:\n    - route: [{ destination: { host: web } }]\n      mirror: { host: web-shadow }\n      mirrorPercentage: { value: 10 }\n',
  ),
};
export const spaces: Tree = {
  'shop/web.yaml': documents(
    namespace('shop', 'istio-injection: enabled'),
    namespace('ingress-nginx'),
    deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: web, namespace: shop }\nspec:\n  selector: { matchLabels: { app: web } }\n  action: ALLOW\n  rules: [{ from: [{ source: { namespaces: [ingress] } }] }]\n',
  ),
};
