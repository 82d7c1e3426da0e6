import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, folderApp, GRAFANA, space, yaml } from '../parts.ts';
import { claim, dashboard, hpa, rule, stack, strict } from './titanium-parts.ts';

/** The lessons of microservices in a strict mesh (L) and the mistakes of their repository (M). Part 4 of 5. */
export const titanium4: readonly Mistake[] = [
  {
    name: 'M21 A prefix is rewritten so that paths get two slashes',
    caughtBy: 'rewrite-keeps-path',
    says: '//',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'auth' }),
        door('auth'),
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'edge', namespace: 'shop' },
          {
            spec: {
              selector: { istio: 'ingressgateway' },
              servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
            },
          },
        ),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'auth', namespace: 'shop' },
          {
            spec: {
              hosts: ['*'],
              gateways: ['edge'],
              http: [
                {
                  match: [{ uri: { prefix: '/api/auth' } }],
                  rewrite: { uri: '/' },
                  route: [{ destination: { host: 'auth', port: { number: 8080 } } }],
                },
              ],
            },
          },
        ),
      ),
    },
    mended: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'auth' }),
        door('auth'),
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'edge', namespace: 'shop' },
          {
            spec: {
              selector: { istio: 'ingressgateway' },
              servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
            },
          },
        ),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'auth', namespace: 'shop' },
          {
            spec: {
              hosts: ['*'],
              gateways: ['edge'],
              http: [
                {
                  match: [{ uri: { prefix: '/api/auth/' } }],
                  rewrite: { uri: '/' },
                  route: [{ destination: { host: 'auth', port: { number: 8080 } } }],
                },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M22 An autoscaled Deployment has a fixed number, and self-heal puts it back',
    caughtBy: ['replicas-left-to-scaler', 'out-of-sync-forecast', 'argocd-ignores-runtime-fields'],
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/all.yaml': yaml(space('shop'), app({ replicas: 2 }), door('web'), hpa('web')),
    },
  },
  {
    name: 'M23 The data of all Secrets is ignored',
    caughtBy: 'argocd-ignore-narrow',
    says: 'Secret',
    tree: {
      'argocd/shop.yaml': yaml(
        folderApp('shop', 'k8s/shop', 'shop', { ignoreDifferences: [{ group: '', kind: 'Secret', jsonPointers: ['/data'] }] }),
      ),
      'k8s/shop/all.yaml': yaml(
        space('shop'),
        kube(
          'v1/Secret',
          { name: 'token', namespace: 'shop', annotations: { 'kubernetes.io/service-account.name': 'web' } },
          { type: 'kubernetes.io/service-account-token' },
        ),
        app(),
        door('web'),
      ),
    },
    mended: {
      'argocd/shop.yaml': yaml(
        folderApp('shop', 'k8s/shop', 'shop', {
          ignoreDifferences: [{ group: '', kind: 'Secret', name: 'token', jsonPointers: ['/data'] }],
        }),
      ),
    },
  },
  {
    name: 'M24 Deleting the Application deletes the database with its claim',
    caughtBy: 'prune-spares-data',
    says: 'postgres',
    partly: true,
    tree: {
      'argocd/shop.yaml': yaml({
        ...folderApp('shop', 'k8s/shop', 'shop'),
        metadata: { name: 'shop', namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
      }),
      'k8s/shop/all.yaml': yaml(
        space('shop'),
        claim('postgres-data'),
        app({
          name: 'postgres',
          image: 'postgres:15.10-alpine',
          port: 5432,
          replicas: 1,
          spec: { strategy: { type: 'Recreate' } },
          container: { volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'postgres-data' } }] },
        }),
        kube(
          'v1/Service',
          { name: 'postgres', namespace: 'shop' },
          { spec: { selector: { app: 'postgres' }, ports: [{ name: 'tcp-postgres', port: 5432 }] } },
        ),
      ),
    },
  },
  {
    name: 'M26 A CPU alert is in cores, and the pods have a fifth of one',
    caughtBy: 'alert-can-fire',
    tree: {
      'monitoring/rules.yaml': rule(
        'PodCPUHigh',
        'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container!=""}[5m])) > 0.8',
      ),
      'shop.yaml': yaml(
        space('shop'),
        app({ container: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } } } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M26 Totals of pods count every container twice',
    caughtBy: 'container-sums-once',
    says: 'container',
    tree: {
      'monitoring/dashboard.yaml': dashboard('sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop"}[5m]))', {
        unit: 'cores',
      }),
    },
    mended: {
      'monitoring/dashboard.yaml': dashboard('sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container!=""}[5m]))', {
        unit: 'cores',
      }),
    },
  },
  {
    name: 'M27 A rate is told as a number of restarts',
    caughtBy: 'threshold-fits-unit',
    tree: {
      'monitoring/rules.yaml': rule('PodRestarts', 'rate(kube_pod_container_status_restarts_total[15m]) > 0', {
        annotations: { summary: 'Pod restarts', description: 'Pod {{ $labels.pod }} restarted {{ $value }} times in the last 15 minutes' },
      }),
    },
  },
  {
    name: 'M27 An alert asks for the job of a monitor that is under a key that the chart ignores',
    caughtBy: 'helm-value-known',
    says: 'serviceMonitor',
    tree: {
      'logging/promtail.yaml': yaml(
        chartApp('promtail', [GRAFANA, 'promtail', '6.16.6'], 'monitoring', {
          config: { clients: [{ url: 'http://loki:3100/loki/api/v1/push' }], serviceMonitor: { enabled: true } },
        }),
      ),
    },
  },
  {
    name: 'M28 Keys of Loki 2 are handed to Loki 3',
    caughtBy: ['helm-values-work', 'helm-value-known', 'retention-enforced'],
    tree: {
      'logging/loki.yaml': yaml(
        chartApp('loki', [GRAFANA, 'loki', '6.24.0'], 'monitoring', {
          deploymentMode: 'SingleBinary',
          singleBinary: { replicas: 1 },
          read: { replicas: 0 },
          write: { replicas: 0 },
          backend: { replicas: 0 },
          loki: {
            commonConfig: { replication_factor: 1 },
            storage: { type: 'filesystem' },
            schemaConfig: {
              configs: [
                { from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'i_', period: '24h' } },
              ],
            },
            limits_config: { enforce_metric_name: false },
            structuredConfig: {
              chunk_store_config: { max_look_back_period: '0s' },
              table_manager: { retention_deletes_enabled: true, retention_period: '168h' },
            },
          },
        }),
      ),
    },
  },
  {
    name: 'M29 Two copies of one dashboard have one uid',
    caughtBy: ['dashboard-loads', 'object-defined-once'],
    tree: {
      'monitoring/a.yaml': dashboard('sum(rate(istio_requests_total{reporter="destination"}[5m]))'),
      'monitoring/b.yaml': dashboard('sum(rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m]))').replace(
        'name: golden-signals',
        'name: golden-signals-copy',
      ),
    },
  },
  {
    name: 'M30 Prometheus scrapes a STRICT port in plain text',
    caughtBy: 'strict-scrape',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        strict(),
        app(),
        kube(
          'v1/Service',
          { name: 'web', namespace: 'shop', labels: { app: 'web' } },
          { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080 }] } },
        ),
        kube(
          'monitoring.coreos.com/v1/ServiceMonitor',
          { name: 'web', namespace: 'shop', labels: { release: 'prometheus' } },
          { spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http', path: '/metrics' }] } },
        ),
      ),
    },
  },
  {
    name: 'M31 Prometheus and Alertmanager are open on node ports',
    caughtBy: 'admin-closed',
    partly: true,
    tree: { 'monitoring/stack.yaml': stack({ alertmanager: { service: { type: 'NodePort', nodePort: 30093 } } }) },
  },
];
