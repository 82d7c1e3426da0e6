import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, cronJob, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

const tempo: Tree = {
  'monitoring/tempo.yaml': documents(
    namespace('monitoring'),
    configMap('monitoring', 'tempo-config', {
      'tempo.yaml': `server: { http_listen_port: 3200 }
distributor:
  receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 }, http: { endpoint: 0.0.0.0:4318 } } } }
querier:
  frontend_worker: { frontend_address: tempo:9095 }
storage: { trace: { backend: local, local: { path: /var/tempo/traces }, wal: { path: /var/tempo/wal } } }`,
    }),
    deployment('monitoring', 'tempo', 'grafana/tempo:2.3.1', 3200, "args: ['-config.file=/etc/tempo/tempo.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/tempo }]").replace(
      '      containers:',
      '      volumes: [{ name: config, configMap: { name: tempo-config } }]\n      containers:',
    ),
    `apiVersion: v1
kind: Service
metadata: { name: tempo, namespace: monitoring }
spec:
  selector: { app: tempo }
  ports:
    - { name: http, port: 3200 }
    - { name: otlp-grpc, port: 4317 }
    - { name: otlp-http, port: 4318 }
`,
  ),
};
const prometheus: Tree = {
  'monitoring/namespace.yaml': namespace('monitoring'),
  'monitoring/prometheus.yaml': documents(
    configMap('monitoring', 'prometheus-config', {
      'prometheus.yml': `global: { scrape_interval: 15s }
alerting:
  alertmanagers:
    - static_configs: [{ targets: ['alertmanager:9093'] }]
scrape_configs:
  - job_name: prometheus
    static_configs: [{ targets: ['localhost:9090'] }]
  - job_name: pushgateway
    static_configs: [{ targets: ['pushgateway:9091'] }]`,
    }),
    deployment('monitoring', 'prometheus', 'prom/prometheus:v2.48.0', 9090, 'volumeMounts: [{ name: config, mountPath: /etc/prometheus }]').replace(
      '      containers:',
      '      volumes: [{ name: config, configMap: { name: prometheus-config } }]\n      containers:',
    ),
    service('monitoring', 'prometheus', 9090),
  ),
};
const hubble: Tree = {
  'apps/cilium.yaml': chart('kube-system', 'cilium', ['https://helm.cilium.io/', 'cilium', '1.16.5'], 'hubble: { relay: { enabled: true }, ui: { enabled: true } }'),
  'istio/namespace.yaml': namespace('istio-system'),
  'istio/hubble.yaml': `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: huuble-ui-routes, namespace: istio-system }
spec:
  hosts: [hubble.example.com]
  gateways: [main-gateway]
  http:
    - route: [{ destination: { host: hubble-ui, port: { number: 80 } } }]
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: main-gateway, namespace: istio-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*.example.com'] }]
`,
};
const board: Tree = {
  'blog/mysql.yaml': documents(
    namespace('blog-system'),
    service('blog-system', 'mysql-service', 3306, 'tcp-mysql', 'mysql'),
    deployment('blog-system', 'mysql', 'mysql:8.0.36', 3306, 'env:\n  - { name: MYSQL_DATABASE, value: boarddb }\n  - { name: MYSQL_USER, value: blog }'),
  ),
  'blog/was.yaml': documents(
    `apiVersion: v1
kind: ConfigMap
metadata: { name: was-config, namespace: blog-system }
data:
  SPRING_DATASOURCE_URL: jdbc:mysql://mysql-service:3306/board?useSSL=false&serverTimezone=Asia/Seoul
  SPRING_JPA_HIBERNATE_DDL_AUTO: validate
`,
    deployment('blog-system', 'was', 'ghcr.io/jiminhome/was:1.8.2', 8080, 'envFrom: [{ configMapRef: { name: was-config } }]'),
    service('blog-system', 'was-service', 8080, 'http', 'was'),
  ),
};
const route = (name: string, host: string, backend: string, port: number): string => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: monitoring }
spec:
  hosts: [${host}]
  gateways: [istio-system/main-gateway]
  http:
    - route: [{ destination: { host: ${backend}, port: { number: ${port} } } }]
`;
const stack = chart(
  'monitoring',
  'kube-prometheus-stack',
  [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
  'grafana: { enabled: true }\nprometheus: { prometheusSpec: { retention: 15d } }',
);
const gateway = documents(
  namespace('istio-system'),
  `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: main-gateway, namespace: istio-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*.example.com'] }]
`,
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
    { 'prometheus.yaml': 'apiVersion: 1\ndatasources:\n  - name: Prometheus-old\n    type: prometheus\n    access: proxy\n    url: http://prometheus:9090' },
    "grafana_datasource: '1'",
  ),
};
const dump = (host: string): string =>
  documents(
    namespace('backup-system'),
    cronJob('backup-system', 'mysql-backup-to-s3', 'mysql:8.0.36', `set -euo pipefail\nDB_HOST=${host}\nmysqldump -h "$DB_HOST" -u root -p"$MYSQL_PASSWORD" --all-databases > /backup/all.sql`),
  );
const falco: Tree = {
  'apps/falco/Chart.yaml': 'apiVersion: v2\nname: falco\nversion: 1.0.0\ndependencies:\n  - { name: falco, version: 4.15.0, repository: https://falcosecurity.github.io/charts }\n',
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
  'addons/values/jaeger-values.yaml': 'provisionDataStore: { cassandra: false }\nallInOne: { enabled: false }\nstorage: { type: elasticsearch }\nquery: { enabled: true }\n',
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

/** Names and ports at which nobody answers. */
export const addresses: readonly Mistake[] = [
  {
    name: 'A tool is told to reach itself at a port that its Service does not have',
    caughtBy: 'url-port-exists',
    says: '9095',
    tree: tempo,
    mended: mending(tempo, 'monitoring/tempo.yaml', ['frontend_address: tempo:9095', 'frontend_address: localhost:9095']),
  },
  {
    name: 'Prometheus sends alerts to an Alertmanager that was never deployed',
    caughtBy: 'url-host-exists',
    says: 'alertmanager',
    tree: prometheus,
    mended: { 'monitoring/more.yaml': documents(...['alertmanager:9093', 'pushgateway:9091'].flatMap((each) => {
      const [name = '', port] = each.split(':');
      return [service('monitoring', name, Number(port)), deployment('monitoring', name, `prom/${name}:v0.27.0`, Number(port))];
    })) },
  },
  {
    name: 'Prometheus reads from a push gateway that was never deployed',
    caughtBy: 'url-host-exists',
    says: 'pushgateway',
    tree: prometheus,
  },
  {
    name: 'A route of the Istio namespace names a Service of kube-system without its namespace',
    caughtBy: 'destination-service-exists',
    says: 'hubble-ui',
    tree: hubble,
    mended: mending(hubble, 'istio/hubble.yaml', ['host: hubble-ui,', 'host: hubble-ui.kube-system.svc.cluster.local,']),
  },
  {
    name: 'The application connects to a database that the server does not create',
    caughtBy: 'database-name-agrees',
    says: 'boarddb',
    tree: board,
    mended: mending(board, 'blog/mysql.yaml', ['value: boarddb', 'value: board']),
  },
  {
    name: 'A dump of another namespace calls the database by the name of its pods',
    caughtBy: 'url-host-exists',
    says: 'mysql.blog-system',
    tree: { 'blog/mysql.yaml': board['blog/mysql.yaml'] ?? '', 'backup/mysql.yaml': dump('mysql.blog-system.svc.cluster.local') },
    mended: { 'backup/mysql.yaml': dump('mysql-service.blog-system.svc.cluster.local') },
  },
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
    mended: mending(older, 'configs/monitoring/routes.yaml', ['host: grafana, port: { number: 3000 }', 'host: kube-prometheus-stack-grafana, port: { number: 80 }']),
  },
  {
    name: 'A data source keeps the address of the Prometheus that is gone',
    caughtBy: 'url-host-exists',
    says: 'prometheus',
    tree: source,
    mended: mending(source, 'configs/monitoring/grafana-datasources.yaml', ['http://prometheus:9090', 'http://kube-prometheus-stack-prometheus:9090']),
  },
  {
    name: 'An Ingress leads to a Service that the chart makes only with values that do not reach it',
    caughtBy: ['route-backend-exists', 'helm-values-nested'],
    partly: true,
    says: 'falcosidekick',
    tree: falco,
    mended: { 'apps/falco/values.yaml': 'falco:\n  falcosidekick:\n    enabled: true\n    webui: { enabled: true }\n  driver: { kind: modern_ebpf }\n' },
  },
  {
    name: 'Metrics are sent to a namespace that is the name of another cluster',
    caughtBy: ['url-host-exists', 'remote-write-received'],
    says: 'thanos-receive',
    tree: thanos,
    mended: mending(thanos, 'clusters/app/prometheus-values.yaml', ['http://thanos-receive.mgmt.svc:19291', 'https://thanos-receive.mgmt.example.com']),
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
