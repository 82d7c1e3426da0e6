import { app, deployment, mistake, object } from './apps.ts';
import type { Mistake, Tree } from './mistake.ts';
import { chart, cronJob, documents, folder, namespace } from './pieces.ts';

const REGISTRY = {
  'registry/zot.yaml': documents(
    namespace('registry'),
    object(
      'v1',
      'ConfigMap',
      'zot',
      'registry',
      `data:
  config.json: |
    {"distSpecVersion": "1.1.0", "http": {"port": "5000", "auth": {"htpasswd": {"path": "/etc/zot/htpasswd"}}}}`,
    ),
    deployment('zot', 'registry', 5000, {
      image: 'ghcr.io/project-zot/zot-linux-amd64:v2.1.11',
      pod: 'volumes: [{ name: config, configMap: { name: zot } }]',
      container: `volumeMounts: [{ name: config, mountPath: /etc/zot/config.json, subPath: config.json }]
readinessProbe: { httpGet: { path: /v2/, port: http } }`,
    }),
  ),
};

const ANALYTICS = {
  'analytics/clickhouse.yaml': documents(
    namespace('analytics'),
    object(
      'v1',
      'ConfigMap',
      'clickhouse',
      'analytics',
      `data:
  local.xml: <clickhouse><listen_host>0.0.0.0</listen_host></clickhouse>
  users.xml: <clickhouse><profiles><default><max_memory_usage>2147483648</max_memory_usage></default></profiles></clickhouse>`,
    ),
    deployment('clickhouse', 'analytics', 8123, {
      image: 'clickhouse/clickhouse-server:25.8.2',
      pod: 'volumes: [{ name: config, configMap: { name: clickhouse } }]',
      container: `volumeMounts:
  - { name: config, mountPath: /etc/clickhouse-server/config.d/local.xml, subPath: local.xml }`,
    }),
  ),
};

const KEYS = {
  'secrets/connect.yaml': documents(
    namespace('secrets'),
    object(
      'apps/v1',
      'Deployment',
      'connect',
      'secrets',
      `spec:
  selector: { matchLabels: { app: connect } }
  template:
    metadata: { labels: { app: connect } }
    spec:
      containers:
        - { name: api, image: '1password/connect-api:1.7.3' }
        - name: sync
          image: 1password/connect-sync:1.7.3
          volumeMounts: [{ name: shared-data, mountPath: /home/opuser/.op/data }]
      volumes: [{ name: shared-data, emptyDir: {} }]`,
    ),
  ),
};

const DOORS = {
  'network/gateways.yaml': documents(
    namespace('gateway'),
    ...['external', 'internal'].map((name) =>
      object(
        'gateway.networking.k8s.io/v1',
        'Gateway',
        name,
        'gateway',
        `spec:
  gatewayClassName: cilium
${name === 'external' ? '  addresses: [{ type: IPAddress, value: 192.168.10.171 }]\n' : ''}  listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]`,
      ),
    ),
    object('cilium.io/v2alpha1', 'CiliumLoadBalancerIPPool', 'lan', '', 'spec: { blocks: [{ cidr: 192.168.70.96/28 }] }'),
  ),
  'network/tunnel.yaml': documents(
    namespace('tunnel'),
    object(
      'v1',
      'ConfigMap',
      'cloudflared',
      'tunnel',
      `data:
  config.yaml: |
    tunnel: home
    ingress:
      - hostname: notes.example.org
        service: http://cilium-gateway-external.gateway.svc.cluster.local:80
      - service: http_status:404`,
    ),
  ),
  'apps/notes.yaml': documents(
    namespace('notes'),
    app('notes', 'notes', 8080),
    object(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'notes',
      'notes',
      `spec:
  parentRefs: [{ name: internal, namespace: gateway }]
  hostnames: [notes.example.org]
  rules: [{ backendRefs: [{ name: notes-service, port: 8080 }] }]`,
    ),
  ),
};

const START_PAGE = {
  'apps/homepage.yaml': documents(
    namespace('home'),
    object('v1', 'ConfigMap', 'homepage', 'home', "data: { settings.yaml: 'title: home', services.yaml: '[]' }"),
    deployment('homepage', 'home', 3000, {
      image: 'ghcr.io/gethomepage/homepage:v0.9.5',
      pod: 'volumes: [{ name: config, configMap: { name: homepage } }]',
      container: 'volumeMounts: [{ name: config, mountPath: /app/config }]',
    }),
  ),
};

const CLOSED = {
  'operator/watcher.yaml': documents(
    namespace('operator'),
    object('v1', 'ServiceAccount', 'watcher', 'operator', 'automountServiceAccountToken: true'),
    object(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'watcher',
      'operator',
      "rules: [{ apiGroups: [''], resources: [configmaps], verbs: [list, watch] }]",
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'watcher',
      'operator',
      `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: watcher }
subjects: [{ kind: ServiceAccount, name: watcher, namespace: operator }]`,
    ),
    deployment('watcher', 'operator', 8080, { pod: 'serviceAccountName: watcher' }),
  ),
  'operator/policies.yaml': documents(
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'default-deny',
      'operator',
      'spec: { podSelector: {}, policyTypes: [Ingress, Egress] }',
    ),
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'watcher',
      'operator',
      `spec:
  podSelector: { matchLabels: { app: watcher } }
  policyTypes: [Ingress]
  ingress: [{ ports: [{ port: 8080 }] }]`,
    ),
  ),
};

const GROUPS = {
  'terraform/database.tf': `resource "aws_security_group" "database" {
  name = "database"
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.nodes.id]
  }
}

resource "aws_security_group" "nodes" {
  name = "nodes"
}
`,
  'terraform/rules.tf': `resource "aws_security_group_rule" "from_control_plane" {
  type                     = "ingress"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  security_group_id        = aws_security_group.database.id
  source_security_group_id = aws_security_group.nodes.id
}
`,
};

const WATCH = {
  'monitoring/collector.yaml': documents(
    namespace('monitoring'),
    deployment('alloy', 'monitoring', 12345, { image: 'grafana/alloy:1.5.0' }),
  ),
};
const WATCH_VALUES = {
  'charts/watch/Chart.yaml': 'apiVersion: v2\nname: watch\nversion: 0.1.0\n',
  'charts/watch/values.yaml': 'grafana:\n  image: { repository: grafana/grafana, tag: v10.2.2 }\n',
  'charts/watch/templates/grafana.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: image }\ndata: { image: "{{ .Values.grafana.image.repository }}:{{ .Values.grafana.image.tag }}" }\n',
};

const AMBIENT = {
  'shop/mesh.yaml': documents(
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { istio.io/dataplane-mode: ambient } }\n',
    object('security.istio.io/v1', 'PeerAuthentication', 'default', 'shop', 'spec: { mtls: { mode: STRICT } }'),
    app('orders', 'shop', 8080),
  ),
  'shop/reports.yaml': deployment('reports', 'shop', 8080, {
    container: "env: [{ name: ORDERS_URL, value: 'http://orders-service:8080' }]",
  }).replace('labels: { app: reports } }\n    spec', 'labels: { app: reports, istio.io/dataplane-mode: none } }\n    spec'),
};

/** The operator in a release of its chart, and what it fetches in a version of its API. */
function fetched(version: string, api: string): Tree {
  return {
    'platform/external-secrets.yaml': chart(
      'external-secrets',
      'external-secrets',
      ['https://charts.external-secrets.io', 'external-secrets', version],
      'installCRDs: true',
    ),
    'shop/secret.yaml': documents(
      namespace('shop'),
      object(
        `external-secrets.io/${api}`,
        'ExternalSecret',
        'orders',
        'shop',
        `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault, kind: ClusterSecretStore }
  target: { name: orders }
  data: [{ secretKey: password, remoteRef: { key: orders, property: password } }]`,
      ),
      object(
        `external-secrets.io/${api}`,
        'ClusterSecretStore',
        'vault',
        '',
        "spec: { provider: { vault: { server: 'https://vault.example.org', path: secret, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: shop } } } } }",
      ),
    ),
  };
}

const ARGOCD = {
  'platform/argocd.yaml': chart(
    'argocd',
    'argocd',
    ['https://argoproj.github.io/argo-helm', 'argo-cd', '7.7.23'],
    'configs: { secret: { createSecret: false } }',
  ),
  'argocd/secret.yaml': object(
    'external-secrets.io/v1',
    'ExternalSecret',
    'argocd-oauth',
    'argocd',
    `spec:
  refreshInterval: 1h
  secretStoreRef: { name: vault, kind: ClusterSecretStore }
  target: { name: argocd-secret, creationPolicy: Merge }
  data: [{ secretKey: server.secretkey, remoteRef: { key: argocd, property: secretkey } }]`,
  ),
};

const FORCED = {
  'argocd/shop.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: default
  source: { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: shop }
  destination: { server: 'https://kubernetes.default.svc', namespace: shop }
  syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: [CreateNamespace=true, ServerSideApply=true] }
`,
  'shop/migrate.yaml': `apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop, annotations: { argocd.argoproj.io/sync-options: Force=true } }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migrate, image: 'ghcr.io/example/migrate:1.0.0' }]
`,
};

const STOPPED = {
  'argocd/notes.yaml': folder('notes', 'notes', 'notes'),
  'notes/notes.yaml': app('notes', 'notes', 8080),
  'notes/backup.yaml': documents(
    object('v1', 'ServiceAccount', 'backup', 'notes', 'automountServiceAccountToken: true'),
    cronJob(
      'notes',
      'backup',
      'ghcr.io/example/backup:1.0.0',
      'kubectl scale deploy/notes -n notes --replicas=0\nbackup /data\nkubectl scale deploy/notes -n notes --replicas=1',
    ),
  ),
};

const COMPOSED = {
  'compose/docker-compose.yml': `services:
  database:
    image: postgres:16
    environment:
      POSTGRES_USER: \${DATASOURCE_USERNAME}
      POSTGRES_PASSWORD: \${DATASOURCE_PASSWORD}
    healthcheck:
      test: ['CMD-SHELL', 'pg_isready -U $\${DATASOURCE_USERNAME}']
  orders:
    image: ghcr.io/example/orders:1.4.0
    depends_on: { database: { condition: service_healthy } }
`,
};

/** Mistakes that people repaired later, as the histories of their repositories and their own accounts tell. */
export const seenHistory: readonly Mistake[] = [
  mistake('A probe of the registry asks for a page behind the login', 'probe-passes-login', REGISTRY, 'registry/zot.yaml', [
    ['httpGet: { path: /v2/, port: http }', 'tcpSocket: { port: http }'],
  ]),
  mistake('A second file of the configuration has no mount', 'config-files-mounted', ANALYTICS, 'analytics/clickhouse.yaml', [
    [
      'subPath: local.xml }',
      'subPath: local.xml }\n            - { name: config, mountPath: /etc/clickhouse-server/users.d/users.xml, subPath: users.xml }',
    ],
  ]),
  mistake('A volume between two containers is mounted by one', 'scratch-shared', KEYS, 'secrets/connect.yaml', [
    [
      "image: '1password/connect-api:1.7.3' }",
      "image: '1password/connect-api:1.7.3', volumeMounts: [{ name: shared-data, mountPath: /home/opuser/.op/data }] }",
    ],
  ]),
  mistake('The tunnel sends a host to another Gateway than that of its route', 'tunnel-reaches-route', DOORS, 'apps/notes.yaml', [
    ['[{ name: internal, namespace: gateway }]', '[{ name: external, namespace: gateway }]'],
  ]),
  mistake('A Gateway asks for an address of the old network', 'balancer-address-offered', DOORS, 'network/gateways.yaml', [
    ['192.168.10.171', '192.168.70.100'],
  ]),
  mistake('A start page is to keep its logs in a ConfigMap', 'mounted-config-kept', START_PAGE, 'apps/homepage.yaml', [
    ['mountPath: /app/config }', 'mountPath: /app/config/settings.yaml, subPath: settings.yaml }'],
  ]),
  mistake('A program that watches objects has a way in and none to the API server', 'policy-api-server', CLOSED, 'operator/policies.yaml', [
    [
      'policyTypes: [Ingress]\n  ingress',
      'policyTypes: [Ingress, Egress]\n  egress: [{ ports: [{ port: 443 }, { port: 6443 }] }]\n  ingress',
    ],
  ]),
  mistake('Rules of a security group stand within it and apart', 'terraform-parts-once', GROUPS, 'terraform/rules.tf', [
    ['aws_security_group.database.id', 'aws_security_group.nodes.id'],
  ]),
  mistake('A tag lacks the v of its registry', 'image-tag-form', WATCH, 'monitoring/collector.yaml', [['alloy:1.5.0', 'alloy:v1.5.0']]),
  mistake('A tag in the values of a chart has a v too many', 'image-tag-form', WATCH_VALUES, 'charts/watch/values.yaml', [
    ['tag: v10.2.2', 'tag: 10.2.2'],
  ]),
  mistake('A program keeps out of ambient mode, and calls one that demands mTLS', 'strict-callers-meshed', AMBIENT, 'shop/reports.yaml', [
    [', istio.io/dataplane-mode: none', ''],
  ]),
  mistake(
    'Secrets are written in a version that the operator serves no more',
    'api-removed',
    fetched('0.17.0', 'v1beta1'),
    'shop/secret.yaml',
    [['external-secrets.io/v1beta1', 'external-secrets.io/v1']],
  ),
  mistake(
    'Secrets are written in a version that the operator does not serve yet',
    'api-removed',
    fetched('0.9.13', 'v1'),
    'shop/secret.yaml',
    [['external-secrets.io/v1', 'external-secrets.io/v1beta1']],
  ),
  mistake('Keys are added to a Secret that its chart is told not to make', 'external-secret-merges', ARGOCD, 'argocd/secret.yaml', [
    ['creationPolicy: Merge', 'creationPolicy: Owner'],
  ]),
  mistake('A Job is applied by force on the server', 'sync-force-possible', FORCED, 'shop/migrate.yaml', [
    ['Force=true', "'Force=true,Replace=true'"],
  ]),
  mistake('A backup stops a program that Argo CD starts again', 'script-respects-gitops', STOPPED, 'argocd/notes.yaml', [
    ['selfHeal: true', 'selfHeal: false'],
  ]),
  mistake('A healthcheck reads a variable of the host', 'compose-variables-inside', COMPOSED, 'compose/docker-compose.yml', [
    ['$${DATASOURCE_USERNAME}', '$${POSTGRES_USER}'],
  ]),
];
