import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, folderApp, PROMETHEUS, space, yaml } from '../parts.ts';
import { claim, cnp, gateway, mysql, mysqlDoor, published } from './homelab-parts.ts';

/** The lessons of a homelab (L) and what follows from them (D). Part 3 of 4. */
export const homelab3: readonly Mistake[] = [
  {
    name: 'D-05 A Rollout under an autoscaler states its replicas',
    caughtBy: ['replicas-left-to-scaler', 'argocd-ignores-runtime-fields'],
    says: 'replicas',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/all.yaml': yaml(
        space('shop'),
        app({ replicas: 2 }),
        door('web'),
        kube(
          'autoscaling/v2/HorizontalPodAutoscaler',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
              minReplicas: 2,
              maxReplicas: 4,
              metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-06 An autoscaler reads a metric that no adapter serves',
    caughtBy: ['autoscaler-works', 'adapter-serves-metric'],
    missed: 'an adapter of another repository may serve the metric',
    tree: {
      'monitoring.yaml': yaml(
        chartApp('prometheus', [PROMETHEUS, 'prometheus', '25.30.2'], 'monitoring', { server: { retention: '15d' } }),
      ),
      'shop.yaml': yaml(
        space('shop'),
        app(),
        door('web'),
        kube(
          'autoscaling/v2/HorizontalPodAutoscaler',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
              minReplicas: 2,
              maxReplicas: 4,
              metrics: [
                { type: 'Pods', pods: { metric: { name: 'network_receive' }, target: { type: 'AverageValue', averageValue: '1M' } } },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-07 HTTP rules of Cilium on a port that the mesh encrypts',
    caughtBy: 'cilium-l7-readable',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        app({ name: 'was' }),
        door('was'),
        kube(
          'networking.istio.io/v1/DestinationRule',
          { name: 'was', namespace: 'shop' },
          { spec: { host: 'was', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } },
        ),
        cnp('was', {
          endpointSelector: { matchLabels: { app: 'was' } },
          ingress: [
            {
              fromEndpoints: [{ matchLabels: { app: 'web' } }],
              toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{ method: 'GET' }, { method: 'POST' }] } }],
            },
          ],
        }),
      ),
    },
  },
  {
    name: 'D-08 Prometheus reads a program whose policy lets in only the web tier',
    caughtBy: 'flow-passes',
    says: '8080',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'was', podAnnotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } }),
        door('was'),
        app({ container: { env: [{ name: 'WAS_URL', value: 'http://was:8080' }] } }),
        cnp('was', {
          endpointSelector: { matchLabels: { app: 'was' } },
          ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
        }),
      ),
      'monitoring.yaml': yaml(
        space('monitoring'),
        app({
          name: 'prometheus',
          namespace: 'monitoring',
          image: 'prom/prometheus:v2.55.1',
          port: 9090,
          container: {
            args: ['--config.file=/etc/prometheus/prometheus.yml'],
            volumeMounts: [{ name: 'config', mountPath: '/etc/prometheus' }],
          },
          pod: { volumes: [{ name: 'config', configMap: { name: 'prometheus-config' } }] },
        }),
        door('prometheus', 'monitoring', 9090),
        kube(
          'v1/ConfigMap',
          { name: 'prometheus-config', namespace: 'monitoring' },
          {
            data: {
              'prometheus.yml':
                'scrape_configs:\n  - job_name: kubernetes-pods\n    kubernetes_sd_configs: [{ role: pod }]\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]\n        action: keep\n        regex: "true"\n      - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]\n        action: replace\n        regex: ([^:]+)(?::\\d+)?;(\\d+)\n        replacement: $1:$2\n        target_label: __address__\n',
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-09 A quarantine allows nothing, and takes nothing away',
    caughtBy: ['quarantine-denies', 'cilium-deny-acts'],
    tree: {
      'quarantine.yaml': yaml(
        kube(
          'cilium.io/v2/CiliumClusterwideNetworkPolicy',
          { name: 'quarantine' },
          { spec: { endpointSelector: { matchLabels: { quarantine: 'true' } }, ingress: [{}], egress: [{}] } },
        ),
      ),
    },
  },
  {
    name: 'D-10 Requests that write are mirrored',
    caughtBy: 'mirror-reads-only',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        mysql(),
        mysqlDoor,
        claim,
        app({ name: 'was', container: { env: [{ name: 'SPRING_DATASOURCE_URL', value: 'jdbc:mysql://mysql:3306/shop' }] } }),
        door('was'),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'was', namespace: 'shop' },
          {
            spec: {
              hosts: ['was'],
              http: [{ route: [{ destination: { host: 'was' } }], mirror: { host: 'was' }, mirrorPercentage: { value: 100 } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-11 The retries take longer than the timeout',
    caughtBy: 'retry-budget',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              hosts: ['web'],
              http: [{ timeout: '5s', retries: { attempts: 3, perTryTimeout: '2s' }, route: [{ destination: { host: 'web' } }] }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-12 A rule asks for a job that nobody scrapes',
    caughtBy: 'query-job-exists',
    tree: {
      'monitoring.yaml': yaml(
        space('monitoring'),
        kube(
          'v1/ConfigMap',
          { name: 'prometheus-config', namespace: 'monitoring' },
          {
            data: {
              'prometheus.yml':
                'rule_files: [/etc/prometheus/rules.yml]\nscrape_configs:\n  - job_name: prometheus\n    static_configs: [{ targets: ["localhost:9090"] }]\n',
              'rules.yml':
                'groups:\n  - name: g\n    rules:\n      - alert: MySQLDown\n        expr: up{job="mysql-exporter"} == 0\n        for: 1m\n        labels: { severity: critical }\n        annotations: { summary: down }\n',
            },
          },
        ),
      ),
    },
  },
  {
    name: 'D-14 Grafana without a login stands on the public gateway',
    caughtBy: ['admin-closed', 'login-required'],
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'prometheus', image: 'prom/prometheus:v2.55.1', port: 9090 }),
        door('prometheus', 'shop', 9090),
        gateway,
        published('metrics.acme.io', 'prometheus', 9090),
      ),
    },
    partly: true,
  },
  {
    name: 'D-15 The agent 2 speaks HTTP to the port of gRPC',
    caughtBy: 'otlp-port-fits',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({
          name: 'was',
          container: {
            env: [
              { name: 'JAVA_TOOL_OPTIONS', value: '-javaagent:/otel/opentelemetry-javaagent.jar' },
              { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://tempo.monitoring.svc.cluster.local:4317' },
              { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
            ],
          },
        }),
        door('was'),
      ),
      'tempo.yaml': yaml(
        space('monitoring'),
        app({ name: 'tempo', namespace: 'monitoring', image: 'grafana/tempo:2.7.0', port: 4317 }),
        door('tempo', 'monitoring', 4317),
      ),
    },
  },
];
