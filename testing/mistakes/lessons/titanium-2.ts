import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, space, yaml } from '../parts.ts';
import { claim, hpa, stack, strict } from './titanium-parts.ts';

/** The lessons of microservices in a strict mesh (L) and the mistakes of their repository (M). Part 2 of 5. */
export const titanium2: readonly Mistake[] = [
  {
    name: 'L14 Kiali looks for a Prometheus that is not there',
    caughtBy: 'url-host-exists',
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
    caughtBy: 'mesh-policy-selects',
    says: 'load-balancer',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'lb' }),
        door('lb'),
        kube(
          'networking.istio.io/v1alpha3/EnvoyFilter',
          { name: 'rate-limit', namespace: 'shop' },
          {
            spec: {
              workloadSelector: { labels: { app: 'load-balancer' } },
              configPatches: [
                {
                  applyTo: 'HTTP_FILTER',
                  match: { context: 'SIDECAR_INBOUND' },
                  patch: { operation: 'INSERT_BEFORE', value: { name: 'envoy.filters.http.local_ratelimit' } },
                },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L15 The rate limit is configured, and enabled for 0 percent',
    caughtBy: 'rate-limit-acts',
    says: 'filter_enabled',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'lb' }),
        door('lb'),
        kube(
          'networking.istio.io/v1alpha3/EnvoyFilter',
          { name: 'rate-limit', namespace: 'shop' },
          {
            spec: {
              workloadSelector: { labels: { app: 'lb' } },
              configPatches: [
                {
                  applyTo: 'HTTP_FILTER',
                  match: {
                    context: 'SIDECAR_INBOUND',
                    listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } },
                  },
                  patch: {
                    operation: 'INSERT_BEFORE',
                    value: {
                      name: 'envoy.filters.http.local_ratelimit',
                      typed_config: {
                        '@type': 'type.googleapis.com/udpa.type.v1.TypedStruct',
                        type_url: 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                        value: {
                          stat_prefix: 'http_local_rate_limiter',
                          token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: '60s' },
                        },
                      },
                    },
                  },
                },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M1 A count of replicas for a Deployment that is gone',
    caughtBy: 'kustomization-patch-target',
    says: 'dashboard-ui',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(app({ namespace: undefined as unknown as string }), door('web', undefined)),
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
        kube(
          'networking.istio.io/v1/Gateway',
          { name: 'prod-titanium-gateway', namespace: 'shop' },
          {
            spec: {
              selector: { istio: 'ingressgateway' },
              servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
            },
          },
        ),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              hosts: ['*'],
              gateways: ['titanium-gateway'],
              http: [{ route: [{ destination: { host: 'web', port: { number: 8080 } } }] }],
            },
          },
        ),
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
        kube(
          'v1/ConfigMap',
          { name: 'app-config', namespace: 'shop' },
          { data: { DASHBOARD_UI_URL: 'http://dashboard-ui-service:80', USER_URL: 'http://web:8080' } },
        ),
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
        kube(
          'networking.istio.io/v1/DestinationRule',
          { name: 'user-service', namespace: 'shop' },
          { spec: { host: 'user-service', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } },
        ),
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
        kube(
          'monitoring.coreos.com/v1/ServiceMonitor',
          { name: 'istiod', namespace: 'istio-system' },
          { spec: { selector: { matchLabels: { app: 'istiod' } }, endpoints: [{ port: 'http-monitoring' }] } },
        ),
      ),
    },
  },
  {
    name: 'M8 Two files define one VirtualService',
    caughtBy: ['object-defined-once', 'kustomization-builds'],
    tree: {
      'mesh/a.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'web', namespace: 'shop' },
          { spec: { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] } },
        ),
      ),
      'mesh/b.yaml': yaml(
        kube(
          'networking.istio.io/v1/VirtualService',
          { name: 'web', namespace: 'shop' },
          { spec: { hosts: ['web'], http: [{ timeout: '3s', route: [{ destination: { host: 'web' } }] }] } },
        ),
      ),
    },
  },
  {
    name: 'M9 A volume of one node, and an autoscaler up to five pods',
    caughtBy: ['single-writer-update', 'claim-shared'],
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        claim('data'),
        app({
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        }),
        door('web'),
        hpa('web'),
      ),
    },
  },
];
