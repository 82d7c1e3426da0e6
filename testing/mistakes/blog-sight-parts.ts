import type { Tree } from './mistake.ts';

const prometheus = `apiVersion: v1
kind: ServiceAccount
metadata: { name: prometheus, namespace: monitoring }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: prometheus }
rules:
  - apiGroups: ['']
    resources: [nodes, nodes/metrics, nodes/proxy, services, endpoints, pods]
    verbs: [get, list, watch]
  - nonResourceURLs: [/metrics, /metrics/cadvisor]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: prometheus }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus }
subjects: [{ kind: ServiceAccount, name: prometheus, namespace: monitoring }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus-config, namespace: monitoring }
data:
  prometheus.yml: |
    global:
      scrape_interval: 15s
      evaluation_interval: 15s
    rule_files:
      - /etc/prometheus/rules/*.yml
    alerting:
      alertmanagers:
        - static_configs:
            - targets: ['alertmanager:9093']
    scrape_configs:
      - job_name: kubernetes-cadvisor
        scheme: https
        tls_config: { ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt }
        bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token
        kubernetes_sd_configs: [{ role: node }]
        relabel_configs:
          - { target_label: __address__, replacement: 'kubernetes.default.svc:443' }
          - source_labels: [__meta_kubernetes_node_name]
            regex: (.+)
            target_label: __metrics_path__
            replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor
      - job_name: kubernetes-pods
        kubernetes_sd_configs: [{ role: pod }]
        relabel_configs:
          - { source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape], action: keep, regex: 'true' }
          - { source_labels: [__meta_kubernetes_namespace], target_label: namespace }
          - { source_labels: [__meta_kubernetes_pod_name], target_label: pod }
      - job_name: mysql-exporter
        static_configs: [{ targets: ['mysql-exporter.blog-system.svc:9104'] }]
      - job_name: nginx-exporter
        static_configs: [{ targets: ['nginx-exporter.blog-system.svc:9113'] }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus-rules, namespace: monitoring }
data:
  blog.yml: |
    groups:
      - name: blog
        rules:
          - record: blog:nginx_requests:rate5m
            expr: sum(rate(nginx_http_requests_total[5m]))
          - alert: MySQLDown
            expr: mysql_up == 0
            labels: { severity: critical }
            annotations: { summary: 'MySQL does not answer' }
          - alert: HighRequestRate
            expr: blog:nginx_requests:rate5m > 1000
            labels: { severity: warning }
            annotations: { summary: 'nginx serves {{ $value }} requests a second' }
          - alert: HighMemoryUsage
            expr: sum by (namespace, pod) (container_memory_working_set_bytes{namespace="blog-system", container!=""}) > 900 * 1024 * 1024
            for: 5m
            labels: { severity: warning }
            annotations: { summary: '{{ $labels.pod }} uses much memory' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: monitoring }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: prometheus } }
  template:
    metadata: { labels: { app: prometheus } }
    spec:
      serviceAccountName: prometheus
      securityContext: { runAsNonRoot: true, runAsUser: 65534, fsGroup: 65534 }
      containers:
        - name: prometheus
          image: prom/prometheus:v2.55.1
          args:
            - --config.file=/etc/prometheus/prometheus.yml
            - --storage.tsdb.path=/prometheus
            - --storage.tsdb.retention.time=15d
            - --web.enable-lifecycle
          ports: [{ name: http, containerPort: 9090 }]
          readinessProbe: { httpGet: { path: /-/ready, port: 9090 } }
          resources: { requests: { cpu: 500m, memory: 1Gi }, limits: { cpu: 1000m, memory: 2Gi } }
          volumeMounts:
            - { name: config, mountPath: /etc/prometheus }
            - { name: rules, mountPath: /etc/prometheus/rules }
            - { name: data, mountPath: /prometheus }
      volumes:
        - { name: config, configMap: { name: prometheus-config } }
        - { name: rules, configMap: { name: prometheus-rules } }
        - { name: data, persistentVolumeClaim: { claimName: prometheus-pvc } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: prometheus-pvc, namespace: monitoring }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: longhorn
  resources: { requests: { storage: 20Gi } }
---
apiVersion: v1
kind: Service
metadata: { name: prometheus, namespace: monitoring }
spec:
  type: NodePort
  selector: { app: prometheus }
  ports: [{ name: http, port: 9090, targetPort: 9090, nodePort: 30090 }]
`;

const alertmanager = `apiVersion: v1
kind: ConfigMap
metadata: { name: alertmanager-config, namespace: monitoring }
data:
  alertmanager.yml: |
    route:
      receiver: slack
      group_by: [alertname, namespace]
      group_wait: 30s
      repeat_interval: 4h
    receivers:
      - name: slack
        slack_configs:
          - api_url_file: /etc/alertmanager/secrets/webhook
            channel: '#alerts'
            send_resolved: true
    inhibit_rules:
      - source_matchers: [severity = critical]
        target_matchers: [severity = warning]
        equal: [namespace]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: alertmanager, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: alertmanager } }
  template:
    metadata: { labels: { app: alertmanager } }
    spec:
      containers:
        - name: alertmanager
          image: prom/alertmanager:v0.27.0
          args: [--config.file=/etc/alertmanager/alertmanager.yml]
          ports: [{ name: http, containerPort: 9093 }]
          readinessProbe: { httpGet: { path: /-/ready, port: 9093 } }
          resources: { requests: { cpu: 50m, memory: 128Mi }, limits: { cpu: 200m, memory: 256Mi } }
          volumeMounts:
            - { name: config, mountPath: /etc/alertmanager }
            - { name: slack, mountPath: /etc/alertmanager/secrets }
      volumes:
        - { name: config, configMap: { name: alertmanager-config } }
        - { name: slack, secret: { secretName: alertmanager-slack } }
---
apiVersion: v1
kind: Service
metadata: { name: alertmanager, namespace: monitoring }
spec:
  selector: { app: alertmanager }
  ports: [{ name: http, port: 9093, targetPort: 9093 }]
`;

const grafana = `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-datasources, namespace: monitoring }
data:
  datasources.yaml: |
    apiVersion: 1
    datasources:
      - { name: Prometheus, uid: prometheus, type: prometheus, access: proxy, url: 'http://prometheus:9090', isDefault: true }
      - { name: Loki, uid: loki, type: loki, access: proxy, url: 'http://loki-stack:3100' }
      - { name: Tempo, uid: tempo, type: tempo, access: proxy, url: 'http://tempo:3200' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-provider, namespace: monitoring }
data:
  provider.yaml: |
    apiVersion: 1
    providers:
      - name: default
        type: file
        options: { path: /var/lib/grafana/dashboards }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-dashboards, namespace: monitoring }
data:
  nginx.json: |
    {
      "uid": "nginx", "title": "Nginx Dashboard", "schemaVersion": 39,
      "templating": { "list": [{ "name": "instance", "type": "query", "datasource": { "type": "prometheus", "uid": "prometheus" }, "query": "label_values(nginx_up, instance)" }] },
      "panels": [
        { "id": 1, "type": "timeseries", "title": "Requests", "gridPos": { "h": 8, "w": 12, "x": 0, "y": 0 },
          "datasource": { "type": "prometheus", "uid": "prometheus" },
          "targets": [{ "refId": "A", "expr": "rate(nginx_http_requests_total{instance=~\\"$instance\\"}[5m])" }] },
        { "id": 2, "type": "logs", "title": "Logs", "gridPos": { "h": 8, "w": 12, "x": 12, "y": 0 },
          "datasource": { "type": "loki", "uid": "loki" },
          "targets": [{ "refId": "A", "expr": "{namespace=\\"blog-system\\", app=\\"web\\"}" }] }
      ]
    }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: grafana, namespace: monitoring }
spec:
  replicas: 1
  selector: { matchLabels: { app: grafana } }
  template:
    metadata: { labels: { app: grafana } }
    spec:
      containers:
        - name: grafana
          image: grafana/grafana:11.4.0
          env:
            - { name: GF_SERVER_ROOT_URL, value: 'http://monitoring.example.shop' }
            - name: GF_SECURITY_ADMIN_PASSWORD
              valueFrom: { secretKeyRef: { name: grafana-admin, key: password } }
          ports: [{ name: http, containerPort: 3000 }]
          readinessProbe: { httpGet: { path: /api/health, port: 3000 } }
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 1Gi } }
          volumeMounts:
            - { name: datasources, mountPath: /etc/grafana/provisioning/datasources }
            - { name: provider, mountPath: /etc/grafana/provisioning/dashboards }
            - { name: dashboards, mountPath: /var/lib/grafana/dashboards }
      volumes:
        - { name: datasources, configMap: { name: grafana-datasources } }
        - { name: provider, configMap: { name: grafana-provider } }
        - { name: dashboards, configMap: { name: grafana-dashboards } }
---
apiVersion: v1
kind: Service
metadata: { name: grafana, namespace: monitoring }
spec:
  selector: { app: grafana }
  ports: [{ name: http, port: 3000, targetPort: 3000 }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: grafana-routes, namespace: monitoring }
spec:
  hosts: [monitoring.example.shop]
  gateways: [blog-system/blog-gateway]
  http:
    - route: [{ destination: { host: grafana, port: { number: 3000 } } }]
`;

/** What watches a blog: metrics, alerts, dashboards. */
export const SIGHT: Tree = {
  'configs/monitoring/prometheus.yaml': prometheus,
  'configs/monitoring/alertmanager.yaml': alertmanager,
  'configs/monitoring/grafana.yaml': grafana,
};
