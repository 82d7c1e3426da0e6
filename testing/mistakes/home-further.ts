import { ALERTM, BACKUP, BLOG, LOKI, MESHES, MYSQL, PLATFORM, POLICIES, PROM, ROOT, TEMPO, WAS, WATCHED, WEB } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

const GUIDE = 'docs/operations.md';
const FALCO = 'charts/falco/values.yaml';

/** Slips of all kinds that people put right in their next commit. */
export const homeFurther: readonly Mistake[] = [
  slip('A step of a canary sets a weight of more than all', 'rollout-strategy-works', BLOG, WEB, [
    ['        - setWeight: 90\n', '        - setWeight: 900\n'],
  ]),
  slip('A canary names its subsets the wrong way round', 'rollout-subsets-exist', BLOG, WEB, [
    ['stableSubsetName: stable, canarySubsetName: canary', 'stableSubsetName: canary, canarySubsetName: stable'],
  ]),
  slip('A route for tests stands behind the one for all', 'routes-reachable', BLOG, MESHES, [
    [
      "    - name: canary-test\n      match: [{ headers: { x-canary-test: { exact: 'true' } } }]\n      route:\n        - destination: { host: web-service, subset: canary }\n",
      '',
    ],
    [
      '      timeout: 10s\n',
      "      timeout: 10s\n    - name: canary-test\n      match: [{ headers: { x-canary-test: { exact: 'true' } } }]\n      route:\n        - destination: { host: web-service, subset: canary }\n",
    ],
  ]),
  slip('A balancer keeps clients by a cookie and in turn at once', 'schema-valid', BLOG, MESHES, [
    [
      'loadBalancer: { simple: ROUND_ROBIN }',
      'loadBalancer: { simple: ROUND_ROBIN, consistentHash: { httpCookie: { name: user, ttl: 0s } } }',
    ],
  ]),
  slip('The share of hosts that may be ejected is all', 'istio-fields-act', BLOG, MESHES, [
    ['maxEjectionPercent: 50', 'maxEjectionPercent: 500'],
  ]),
  slip('A policy admits methods in small letters', 'istio-fields-act', BLOG, MESHES, [
    ['methods: [GET, POST, PUT, DELETE]', 'methods: [get, post, put, delete]'],
  ]),
  slip('A policy for egress names DNS by TCP only', 'policy-dns', BLOG, POLICIES, [
    ["toPorts: [{ ports: [{ port: '53', protocol: ANY }] }]", "toPorts: [{ ports: [{ port: '53', protocol: TCP }] }]"],
  ]),
  slip('A pool of addresses ends before it begins', 'metallb-address', BLOG, PLATFORM, [
    ['addresses: [192.168.1.200-192.168.1.210]', 'addresses: [192.168.1.210-192.168.1.200]'],
  ]),
  slip('The gateway asks for an address outside of the pool', 'metallb-address', BLOG, PLATFORM, [
    ['metallb.io/loadBalancerIPs: 192.168.1.200', 'metallb.io/loadBalancerIPs: 192.168.1.220'],
  ]),
  slip('The sidecars may use less memory than they ask for', 'helm-parts-valid', BLOG, PLATFORM, [
    [
      '        meshConfig:\n',
      '        global: { proxy: { resources: { requests: { cpu: 10m, memory: 256Mi }, limits: { cpu: 200m, memory: 128Mi } } } }\n        meshConfig:\n',
    ],
  ]),
  slip('The driver of the database is that of another', 'settings-valid', BLOG, WAS, [
    [
      '  SPRING_DATASOURCE_USERNAME: root\n',
      '  SPRING_DATASOURCE_USERNAME: root\n  SPRING_DATASOURCE_DRIVER_CLASS_NAME: org.postgresql.Driver\n',
    ],
  ]),
  slip('The dialect of Hibernate is that of another database', 'settings-valid', BLOG, WAS, [
    [
      '  SPRING_DATASOURCE_USERNAME: root\n',
      '  SPRING_DATASOURCE_USERNAME: root\n  SPRING_JPA_DATABASE_PLATFORM: org.hibernate.dialect.PostgreSQLDialect\n',
    ],
  ]),
  slip('The heap of the program is as large as its container', 'heap-fits-memory', BLOG, WAS, [
    ["value: '-javaagent:/otel/opentelemetry-javaagent.jar'", "value: '-javaagent:/otel/opentelemetry-javaagent.jar -Xmx1024m'"],
  ]),
  slip('The share of traces is a percentage', 'settings-valid', BLOG, WAS, [
    [
      '            - { name: OTEL_TRACES_SAMPLER, value: always_on }\n',
      "            - { name: OTEL_TRACES_SAMPLER, value: traceidratio }\n            - { name: OTEL_TRACES_SAMPLER_ARG, value: '10' }\n",
    ],
  ]),
  slip(
    'The settings of the server are mounted where it does not look',
    'given-config-read',
    BLOG,
    MYSQL,
    [
      [
        '          volumeMounts: [{ name: data, mountPath: /var/lib/mysql }]\n',
        '          volumeMounts:\n            - { name: data, mountPath: /var/lib/mysql }\n            - { name: settings, mountPath: /etc/mysql.d }\n',
      ],
      [
        '          persistentVolumeClaim: { claimName: mysql-pvc }\n',
        '          persistentVolumeClaim: { claimName: mysql-pvc }\n        - name: settings\n          configMap: { name: mysql-settings }\n',
      ],
    ],
    {
      added: {
        'services/blog-system/mysql/settings.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mysql-settings, namespace: blog-system }\ndata:\n  my.cnf: |\n    [mysqld]\n    max_connections = 200\n',
      },
    },
  ),
  slip(
    'Failed jobs of the backup are not kept',
    'cron-job-runs',
    BLOG,
    BACKUP,
    [['  failedJobsHistoryLimit: 3\n', '  failedJobsHistoryLimit: 0\n']],
    { partly: true },
  ),
  slip('The file of a dump is named by minutes where days were meant', 'date-format-meant', BLOG, BACKUP, [
    ['$(date +%Y%m%d-%H%M%S)', '$(date +%Y%M%d-%H%M%S)'],
  ]),
  slip('An alert waits for longer than its rule remembers', 'alert-rule-sound', WATCHED, PROM, [
    ['            expr: mysql_up == 0\n', '            expr: absent_over_time(mysql_up[1m])\n            for: 30 minutes\n'],
  ]),
  slip('A severity is written with a capital letter in one rule', 'alert-routed', WATCHED, PROM, [
    [
      '            expr: mysql_up == 0\n            labels: { severity: critical }',
      '            expr: mysql_up == 0\n            labels: { severity: Critical }',
    ],
  ]),
  slip('Alerts are grouped and sent in one second', 'alertmanager-timing', WATCHED, ALERTM, [['group_wait: 30s', 'group_wait: 30']]),
  slip('Loki keeps its index in a store of the first kind', 'store-config-works', WATCHED, LOKI, [
    ['store: tsdb, object_store', 'store: boltdb-shipper, object_store'],
  ]),
  slip('Tempo keeps blocks in a place of the container', 'data-persistent', WATCHED, TEMPO, [
    ['local: { path: /var/tempo/blocks }', 'local: { path: /tmp/blocks }'],
  ]),
  slip('A response of Talon waits for a level that is written in words of its own', 'response-dry-run', BLOG, FALCO, [
    ['        dry_run: "true"\n', '        dry_run: "yes"\n'],
  ]),
  slip('A project of Argo CD forbids what its Application brings', 'application-project-allows', BLOG, ROOT, [
    ["  clusterResourceWhitelist: [{ group: '*', kind: '*' }]\n", "  clusterResourceWhitelist: [{ group: '', kind: Namespace }]\n"],
  ]),
  slip('A chart is asked from the address of its pages', 'application-project-allows', BLOG, ROOT, [
    ['repoURL: https://helm.cilium.io\n', 'repoURL: https://github.com/cilium/cilium\n'],
  ]),
  slip('Waves are numbers', 'sync-words-known', BLOG, 'apps/blog-system.yaml', [
    ["argocd.argoproj.io/sync-wave: '2'", 'argocd.argoproj.io/sync-wave: 2'],
  ]),
  slip(
    'A guide forwards a port of a Service that listens on none',
    'command-fits-pods',
    BLOG,
    GUIDE,
    [['svc/prometheus 9090:9090', 'svc/prometheus 9090:30090']],
    { markdown: true },
  ),
];
