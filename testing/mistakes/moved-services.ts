import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, documents, folder, mending, namespace, PROMETHEUS_CHARTS } from './pieces.ts';
import { gateway, route } from './addresses.ts';

const stack = chart(
  'monitoring',
  'kube-prometheus-stack',
  [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
  'grafana: { enabled: true }\nprometheus: { prometheusSpec: { retention: 15d } }',
);
const migrated: Tree = {
  'apps/prometheus.yaml': stack,
  'apps/configs.yaml': folder('monitoring', 'monitoring-configs', 'configs/monitoring'),
  'istio/gateway.yaml': gateway,
  'configs/monitoring/namespace.yaml': namespace('monitoring'),
  'configs/monitoring/routes.yaml': documents(
    route('grafana-routes', 'grafana.example.com', 'kube-prometheus-stack-grafana', 80),
    route('prometheus-routes', 'prometheus.example.com', 'kube-prometheus-stack-prometheus', 9090),
    route('alertmanager-routes', 'alertmanager.example.com', 'alertmanager', 9093),
  ),
};
const older: Tree = {
  ...migrated,
  'configs/monitoring/routes.yaml': documents(
    route('prometheus-routes', 'prometheus.example.com', 'kube-prometheus-stack-prometheus', 9090),
    route('monitoring-routes', 'monitoring.example.com', 'grafana', 3000),
  ),
};
const source: Tree = {
  'apps/prometheus.yaml': stack,
  'apps/configs.yaml': folder('monitoring', 'monitoring-configs', 'configs/monitoring'),
  'configs/monitoring/namespace.yaml': namespace('monitoring'),
  'configs/monitoring/grafana-datasources.yaml': configMap(
    'monitoring',
    'grafana-datasources',
    {
      'prometheus.yaml':
        'apiVersion: 1\ndatasources:\n  - name: Prometheus-old\n    type: prometheus\n    access: proxy\n    url: http://prometheus:9090',
    },
    "grafana_datasource: '1'",
  ),
};
const falco: Tree = {
  'apps/falco/Chart.yaml':
    'apiVersion: v2\nname: falco\nversion: 1.0.0\ndependencies:\n  - { name: falco, version: 4.15.0, repository: https://falcosecurity.github.io/charts }\n',
  'apps/falco/values.yaml': 'falcosidekick:\n  enabled: true\n  webui: { enabled: true }\ndriver: { kind: modern_ebpf }\n',
  'argocd/falco.yaml': folder('falco', 'falco', 'apps/falco'),
  'configs/falco/ingress.yaml': documents(
    namespace('falco'),
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: falcosidekick-ui-ingress, namespace: falco }
spec:
  ingressClassName: nginx
  rules:
    - host: falco.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: falco-falcosidekick-ui, port: { number: 2802 } } } }] }
`,
  ),
};
const thanos: Tree = {
  'clusters/app/prometheus-values.yaml': `# helm upgrade --install prometheus prometheus-community/kube-prometheus-stack --version 58.2.1 -n monitoring -f prometheus-values.yaml
prometheus:
  prometheusSpec:
    externalLabels: { cluster: app }
    remoteWrite:
      - url: http://thanos-receive.mgmt.svc:19291/api/v1/receive
`,
  'clusters/app/namespaces.yaml': documents(namespace('monitoring'), namespace('shop')),
  'clusters/app/install.sh': `#!/usr/bin/env bash
set -euo pipefail
helm repo add prometheus-community ${PROMETHEUS_CHARTS}
helm upgrade --install prometheus prometheus-community/kube-prometheus-stack --version 58.2.1 -n monitoring -f prometheus-values.yaml
`,
};
const kiali: Tree = {
  'addons/values/jaeger-values.yaml':
    'provisionDataStore: { cassandra: false }\nallInOne: { enabled: false }\nstorage: { type: elasticsearch }\nquery: { enabled: true }\n',
  'addons/values/kiali-values.yaml': `auth: { strategy: token }
external_services:
  prometheus: { url: http://kube-prometheus-stack-prometheus.monitoring:9090 }
  tracing: { enabled: true, in_cluster_url: 'http://jaeger-query.tracing:16686' }
`,
  'addons/install.sh': `#!/usr/bin/env bash
set -euo pipefail
helm repo add jaegertracing https://jaegertracing.github.io/helm-charts
helm upgrade --install jaeger jaegertracing/jaeger --version 3.3.1 -n tracing --create-namespace -f values/jaeger-values.yaml
helm upgrade --install kiali-server kiali/kiali-server --version 2.1.0 -n istio-system -f values/kiali-values.yaml
helm upgrade --install kube-prometheus-stack prometheus-community/kube-prometheus-stack --version 65.1.1 -n monitoring --create-namespace
`,
};

/** Addresses that a chart or a migration took away. */
export const movedServices: readonly Mistake[] = [
  {
    name: 'After the move to the operator chart one of three routes keeps the old name',
    caughtBy: 'destination-service-exists',
    says: 'alertmanager',
    tree: migrated,
    mended: mending(migrated, 'configs/monitoring/routes.yaml', ['host: alertmanager,', 'host: kube-prometheus-stack-alertmanager,']),
  },
  {
    name: 'The older route goes to a Grafana that the chart has under another name and port',
    caughtBy: 'destination-service-exists',
    says: 'grafana',
    tree: older,
    mended: mending(older, 'configs/monitoring/routes.yaml', [
      'host: grafana, port: { number: 3000 }',
      'host: kube-prometheus-stack-grafana, port: { number: 80 }',
    ]),
  },
  {
    name: 'A data source keeps the address of the Prometheus that is gone',
    caughtBy: 'url-host-exists',
    says: 'prometheus',
    tree: source,
    mended: mending(source, 'configs/monitoring/grafana-datasources.yaml', [
      'http://prometheus:9090',
      'http://kube-prometheus-stack-prometheus:9090',
    ]),
  },
  {
    name: 'An Ingress leads to a Service that the chart makes only with values that do not reach it',
    caughtBy: ['route-backend-exists', 'helm-values-nested'],
    partly: true,
    says: 'falcosidekick',
    tree: falco,
    mended: {
      'apps/falco/values.yaml':
        'falco:\n  falcosidekick:\n    enabled: true\n    webui: { enabled: true }\n  driver: { kind: modern_ebpf }\n',
    },
  },
  {
    name: 'Metrics are sent to a namespace that is the name of another cluster',
    caughtBy: ['url-host-exists', 'remote-write-received'],
    says: 'thanos-receive',
    tree: thanos,
    mended: mending(thanos, 'clusters/app/prometheus-values.yaml', [
      'http://thanos-receive.mgmt.svc:19291',
      'https://thanos-receive.mgmt.example.com',
    ]),
  },
  {
    name: 'Kiali asks Jaeger at the port of the container, not of the Service',
    caughtBy: ['url-port-exists', 'helm-default-address'],
    says: '16686',
    partly: true,
    tree: kiali,
    mended: mending(kiali, 'addons/values/kiali-values.yaml', ['jaeger-query.tracing:16686', 'jaeger-query.tracing:80']),
  },
];
