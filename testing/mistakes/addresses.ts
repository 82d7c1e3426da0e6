import type { Mistake, Tree } from './mistake.ts';
import { chart, configMap, cronJob, deployment, documents, mending, namespace, service } from './pieces.ts';

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
    deployment(
      'monitoring',
      'tempo',
      'grafana/tempo:2.3.1',
      3200,
      "args: ['-config.file=/etc/tempo/tempo.yaml']\nvolumeMounts: [{ name: config, mountPath: /etc/tempo }]",
    ).replace('      containers:', '      volumes: [{ name: config, configMap: { name: tempo-config } }]\n      containers:'),
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
    deployment(
      'monitoring',
      'prometheus',
      'prom/prometheus:v2.48.0',
      9090,
      'volumeMounts: [{ name: config, mountPath: /etc/prometheus }]',
    ).replace('      containers:', '      volumes: [{ name: config, configMap: { name: prometheus-config } }]\n      containers:'),
    service('monitoring', 'prometheus', 9090),
  ),
};
const hubble: Tree = {
  'apps/cilium.yaml': chart(
    'kube-system',
    'cilium',
    ['https://helm.cilium.io/', 'cilium', '1.16.5'],
    'hubble: { relay: { enabled: true }, ui: { enabled: true } }',
  ),
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
    deployment(
      'blog-system',
      'mysql',
      'mysql:8.0.36',
      3306,
      'env:\n  - { name: MYSQL_DATABASE, value: boarddb }\n  - { name: MYSQL_USER, value: blog }',
    ),
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
export function route(name: string, host: string, backend: string, port: number): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: monitoring }
spec:
  hosts: [${host}]
  gateways: [istio-system/main-gateway]
  http:
    - route: [{ destination: { host: ${backend}, port: { number: ${port} } } }]
`;
}
export const gateway = documents(
  namespace('istio-system'),
  `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: main-gateway, namespace: istio-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*.example.com'] }]
`,
);
function dump(host: string): string {
  return documents(
    namespace('backup-system'),
    cronJob(
      'backup-system',
      'mysql-backup-to-s3',
      'mysql:8.0.36',
      `set -euo pipefail\nDB_HOST=${host}\nmysqldump -h "$DB_HOST" -u root -p"$MYSQL_PASSWORD" --all-databases > /backup/all.sql`,
    ),
  );
}

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
    mended: {
      'monitoring/more.yaml': documents(
        ...['alertmanager:9093', 'pushgateway:9091'].flatMap((each) => {
          const [name = '', port] = each.split(':');
          return [service('monitoring', name, Number(port)), deployment('monitoring', name, `prom/${name}:v0.27.0`, Number(port))];
        }),
      ),
    },
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
];
