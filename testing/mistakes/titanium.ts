import { kube } from '../../lib/check/testing.ts';
import type { Mistake } from './mistake.ts';
import { app, chartApp, door, folderApp, GRAFANA, ISTIO, PROMETHEUS, space, yaml } from './parts.ts';

const hpa = (name: string, spec: object = {}, metrics: readonly object[] = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }]): object =>
  kube('autoscaling/v2/HorizontalPodAutoscaler', { name: `${name}-hpa`, namespace: 'shop' }, {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 5, metrics, ...spec },
  });
const claim = (name: string, spec: object = {}): object =>
  kube('v1/PersistentVolumeClaim', { name, namespace: 'shop' }, {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'local-path', resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const strict = (spec: object = {}): object =>
  kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace: 'shop' }, { spec: { mtls: { mode: 'STRICT' }, ...spec } });
const rule = (alert: string, expr: string, rest: object = {}): string =>
  yaml(
    kube('monitoring.coreos.com/v1/PrometheusRule', { name: 'alerts', namespace: 'monitoring', labels: { release: 'prometheus' } }, {
      spec: { groups: [{ name: 'shop', rules: [{ alert, expr, for: '5m', labels: { severity: 'warning' }, annotations: { summary: alert }, ...rest }] }] },
    }),
  );
const dashboard = (expr: string, defaults: object = {}, title = 'Golden signals'): string =>
  yaml(
    kube('v1/ConfigMap', { name: 'golden-signals', namespace: 'monitoring', labels: { grafana_dashboard: '1' } }, {
      data: {
        'golden.json': JSON.stringify({
          uid: 'golden',
          title,
          panels: [{ type: 'timeseries', title: 'Panel', targets: [{ expr, refId: 'A' }], fieldConfig: { defaults } }],
        }),
      },
    }),
  );
const stack = (values: object = {}): string =>
  yaml(
    chartApp('prometheus', [PROMETHEUS, 'kube-prometheus-stack', '66.3.1'], 'monitoring', {
      grafana: { admin: { existingSecret: 'grafana-admin' } },
      prometheus: { prometheusSpec: { retention: '7d', storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '10Gi' } } } } } } },
      ...values,
    }),
  );
const quota = (hard: object): object => kube('v1/ResourceQuota', { name: 'quota', namespace: 'shop' }, { spec: { hard } });

/** The lessons of a microservice platform in a strict mesh (L) and the mistakes of its repository (M). */
export const titanium: readonly Mistake[] = [
  {
    name: 'L1 Sidecars with their default limits overrun the quota',
    caughtBy: 'quota-fits',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        quota({ 'limits.cpu': '8', 'limits.memory': '16Gi', 'requests.cpu': '4', 'requests.memory': '8Gi', pods: '50' }),
        ...['user', 'auth', 'blog'].flatMap((name) => [app({ name, replicas: 2 }), door(name)]),
      ),
    },
  },
  {
    name: 'L2 A CronJob in a meshed namespace with a quota has no sidecar figures',
    caughtBy: ['quota-fits', 'job-sidecar', 'resources-stated'],
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        quota({ 'limits.cpu': '2', 'limits.memory': '2Gi' }),
        kube('batch/v1/CronJob', { name: 'report', namespace: 'shop' }, {
          spec: {
            schedule: '0 3 * * *',
            jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'report', image: 'ghcr.io/acme/report:v1', resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } } }] } } } },
          },
        }),
      ),
    },
  },
  {
    name: 'L3 Autoscalers, and no Metrics Server that could verify the kubelets of bare machines',
    caughtBy: ['helm-values-work', 'autoscaler-works'],
    says: 'kubelet',
    partly: true,
    tree: {
      'platform/metrics-server.yaml': yaml(chartApp('metrics-server', ['https://kubernetes-sigs.github.io/metrics-server/', 'metrics-server', '3.12.2'], 'kube-system', { replicas: 1 })),
      'platform/kubeadm.yaml': 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.31.4\nnetworking: { podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16 }\n',
      'shop.yaml': yaml(space('shop'), app(), door('web'), hpa('web')),
    },
    mended: {
      'platform/metrics-server.yaml': yaml(
        chartApp('metrics-server', ['https://kubernetes-sigs.github.io/metrics-server/', 'metrics-server', '3.12.2'], 'kube-system', { args: ['--kubelet-insecure-tls'] }),
      ),
    },
  },
  {
    name: 'L4 An autoscaler starts from one pod, and the Deployment says one, too',
    caughtBy: ['replicas-left-to-scaler'],
    tree: { 'shop.yaml': yaml(space('shop'), app({ replicas: 1 }), door('web'), hpa('web', { minReplicas: 1 })) },
  },
  {
    name: 'L4 The least and the most number of pods are the same: the autoscaler does nothing',
    caughtBy: ['autoscaler-works', 'schema-valid', 'schema-cel'],
    tree: { 'shop.yaml': yaml(space('shop'), app(), door('web'), hpa('web', { minReplicas: 3, maxReplicas: 3 })) },
  },
  {
    name: 'L5 A dashboard reads Istio, and nothing scrapes the sidecars',
    caughtBy: ['metric-scraped', 'query-job-exists', 'metric-name-known', 'query-target-annotated'],
    says: 'istio_requests_total',
    tree: {
      'monitoring/stack.yaml': stack(),
      'monitoring/ns.yaml': yaml(space('monitoring')),
      'monitoring/dashboard.yaml': dashboard('sum(rate(istio_requests_total{reporter="destination"}[5m]))', { unit: 'reqps' }),
      'mesh/istiod.yaml': yaml(chartApp('istiod', [ISTIO, 'istiod', '1.24.2'], 'istio-system')),
      'shop.yaml': yaml(space('shop', true), app(), door('web')),
    },
    mended: {
      'monitoring/envoy.yaml': yaml(
        kube('monitoring.coreos.com/v1/PodMonitor', { name: 'envoy-stats', namespace: 'monitoring', labels: { release: 'prometheus' } }, {
          spec: {
            namespaceSelector: { any: true },
            selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
            podMetricsEndpoints: [{ port: 'http-envoy-prom', path: '/stats/prometheus' }],
          },
        }),
      ),
    },
  },
  {
    name: 'L6 A dashboard names metrics that nothing exports',
    caughtBy: 'metric-name-known',
    says: 'istio_request_total',
    tree: { 'monitoring/dashboard.yaml': dashboard('sum(rate(istio_request_total{reporter="destination"}[5m]))') },
  },
  {
    name: 'L7 istio_requests_total is filtered by a label that it does not have',
    caughtBy: 'label-value-possible',
    says: 'status',
    tree: { 'monitoring/rules.yaml': rule('Errors', 'sum(rate(istio_requests_total{reporter="destination",status=~"5.."}[5m])) > 1') },
    mended: { 'monitoring/rules.yaml': rule('Errors', 'sum(rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m])) > 1') },
  },
  {
    name: 'L8 A panel shows milliseconds as seconds',
    caughtBy: ['threshold-fits-unit', 'panel-unit-fits'],
    tree: {
      'monitoring/dashboard.yaml': dashboard('histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m])))', { unit: 's' }),
    },
    mended: {
      'monitoring/dashboard.yaml': dashboard('histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination"}[5m])))', { unit: 'ms' }),
    },
  },
  {
    name: 'L9 Several pods keep their users in a SQLite file of one volume',
    caughtBy: ['single-writer-update', 'claim-shared', 'file-database-single'],
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        claim('users'),
        app({
          replicas: 2,
          container: { env: [{ name: 'DATABASE_PATH', value: '/data/users.db' }], volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'users' } }] },
        }),
        door('web'),
      ),
    },
  },
  {
    name: 'L9 Several pods keep their posts in a SQLite file of the container',
    caughtBy: ['file-database-single', 'data-persistent', 'database-persistent'],
    says: '/app/blog.db',
    tree: {
      'shop.yaml': yaml(space('shop'), app({ replicas: 2, container: { env: [{ name: 'BLOG_DATABASE_PATH', value: '/app/blog.db' }] } }), door('web')),
    },
    mended: { 'shop.yaml': yaml(space('shop'), app({ replicas: 2, container: { env: [{ name: 'POSTGRES_HOST', value: 'db.acme.io' }] } }), door('web')) },
  },
  {
    name: 'L10 A claim names no class, and no class is the default',
    caughtBy: ['storage-class-exists', 'one-default-class'],
    tree: {
      'storage/class.yaml': yaml(kube('storage.k8s.io/v1/StorageClass', { name: 'local-path' }, { provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' })),
      'shop.yaml': yaml(space('shop'), claim('data', { storageClassName: undefined }), app({ pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }), door('web')),
    },
  },
  {
    name: 'L11 The label for sidecars is on the pods of a Deployment, not on the namespace that demands mTLS',
    caughtBy: ['mesh-namespace-injects', 'istio-words-known', 'injection-agrees', 'mesh-strict-fits'],
    tree: { 'shop.yaml': yaml(space('shop'), strict(), app({ podLabels: { 'istio-injection': 'enabled' } }), door('web')) },
  },
  {
    name: 'L12 One pod with a volume that one node mounts is updated by adding a second',
    caughtBy: 'single-writer-update',
    tree: {
      'grafana.yaml': yaml(
        space('shop'),
        claim('grafana'),
        app({
          name: 'grafana',
          image: 'grafana/grafana:11.4.0',
          replicas: 1,
          container: { volumeMounts: [{ name: 'data', mountPath: '/var/lib/grafana' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'grafana' } }] },
        }),
        door('grafana'),
      ),
    },
  },
  {
    name: 'L12 Grafana of the chart has a volume and keeps the rolling update',
    caughtBy: ['single-writer-update', 'helm-values-work'],
    says: 'Recreate',
    tree: { 'monitoring/stack.yaml': stack({ grafana: { admin: { existingSecret: 'grafana-admin' }, persistence: { enabled: true, size: '5Gi', accessModes: ['ReadWriteOnce'] } } }) },
    mended: {
      'monitoring/stack.yaml': stack({
        grafana: { admin: { existingSecret: 'grafana-admin' }, deploymentStrategy: { type: 'Recreate' }, persistence: { enabled: true, size: '5Gi', accessModes: ['ReadWriteOnce'] } },
      }),
    },
  },
  {
    name: 'L13 A script rolls back by hand what self-heal puts back',
    caughtBy: 'script-respects-gitops',
    says: 'rollout undo',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/web.yaml': yaml(space('shop'), app(), door('web')),
      'scripts/rollback.sh': '#!/bin/bash\nset -euo pipefail\nkubectl rollout undo deployment/web -n shop\nkubectl rollout status deployment/web -n shop\n',
    },
    mended: { 'scripts/rollback.sh': '#!/bin/bash\nset -euo pipefail\ngit revert --no-edit HEAD\ngit push\nkubectl rollout status deployment/web -n shop\n' },
  },
  {
    name: 'L14 Kiali looks for a Prometheus that is not there',
    caughtBy: ['url-host-exists', 'helm-default-address'],
    says: 'prometheus',
    tree: {
      'monitoring/stack.yaml': stack(),
      'mesh/kiali.yaml': yaml(
        chartApp('kiali', ['https://kiali.org/helm-charts', 'kiali-server', '2.2.0'], 'istio-system', {
          auth: { strategy: 'token' },
          external_services: { prometheus: { url: 'http://prometheus.istio-system:9090' } },
        }),
      ),
    },
    mended: {
      'mesh/kiali.yaml': yaml(
        chartApp('kiali', ['https://kiali.org/helm-charts', 'kiali-server', '2.2.0'], 'istio-system', {
          auth: { strategy: 'token' },
          external_services: { prometheus: { url: 'http://kube-prometheus-stack-prometheus.monitoring:9090' } },
        }),
      ),
    },
  },
  {
    name: 'L15 The rate limit selects pods that do not exist',
    caughtBy: ['mesh-policy-selects', 'envoy-filter-applies'],
    says: 'load-balancer',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'lb' }),
        door('lb'),
        kube('networking.istio.io/v1alpha3/EnvoyFilter', { name: 'rate-limit', namespace: 'shop' }, {
          spec: {
            workloadSelector: { labels: { app: 'load-balancer' } },
            configPatches: [{ applyTo: 'HTTP_FILTER', match: { context: 'SIDECAR_INBOUND' }, patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.local_ratelimit' } } }],
          },
        }),
      ),
    },
  },
  {
    name: 'L15 The rate limit is configured, and enabled for 0 percent',
    caughtBy: 'envoy-filter-applies',
    says: 'filter_enabled',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'lb' }),
        door('lb'),
        kube('networking.istio.io/v1alpha3/EnvoyFilter', { name: 'rate-limit', namespace: 'shop' }, {
          spec: {
            workloadSelector: { labels: { app: 'lb' } },
            configPatches: [
              {
                applyTo: 'HTTP_FILTER',
                match: { context: 'SIDECAR_INBOUND', listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } } },
                patch: {
                  operation: 'INSERT_BEFORE',
                  value: {
                    name: 'envoy.filters.http.local_ratelimit',
                    typed_config: {
                      '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
                      type_url: 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                      value: { stat_prefix: 'http_local_rate_limiter', token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' } },
                    },
                  },
                },
              },
            ],
          },
        }),
      ),
    },
  },
  {
    name: 'M1 A count of replicas for a Deployment that is gone',
    caughtBy: 'kustomization-patch-target',
    says: 'dashboard-ui',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(app({ namespace: undefined as unknown as string }), door('web', undefined as unknown as string)),
      'overlays/local/kustomization.yaml': 'resources: [../../base]\nreplicas:\n  - name: dashboard-ui\n    count: 1\n',
    },
  },
  {
    name: 'M2 A patch for the node port aims at a Service that is not in the build',
    caughtBy: 'kustomization-patch-target',
    says: 'load-balancer-service',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(app(), door('web')),
      'overlays/local/kustomization.yaml':
        'resources: [../../base]\npatches:\n  - target: { kind: Service, name: load-balancer-service }\n    patch: |-\n      - op: replace\n        path: /spec/type\n        value: NodePort\n',
    },
  },
  {
    name: 'M3 Files of the mesh stand in the folder, and no kustomization lists them',
    caughtBy: 'kustomization-lists-files',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(space('shop', true), app(), door('web')),
      'base/peer-authentication.yaml': yaml(strict()),
      'base/hpa.yaml': yaml(hpa('web')),
    },
  },
  {
    name: 'M4 A VirtualService names a gateway that does not exist',
    caughtBy: 'gateway-exists',
    says: 'titanium-gateway',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        kube('networking.istio.io/v1/Gateway', { name: 'prod-titanium-gateway', namespace: 'shop' }, { spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] } }),
        kube('networking.istio.io/v1/VirtualService', { name: 'web', namespace: 'shop' }, { spec: { hosts: ['*'], gateways: ['titanium-gateway'], http: [{ route: [{ destination: { host: 'web', port: { number: 8080 } } }] }] } }),
      ),
    },
  },
  {
    name: 'M5 A URL in a ConfigMap leads to a dashboard that was removed',
    caughtBy: 'url-host-exists',
    says: 'dashboard-ui-service',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { DASHBOARD_UI_URL: 'http://dashboard-ui-service:80', USER_URL: 'http://web:8080' } }),
        app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M5 A URL in a ConfigMap has the port of another service',
    caughtBy: ['url-port-exists', 'url-host-exists'],
    says: '8002',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { USER_URL: 'http://web:8002' } }),
        app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M6 A prefix is put on names and not on the hosts that name them',
    caughtBy: ['destination-service-exists', 'kustomization-name-reference'],
    says: 'user-service',
    tree: {
      'base/kustomization.yaml': 'resources: [all.yaml]\n',
      'base/all.yaml': yaml(
        app({ name: 'user-service' }),
        door('user-service'),
        kube('networking.istio.io/v1/DestinationRule', { name: 'user-service', namespace: 'shop' }, { spec: { host: 'user-service', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } }),
      ),
      'overlays/prod/kustomization.yaml': 'namePrefix: prod-\nnamespace: shop\nresources: [../../base, ns.yaml]\n',
      'overlays/prod/ns.yaml': yaml(space('shop', true)),
    },
  },
  {
    name: 'M7 A namespace for all moves the monitor of istiod to where istiod is not',
    caughtBy: ['monitor-selects'],
    tree: {
      'overlays/prod/kustomization.yaml': 'namespace: shop\nresources: [web.yaml, istiod-monitor.yaml]\n',
      'overlays/prod/web.yaml': yaml(app(), door('web')),
      'overlays/prod/istiod-monitor.yaml': yaml(
        kube('monitoring.coreos.com/v1/ServiceMonitor', { name: 'istiod', namespace: 'istio-system' }, { spec: { selector: { matchLabels: { app: 'istiod' } }, endpoints: [{ port: 'http-monitoring' }] } }),
      ),
    },
  },
  {
    name: 'M8 Two files define one VirtualService',
    caughtBy: ['object-defined-once', 'kustomization-builds'],
    tree: {
      'mesh/a.yaml': yaml(space('shop', true), app(), door('web'), kube('networking.istio.io/v1/VirtualService', { name: 'web', namespace: 'shop' }, { spec: { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] } })),
      'mesh/b.yaml': yaml(kube('networking.istio.io/v1/VirtualService', { name: 'web', namespace: 'shop' }, { spec: { hosts: ['web'], http: [{ timeout: '3s', route: [{ destination: { host: 'web' } }] }] } })),
    },
  },
  {
    name: 'M9 A volume of one node, and an autoscaler up to five pods',
    caughtBy: ['single-writer-update', 'claim-shared'],
    tree: {
      'shop.yaml': yaml(space('shop'), claim('data'), app({ container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }), door('web'), hpa('web')),
    },
  },
  {
    name: 'M10 A claim that no workload mounts is left over',
    caughtBy: ['claim-mounted', 'claim-shared', 'pod-references-exist'],
    says: 'users-data',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), claim('users-data'), app(), door('web')) },
  },
  {
    name: 'M10 A patch with an empty list leaves the volume where it was',
    caughtBy: ['kustomization-patch-target', 'kustomization-patch-removes'],
    says: 'volumes',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(claim('data'), app({ container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] }, pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } }), door('web')),
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches: [{ path: no-volume.yaml }]\n',
      'overlays/prod/no-volume.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  template:\n    spec:\n      volumes: []\n',
    },
  },
  {
    name: 'M11 A placeholder stands where the password belongs',
    caughtBy: ['no-secret-object', 'secret-strong', 'no-literal-secret'],
    says: '',
    tree: { 'shop.yaml': yaml(space('shop'), kube('v1/Secret', { name: 'app-secrets', namespace: 'shop' }, { type: 'Opaque', stringData: { JWT_SECRET_KEY: 'CHANGE_THIS_IN_PRODUCTION', POSTGRES_PASSWORD: 'postgres' } })) },
  },
  {
    name: 'M12 A key of a Secret is made and nobody reads it',
    caughtBy: 'config-key-used',
    says: 'INTERNAL_API_SECRET',
    partly: true,
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube('external-secrets.io/v1/ExternalSecret', { name: 'app-secrets', namespace: 'shop' }, {
          spec: { refreshInterval: '1h', secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' }, target: { name: 'app-secrets' }, data: ['POSTGRES_PASSWORD', 'INTERNAL_API_SECRET'].map((key) => ({ secretKey: key, remoteRef: { key: 'shop', property: key } })) },
        }),
        app({ container: { env: [{ name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'app-secrets', key: 'POSTGRES_PASSWORD' } } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M13 The namespace is made by Terraform and by a manifest',
    caughtBy: 'one-owner',
    tree: {
      'terraform/main.tf': 'resource "kubernetes_namespace" "shop" {\n  metadata {\n    name = "shop"\n  }\n}\n',
      'k8s/shop/all.yaml': yaml(space('shop'), app(), door('web')),
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
    },
  },
  {
    name: 'M14 The container of a CronJob declares nothing where a quota counts',
    caughtBy: 'resources-stated',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        quota({ 'limits.cpu': '8', 'limits.memory': '8Gi' }),
        kube('batch/v1/CronJob', { name: 'backup', namespace: 'shop' }, {
          spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'backup', image: 'busybox:1.36.1', command: ['sh', '-c', 'set -e; cp /data/a /backup/a'] }] } } } } },
        }),
      ),
    },
  },
  {
    name: 'M14 A Job in a meshed namespace never ends',
    caughtBy: 'job-sidecar',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        kube('batch/v1/Job', { name: 'migrate', namespace: 'shop' }, { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:v1' }] } } } }),
      ),
    },
  },
  {
    name: 'M15 A backup is copied onto the volume of the data',
    caughtBy: 'backup-elsewhere',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        claim('data'),
        kube('batch/v1/CronJob', { name: 'backup', namespace: 'shop' }, {
          spec: {
            schedule: '0 0 * * *',
            jobTemplate: {
              spec: {
                template: {
                  spec: {
                    restartPolicy: 'OnFailure',
                    containers: [{ name: 'backup', image: 'busybox:1.36.1', command: ['sh', '-c', 'set -e; cp /data/users.db /data/backup/users-$(date +%F).db'], volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
                    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
                  },
                },
              },
            },
          },
        }),
      ),
    },
  },
  {
    name: 'M16 A container installs packages when it starts',
    caughtBy: 'shell-installs',
    tree: { 'shop.yaml': yaml(space('shop'), app({ image: 'alpine:3.20.3', container: { command: ['sh', '-c', 'apk add --no-cache sqlite curl && exec /app/run'] } }), door('web')) },
  },
  {
    name: 'M17 A port of a Service in the mesh has no name',
    caughtBy: 'port-protocol-declared',
    tree: { 'shop.yaml': yaml(space('shop', true), app(), kube('v1/Service', { name: 'web', namespace: 'shop' }, { spec: { selector: { app: 'web' }, ports: [{ port: 8005, targetPort: 8080 }] } })) },
  },
  {
    name: 'M18 The name of the tool is part of every selector',
    caughtBy: ['selector-stable', 'selector-labels-stable'],
    says: 'managed-by',
    tree: {
      'base/kustomization.yaml': 'commonLabels:\n  app.kubernetes.io/managed-by: kustomize\n  version: v1.2.0\nresources: [web.yaml]\n',
      'base/web.yaml': yaml(app(), door('web')),
    },
    partly: true,
  },
  {
    name: 'M19 A change of the configuration does not restart the pods that read it as variables',
    caughtBy: 'config-change-arrives',
    partly: true,
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/all.yaml': yaml(space('shop'), kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { LOG_LEVEL: 'INFO' } }), app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }), door('web')),
    },
  },
  {
    name: 'M20 A rule speaks mutual TLS to pods without a sidecar',
    caughtBy: 'tls-modes-agree',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'redis', image: 'redis:7.4.1', port: 6379, podLabels: { 'sidecar.istio.io/inject': 'false' } }),
        kube('v1/Service', { name: 'redis', namespace: 'shop' }, { spec: { selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] } }),
        app(),
        door('web'),
        kube('networking.istio.io/v1/DestinationRule', { name: 'redis', namespace: 'shop' }, { spec: { host: 'redis', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } }),
      ),
    },
  },
  {
    name: 'M21 A prefix is rewritten so that paths get two slashes',
    caughtBy: ['rewrite-keeps-path', 'routes-reachable'],
    says: '//',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'auth' }),
        door('auth'),
        kube('networking.istio.io/v1/Gateway', { name: 'edge', namespace: 'shop' }, { spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] } }),
        kube('networking.istio.io/v1/VirtualService', { name: 'auth', namespace: 'shop' }, {
          spec: { hosts: ['*'], gateways: ['edge'], http: [{ match: [{ uri: { prefix: '/api/auth' } }], rewrite: { uri: '/' }, route: [{ destination: { host: 'auth', port: { number: 8080 } } }] }] },
        }),
      ),
    },
    mended: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'auth' }),
        door('auth'),
        kube('networking.istio.io/v1/Gateway', { name: 'edge', namespace: 'shop' }, { spec: { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }] } }),
        kube('networking.istio.io/v1/VirtualService', { name: 'auth', namespace: 'shop' }, {
          spec: { hosts: ['*'], gateways: ['edge'], http: [{ match: [{ uri: { prefix: '/api/auth/' } }], rewrite: { uri: '/' }, route: [{ destination: { host: 'auth', port: { number: 8080 } } }] }] },
        }),
      ),
    },
  },
  {
    name: 'M22 An autoscaled Deployment has a fixed number, and self-heal puts it back',
    caughtBy: ['replicas-left-to-scaler', 'out-of-sync-forecast', 'argocd-ignores-runtime-fields'],
    tree: { 'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')), 'k8s/shop/all.yaml': yaml(space('shop'), app({ replicas: 2 }), door('web'), hpa('web')) },
  },
  {
    name: 'M23 The data of all Secrets is ignored',
    caughtBy: 'argocd-ignore-narrow',
    says: 'Secret',
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop', { ignoreDifferences: [{ group: '', kind: 'Secret', jsonPointers: ['/data'] }] })),
      'k8s/shop/all.yaml': yaml(space('shop'), kube('v1/Secret', { name: 'token', namespace: 'shop', annotations: { 'kubernetes.io/service-account.name': 'web' } }, { type: 'kubernetes.io/service-account-token' }), app(), door('web')),
    },
    mended: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop', { ignoreDifferences: [{ group: '', kind: 'Secret', name: 'token', jsonPointers: ['/data'] }] })),
    },
  },
  {
    name: 'M24 Deleting the Application deletes the database with its claim',
    caughtBy: 'prune-spares-data',
    says: 'postgres',
    partly: true,
    tree: {
      'argocd/shop.yaml': yaml({ ...folderApp('shop', 'k8s/shop', 'shop'), metadata: { name: 'shop', namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] } }),
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
        kube('v1/Service', { name: 'postgres', namespace: 'shop' }, { spec: { selector: { app: 'postgres' }, ports: [{ name: 'tcp-postgres', port: 5432 }] } }),
      ),
    },
  },
  {
    name: 'M26 A CPU alert is in cores, and the pods have a fifth of one',
    caughtBy: 'alert-can-fire',
    tree: {
      'monitoring/rules.yaml': rule('PodCPUHigh', 'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container!=""}[5m])) > 0.8'),
      'shop.yaml': yaml(space('shop'), app({ container: { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } } } }), door('web')),
    },
  },
  {
    name: 'M26 Totals of pods count every container twice',
    caughtBy: ['container-sums-once', 'metric-name-known', 'label-value-possible'],
    says: 'container',
    tree: { 'monitoring/dashboard.yaml': dashboard('sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop"}[5m]))', { unit: 'cores' }) },
    mended: { 'monitoring/dashboard.yaml': dashboard('sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container!=""}[5m]))', { unit: 'cores' }) },
  },
  {
    name: 'M27 A rate is told as a number of restarts',
    caughtBy: 'threshold-fits-unit',
    tree: {
      'monitoring/rules.yaml': rule('PodRestarts', 'rate(kube_pod_container_status_restarts_total[15m]) > 0', { annotations: { summary: 'Pod restarts', description: 'Pod {{ $labels.pod }} restarted {{ $value }} times in the last 15 minutes' } }),
    },
  },
  {
    name: 'M27 An alert asks for the job of a monitor that is under a key that the chart ignores',
    caughtBy: 'helm-value-known',
    says: 'serviceMonitor',
    tree: {
      'logging/promtail.yaml': yaml(chartApp('promtail', [GRAFANA, 'promtail', '6.16.6'], 'monitoring', { config: { clients: [{ url: 'http://loki:3100/loki/api/v1/push' }], serviceMonitor: { enabled: true } } })),
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
            schemaConfig: { configs: [{ from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'i_', period: '24h' } }] },
            limits_config: { enforce_metric_name: false },
            structuredConfig: { chunk_store_config: { max_look_back_period: '0s' }, table_manager: { retention_deletes_enabled: true, retention_period: '168h' } },
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
      'monitoring/b.yaml': dashboard('sum(rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m]))').replace('name: golden-signals', 'name: golden-signals-copy'),
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
        kube('v1/Service', { name: 'web', namespace: 'shop', labels: { app: 'web' } }, { spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080 }] } }),
        kube('monitoring.coreos.com/v1/ServiceMonitor', { name: 'web', namespace: 'shop', labels: { release: 'prometheus' } }, { spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http', path: '/metrics' }] } }),
      ),
    },
  },
  {
    name: 'M31 Prometheus and Alertmanager are open on node ports',
    caughtBy: 'admin-closed',
    tree: { 'monitoring/stack.yaml': stack({ alertmanager: { service: { type: 'NodePort', nodePort: 30093 } } }) },
  },
  {
    name: 'M31 Anybody may call the API from any page (CORS)',
    caughtBy: ['cors-limited', 'admin-closed'],
    says: 'CORS',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { ENVIRONMENT: 'production', CORS_ALLOWED_ORIGINS: '*' } }), app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }), door('web')) },
  },
  {
    name: 'M32 A ceiling is written into an annotation',
    caughtBy: ['quota-object', 'istio-words-known'],
    says: 'quota',
    partly: true,
    tree: { 'shop.yaml': yaml(kube('v1/Namespace', { name: 'shop', annotations: { 'resource-quota.cpu': '5', 'resource-quota.memory': '10Gi' } }), app(), door('web')) },
  },
  {
    name: 'M33 The development tool builds other images than the manifests run',
    caughtBy: 'built-image-deployed',
    tree: {
      'skaffold.yaml': 'apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n    - image: acme/titanium-user\n      context: user\nmanifests:\n  rawYaml: [k8s/*.yaml]\n',
      'k8s/web.yaml': yaml(app({ image: 'acme/user-service:v1.0.0' }), door('web')),
    },
  },
  {
    name: 'M33 The delivery sets the tag of an image that no build makes',
    caughtBy: ['workflow-images-built', 'built-image-deployed'],
    says: 'dashboard',
    tree: {
      '.github/workflows/ci.yml': `name: ci
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  build:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        service: [user-service, auth-service]
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: docker build -t acme/\${{ matrix.service }}:main-abc \${{ matrix.service }}
      - run: docker push acme/\${{ matrix.service }}:main-abc
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: |
          cd overlays/prod
          kustomize edit set image acme/user-service=acme/user-service:main-abc
          kustomize edit set image acme/dashboard-ui=acme/dashboard-ui:main-abc
`,
      'overlays/prod/kustomization.yaml': 'resources: [web.yaml]\nimages: [{ name: acme/user-service, newTag: main-abc }]\n',
      'overlays/prod/web.yaml': yaml(app({ image: 'acme/user-service' }), door('web')),
    },
  },
  {
    name: 'M34 Pods have no security context at all',
    caughtBy: ['pod-security-admits', 'non-root-possible', 'security-context-set'],
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app({ pod: { securityContext: undefined } }), door('web')) },
  },
  {
    name: 'M34 A pod must not run as root, and its image names no user by number',
    caughtBy: 'non-root-possible',
    tree: { 'shop.yaml': yaml(space('shop'), app({ name: 'redis', image: 'redis:7-alpine', port: 6379, pod: { securityContext: { runAsNonRoot: true } } }), door('redis', 'shop', 6379)) },
  },
  {
    name: 'M35 An overlay for a cluster without the mesh has objects of the mesh',
    caughtBy: ['crd-installed'],
    partly: true,
    tree: {
      'argocd/cert-manager.yaml': yaml(chartApp('cert-manager', ['https://charts.jetstack.io', 'cert-manager', 'v1.16.2'], 'cert-manager', { crds: { enabled: true } })),
      'local/mesh.yaml': yaml(space('shop'), app(), door('web'), strict()),
    },
  },
  {
    name: 'M36 A pipeline account is cluster-admin',
    caughtBy: 'rbac-narrow',
    tree: {
      'ci/rbac.yaml': yaml(
        space('ci'),
        kube('v1/ServiceAccount', { name: 'deployer', namespace: 'ci' }),
        kube('rbac.authorization.k8s.io/v1/ClusterRoleBinding', { name: 'deployer' }, { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [{ kind: 'ServiceAccount', name: 'deployer', namespace: 'ci' }] }),
      ),
    },
  },
  {
    name: 'M36 A script makes a token for ten years',
    caughtBy: ['token-short', 'rbac-narrow'],
    says: '87600h',
    tree: { 'scripts/token.sh': '#!/bin/bash\nset -euo pipefail\nkubectl create token deployer -n ci --duration=87600h > token.txt\n' },
    mended: { 'scripts/token.sh': '#!/bin/bash\nset -euo pipefail\nkubectl create token deployer -n ci --duration=1h > token.txt\n' },
  },
  {
    name: 'Section 5: a Service is called like the variable that the program reads (service links)',
    caughtBy: ['service-link-collides', 'service-links-collide'],
    says: 'REDIS_PORT',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'redis', image: 'redis:7.4.1', port: 6379 }),
        kube('v1/Service', { name: 'redis', namespace: 'shop' }, { spec: { selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] } }),
        kube('v1/ConfigMap', { name: 'settings', namespace: 'shop' }, { data: { REDIS_HOST: 'redis' } }),
        app({ container: { command: ['sh', '-c', 'exec /app --redis "$REDIS_HOST:$REDIS_PORT"'], envFrom: [{ configMapRef: { name: 'settings' } }] } }),
        door('web'),
      ),
    },
    partly: true,
  },
  {
    name: 'Section 11: one of the four figures of a sidecar drops the defaults of the others',
    caughtBy: ['sidecar-figures-whole', 'quota-fits', 'resources-stated'],
    says: 'proxyMemory',
    tree: {
      'shop.yaml': yaml(space('shop', true), quota({ 'limits.cpu': '16', 'limits.memory': '32Gi' }), app({ podAnnotations: { 'sidecar.istio.io/proxyCPU': '50m', 'sidecar.istio.io/proxyCPULimit': '200m' } }), door('web')),
    },
  },
];
