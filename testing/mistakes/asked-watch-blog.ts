import { ALERTM, ALLOY, BLOG, GRAF, LOKI, NGINX, PROM, WAS } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

const TEMPO_SOURCE = "url: 'http://tempo:3200' }";
const GRAFANA_PORTS = '          ports: [{ name: http, containerPort: 3000 }]';
const SENT = '            send_resolved: true\n';
const LAST_ALERT = '          - alert: MySQLDown\n';
const HEALTH = '      location /health {';
const SERVICE = `metadata: { name: was-service, namespace: blog-system }
spec:
  selector: { app: was }
  ports: [{ name: http, port: 8080, targetPort: 8080 }]
`;
const ON_OWNER = `          - alert: BlogBusy
            expr: sum by (namespace) (rate(http_server_requests_seconds_count{namespace="blog-system"}[5m])) * on (namespace) group_left (created_by_name) kube_pod_info > 50
            labels: { severity: warning }
            annotations: { summary: 'The blog is busy' }
`;

/** What people asked about their metrics, logs and programs: a blog at home. */
export const askedWatchBlog: readonly Mistake[] = [
  slip('The address of a data source has a variable that Grafana is not given', 'config-variables-given', BLOG, GRAF, [
    ["url: 'http://prometheus:9090'", "url: 'http://$METRICS_HOST:9090'"],
  ]),
  slip('The password of a data source stands beside its address', 'datasource-fields-read', BLOG, GRAF, [
    [
      TEMPO_SOURCE,
      `${TEMPO_SOURCE}\n      - { name: Board, uid: board, type: mysql, url: 'mysql-service.blog-system:3306', user: board, password: $BOARD_PASSWORD, jsonData: { database: boarddb } }`,
    ],
    [
      GRAFANA_PORTS,
      `            - { name: BOARD_PASSWORD, valueFrom: { secretKeyRef: { name: grafana-admin, key: board } } }\n${GRAFANA_PORTS}`,
    ],
  ]),
  slip(
    'Prometheus asks once a minute, and Grafana still takes it for every 15 seconds',
    'datasource-interval-fits',
    BLOG,
    PROM,
    [['scrape_interval: 15s', 'scrape_interval: 1m']],
    { added: { [GRAF]: (BLOG[GRAF] ?? '').replace('[5m])" }] },', '[$__rate_interval])" }] },') } },
  ),
  slip('An alert takes the owner from the pods, of which a namespace has several', 'series-labels-match', BLOG, PROM, [
    [LAST_ALERT, `${ON_OWNER}${LAST_ALERT}`],
  ]),
  slip('A route of alerts names two of them in an equality', 'alert-routed', BLOG, ALERTM, [
    [
      '      repeat_interval: 4h\n',
      `      repeat_interval: 4h\n      routes: [{ matchers: ['alertname = "HighRequestRate|HighMemoryUsage"'], receiver: quiet }]\n`,
    ],
    ['    inhibit_rules:', '      - name: quiet\n    inhibit_rules:'],
  ]),
  slip('The title of a message calls its template without the alerts', 'alert-message-renders', BLOG, ALERTM, [
    [SENT, `${SENT}            title: '{{ template "chat.blog.title" }}'\n`],
    ['    route:\n', '    templates: [/etc/alertmanager/*.tmpl]\n    route:\n'],
    [
      '---\napiVersion: apps/v1',
      '  chat.tmpl: |\n    {{ define "chat.blog.title" }}{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}{{ end }}\n---\napiVersion: apps/v1',
    ],
  ]),
  slip('Alloy names the namespace by a label that it has not made yet', 'relabel-sources-made', BLOG, ALLOY, [
    ['source_labels = ["__meta_kubernetes_namespace"]', 'source_labels = ["namespace"]'],
  ]),
  slip('Alloy reads the journal of a node that it does not mount', 'host-files-mounted', BLOG, ALLOY, [
    [
      '    loki.write "default" {',
      '    loki.source.journal "node" {\n      path       = "/var/log/journal"\n      forward_to = [loki.write.default.receiver]\n    }\n    loki.write "default" {',
    ],
  ]),
  slip('nginx asks the resolver of Docker', 'nginx-resolver-there', BLOG, NGINX, [
    ['      root /var/www/blog;\n', '      root /var/www/blog;\n      resolver 127.0.0.11 valid=30s;\n'],
    [
      '        proxy_pass http://was-service:8080;\n',
      '        set $was was-service.blog-system.svc.cluster.local;\n        proxy_pass http://$was:8080;\n',
    ],
  ]),
  slip(
    'nginx passes on connections that stay open, and does not say so',
    'nginx-upgrades',
    BLOG,
    NGINX,
    [
      [
        HEALTH,
        `      location /ws {\n        proxy_pass http://was-service:8080;\n        proxy_set_header Host was-service;\n      }\n${HEALTH}`,
      ],
    ],
    { partly: true },
  ),
  slip('The site is built for the address that new sites begin with', 'site-address-routed', BLOG, 'site/config.toml', [
    ['https://blog.example.shop/', 'http://example.org/'],
  ]),
  slip('A Service of the name "server" gives the program a port that is an address', 'service-links-apart', BLOG, WAS, [
    [SERVICE, `${SERVICE}---\napiVersion: v1\nkind: Service\n${SERVICE.replace('was-service', 'server')}`],
  ]),
  slip('The flags of Loki stand where its program goes', 'command-splits', BLOG, LOKI, [
    ['args: [-config.file=/etc/loki/loki.yaml]', 'command: [-config.file=/etc/loki/loki.yaml]'],
  ]),
];
