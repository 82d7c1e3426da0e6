import type { Mistake } from './mistake.ts';
import { app, deployment, service } from './apps.ts';

function cilium(name: string, spec: string): string {
  return `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: ${name}, namespace: blog-system }
spec:
${spec.replace(/^(?=.)/gm, '  ')}`;
}

const dns = `  - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }]
    toPorts: [{ ports: [{ port: '53', protocol: UDP }, { port: '53', protocol: TCP }] }]
`;

function mysql(clients: string): string {
  return cilium(
    'mysql-isolation',
    `endpointSelector: { matchLabels: { app: mysql } }
ingress:
  - fromEndpoints: [${clients}]
    toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]
`,
  );
}

function exporter(rule: string): string {
  return cilium('mysql-exporter-isolation', `endpointSelector: { matchLabels: { app: mysql-exporter } }\negress:\n${dns}${rule}`);
}

const toMysql = "  - toEndpoints: [{ matchLabels: { app: mysql } }]\n    toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]\n";
const toService =
  "  - toServices: [{ k8sService: { serviceName: mysql-service, namespace: blog-system } }]\n    toPorts: [{ ports: [{ port: '3306', protocol: TCP }] }]\n";

const database: Readonly<Record<string, string>> = {
  'blog-system/mysql.yaml': app('mysql', 'blog-system', 3306, { image: 'mysql:8.0.36' }).replace(
    'name: http, port: 3306',
    'name: tcp-mysql, port: 3306',
  ),
  'blog-system/mysql-exporter.yaml': app('mysql-exporter', 'blog-system', 9104, { image: 'prom/mysqld-exporter:v0.15.1' }),
  'blog-system/was.yaml': app('was', 'blog-system', 8080),
};

const meshNamespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: blog-system, labels: { istio-injection: enabled } }\n';

const meshTracing: Readonly<Record<string, string>> = {
  'namespaces/blog.yaml': meshNamespace,
  'istio/telemetry.yaml': `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: tracing-default, namespace: istio-system }
spec: { tracing: [{ providers: [{ name: tempo }], randomSamplingPercentage: 10 }] }
`,
  'istio/istiod.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: istiod, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: istiod
    targetRevision: 1.22.0
    helm:
      valuesObject:
        meshConfig:
          enableTracing: true
          extensionProviders: [{ name: tempo, opentelemetry: { service: tempo.monitoring.svc.cluster.local, port: 4317 } }]
  destination: { server: https://kubernetes.default.svc, namespace: istio-system }
`,
  'monitoring/tempo.yaml': `${deployment('tempo', 'monitoring', 4317, { image: 'grafana/tempo:2.4.1' })}---
apiVersion: v1
kind: Service
metadata: { name: tempo, namespace: monitoring }
spec: { selector: { app: tempo }, ports: [{ name: otlp-grpc, port: 4317 }, { name: http, port: 3200 }] }
`,
};

function webEgress(more: string): string {
  return cilium(
    'web-isolation',
    `endpointSelector: { matchLabels: { app: web } }
egress:
${dns}  - toEndpoints: [{ matchLabels: { app: was } }]
    toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
  - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: istio-system, app: istiod } }]
    toPorts: [{ ports: [{ port: '15012', protocol: TCP }] }]
${more}`,
  );
}

const toTempo =
  "  - toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring, app: tempo } }]\n    toPorts: [{ ports: [{ port: '4317', protocol: TCP }] }]\n";

function scraped(from: string, ports: string): string {
  return cilium(
    'was-isolation',
    `endpointSelector: { matchLabels: { app: was } }
ingress:
  - fromEndpoints: [{ matchLabels: { app: web } }]
    toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
  - fromEndpoints: [${from}]
    toPorts: [{ ports: [${ports}] }]
`,
  );
}

const prometheus = `${deployment('prometheus', 'monitoring', 9090, { image: 'prom/prometheus:v2.51.2' })}---
${service('prometheus', 'monitoring', 9090)}---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: envoy-stats, namespace: monitoring }
spec:
  selector: { matchExpressions: [{ key: istio-prometheus-ignore, operator: DoesNotExist }] }
  namespaceSelector: { any: true }
  podMetricsEndpoints: [{ path: /stats/prometheus, targetPort: 15020, interval: 15s }]
`;

/** Network policies that shut out what must come in. */
export const policies: readonly Mistake[] = [
  {
    name: 'The egress of an exporter ends at the closed door of the database',
    caughtBy: ['egress-meets-ingress', 'flow-passes'],
    says: 'mysql',
    tree: { ...database, 'policies/mysql.yaml': mysql('{ matchLabels: { app: was } }'), 'policies/mysql-exporter.yaml': exporter(toMysql) },
    mended: { 'policies/mysql.yaml': mysql('{ matchLabels: { app: was } }, { matchLabels: { app: mysql-exporter } }') },
  },
  {
    name: 'toServices names a Service with a selector, together with ports',
    caughtBy: ['cilium-services-rule'],
    partly: true,
    tree: { ...database, 'policies/mysql-exporter.yaml': exporter(toService) },
    mended: { 'policies/mysql-exporter.yaml': exporter(toMysql) },
  },
  {
    name: 'The sidecars may not send their spans',
    caughtBy: ['policy-control-plane', 'flow-passes'],
    says: '4317',
    partly: true,
    tree: {
      ...meshTracing,
      'blog-system/was.yaml': app('was', 'blog-system', 8080),
      'blog-system/web.yaml': app('web', 'blog-system', 80),
      'policies/web.yaml': webEgress(''),
    },
    mended: { 'policies/web.yaml': webEgress(toTempo) },
  },
  {
    name: 'An empty selector opens the metrics to the own namespace only',
    caughtBy: ['cilium-empty-selector', 'flow-passes'],
    partly: true,
    tree: {
      'namespaces/blog.yaml': meshNamespace,
      'blog-system/was.yaml': app('was', 'blog-system', 8080),
      'monitoring/prometheus.yaml': prometheus,
      'policies/was.yaml': scraped('{}', "{ port: '15090', protocol: TCP }"),
    },
    mended: {
      'policies/was.yaml': scraped(
        '{ matchLabels: { k8s:io.kubernetes.pod.namespace: monitoring } }',
        "{ port: '15090', protocol: TCP }, { port: '15020', protocol: TCP }",
      ),
    },
  },
];
