import type { Tree } from './mistake.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const SCALED = ['user-service', 'auth-service', 'blog-service', 'api-gateway'];

/** What stands around the programs of the repository: scaling, mesh, policies, monitoring, and the Applications. */
export const platform: Tree = {
  [`${PROD}/hpa.yaml`]: SCALED.map(
    (name) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}-hpa }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name}-deployment }
  minReplicas: 2
  maxReplicas: 5
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]
`,
  ).join('---\n'),
  [`${PROD}/budgets.yaml`]: SCALED.map(
    (name) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name} }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: ${name} } } }
`,
  ).join('---\n'),
  [`${PROD}/mesh.yaml`]: `apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata: { name: titanium-gateway }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }]
---
apiVersion: networking.istio.io/v1beta1
kind: VirtualService
metadata: { name: load-balancer-vs }
spec:
  hosts: ["*"]
  gateways: [titanium-gateway]
  http:
    - match: [{ uri: { prefix: / } }]
      route: [{ destination: { host: load-balancer-service, port: { number: 7100 } } }]
---
apiVersion: security.istio.io/v1beta1
kind: PeerAuthentication
metadata: { name: default-mtls }
spec: { mtls: { mode: STRICT } }
---
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata: { name: default-mtls }
spec:
  host: "*.titanium-prod.svc.cluster.local"
  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }
---
apiVersion: networking.istio.io/v1beta1
kind: DestinationRule
metadata: { name: postgresql }
spec:
  host: postgresql-service
  trafficPolicy: { tls: { mode: ISTIO_MUTUAL } }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: rate-limit-filter }
spec:
  workloadSelector: { labels: { app: load-balancer } }
  configPatches:
    - applyTo: HTTP_FILTER
      match:
        context: SIDECAR_INBOUND
        listener: { filterChain: { filter: { name: envoy.filters.network.http_connection_manager } } }
      patch:
        operation: INSERT_BEFORE
        value:
          name: envoy.filters.http.local_ratelimit
          typed_config:
            "@type": type.googleapis.com/udpa.type.v1.TypedStruct
            type_url: type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
            value:
              stat_prefix: http_local_rate_limiter
              token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: 60s }
              filter_enabled: { runtime_key: local_rate_limit_enabled, default_value: { numerator: 100, denominator: HUNDRED } }
              filter_enforced: { runtime_key: local_rate_limit_enforced, default_value: { numerator: 100, denominator: HUNDRED } }
`,
  [`${PROD}/network-policies.yaml`]: [
    policy('default-deny', '{}', '  policyTypes: [Ingress, Egress]\n'),
    policy(
      'base-egress',
      '{}',
      `  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } } }]
      ports: [{ port: 15012 }, { port: 9411 }]
`,
    ),
    policy(
      'monitoring-ingress',
      '{}',
      `  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      ports: [{ port: 15090 }, { port: 15020 }]
`,
    ),
    ...flows({
      'load-balancer:7100': ['istio-system'],
      'api-gateway:8000': ['load-balancer'],
      'auth-service:8002': ['load-balancer', 'api-gateway', 'blog-service', 'user-service'],
      'user-service:8001': ['load-balancer', 'api-gateway', 'auth-service', 'blog-service'],
      'blog-service:8005': ['load-balancer', 'api-gateway', 'auth-service', 'user-service'],
      'postgresql:5432': ['user-service', 'blog-service', 'postgresql-backup'],
      'redis:6379': ['user-service'],
    }),
  ].join('---\n'),
  [`${PROD}/monitors.yaml`]: `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: envoy-stats-monitor, labels: { release: prometheus } }
spec:
  selector: { matchExpressions: [{ key: app, operator: Exists }] }
  podMetricsEndpoints: [{ port: http-envoy-prom, path: /stats/prometheus, interval: 30s }]
`,
  'k8s-manifests/monitoring/istiod-monitor.yaml': `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: istiod-monitor, namespace: istio-system, labels: { release: prometheus } }
spec:
  selector: { matchLabels: { app: istiod } }
  endpoints: [{ port: http-monitoring, path: /metrics, interval: 30s }]
`,
  'k8s-manifests/monitoring/prometheus-rules.yaml': `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: titanium-alerts, namespace: monitoring, labels: { release: prometheus } }
spec:
  groups:
    - name: titanium.application.rules
      interval: 30s
      rules:
        - alert: HighErrorRate
          expr: |
            sum by (destination_workload) (rate(istio_requests_total{reporter="destination", destination_workload_namespace="titanium-prod", response_code=~"5.."}[5m]))
              / sum by (destination_workload) (rate(istio_requests_total{reporter="destination", destination_workload_namespace="titanium-prod"}[5m])) > 0.05
          for: 5m
          labels: { severity: warning }
          annotations: { summary: "{{ $labels.destination_workload }} answers more than 5% of its requests with an error for 5 minutes" }
        - alert: PodRestartingTooOften
          expr: increase(kube_pod_container_status_restarts_total{namespace="titanium-prod"}[15m]) > 0
          for: 5m
          labels: { severity: warning }
          annotations: { summary: "{{ $labels.pod }} restarted {{ $value }} times in 15 minutes" }
        - alert: UserServiceMissing
          expr: kube_deployment_status_replicas_available{namespace="titanium-prod", deployment="user-service-deployment"} == 0
          for: 2m
          labels: { severity: critical }
          annotations: { summary: "no pod of user-service is available for 2 minutes" }
`,
  'k8s-manifests/monitoring/grafana-dashboard.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-dashboard-golden-signals, namespace: monitoring, labels: { grafana_dashboard: "1" } }
data:
  golden-signals.json: |
    {
      "uid": "titanium-golden-signals",
      "title": "Titanium - Golden Signals",
      "panels": [
        {
          "type": "timeseries",
          "title": "Latency (P95)",
          "fieldConfig": { "defaults": { "unit": "ms" } },
          "targets": [{ "refId": "A", "expr": "histogram_quantile(0.95, sum by (le, destination_workload) (rate(istio_request_duration_milliseconds_bucket{destination_workload_namespace=\\"titanium-prod\\"}[5m])))" }]
        },
        {
          "type": "timeseries",
          "title": "Traffic of the user service",
          "fieldConfig": { "defaults": { "unit": "reqps" } },
          "targets": [{ "refId": "A", "expr": "sum(rate(istio_requests_total{destination_workload=\\"user-service-deployment\\", reporter=\\"destination\\"}[5m]))" }]
        }
      ]
    }
`,
  'k8s-manifests/monitoring/grafana-datasource-loki.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-datasource-loki, namespace: monitoring, labels: { grafana_datasource: "1" } }
data:
  loki.yaml: |
    apiVersion: 1
    datasources:
      - { name: Loki, type: loki, uid: loki, access: proxy, url: "http://loki:3100", jsonData: { maxLines: 1000 } }
`,
  'k8s-manifests/jaeger/jaeger.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: jaeger, namespace: istio-system, labels: { app: jaeger } }
spec:
  replicas: 1
  selector: { matchLabels: { app: jaeger } }
  template:
    metadata: { labels: { app: jaeger } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001 }
      containers:
        - name: jaeger
          image: jaegertracing/all-in-one:1.54.0
          env: [{ name: COLLECTOR_ZIPKIN_HOST_PORT, value: ":9411" }]
          ports: [{ name: http-query, containerPort: 16686 }, { name: http-zipkin, containerPort: 9411 }]
          readinessProbe: { httpGet: { path: /, port: 14269 }, initialDelaySeconds: 5 }
          resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { cpu: 500m, memory: 512Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: jaeger-query, namespace: istio-system, labels: { app: jaeger } }
spec:
  selector: { app: jaeger }
  ports: [{ name: http-query, port: 16686, targetPort: 16686 }]
---
apiVersion: v1
kind: Service
metadata: { name: jaeger-collector, namespace: istio-system, labels: { app: jaeger } }
spec:
  selector: { app: jaeger }
  ports: [{ name: http-zipkin, port: 9411, targetPort: 9411 }]
`,
};

function policy(name: string, selector: string, rest: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name} }
spec:
  podSelector: ${selector}
${rest}`;
}

/** The policies of both ends of each way through the system. */
function flows(ways: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(ways).flatMap(([target, sources]) => {
    const [app = '', port = ''] = target.split(':');
    const from = sources.map((source) =>
      source === 'istio-system'
        ? '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: istio-system } }, podSelector: { matchLabels: { istio: ingressgateway } } }'
        : `{ podSelector: { matchLabels: { app: ${source} } } }`,
    );
    const inward = policy(
      `${app}-ingress`,
      `{ matchLabels: { app: ${app} } }`,
      `  policyTypes: [Ingress]\n  ingress: [{ from: [${from.join(', ')}], ports: [{ port: ${port} }] }]\n`,
    );
    const outward = sources
      .filter((source) => source !== 'istio-system')
      .map((source) =>
        policy(
          `${source}-to-${app}`,
          `{ matchLabels: { app: ${source} } }`,
          `  policyTypes: [Egress]\n  egress: [{ to: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: ${port} }] }]\n`,
        ),
      );
    return [inward, ...outward];
  });
}
