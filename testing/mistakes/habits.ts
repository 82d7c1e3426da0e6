import { app, deployment, mistake, service } from './apps.ts';
import type { Mistake } from './mistake.ts';
import { chart, cronJob, namespace } from './pieces.ts';

function object(apiVersion: string, kind: string, name: string, place: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: ${place} }\n${spec.trim()}\n`;
}

const api = { 'shop/api.yaml': app('api', 'shop', 8080) };
function mysql(container: string): string {
  return app('mysql', 'shop', 3306, { image: 'mysql:8.0.36', container });
}
function scaled(min: number): string {
  return object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'api',
    'shop',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }\n  minReplicas: ${min}\n  maxReplicas: 4\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  );
}
function keda(min: number): string {
  return object(
    'keda.sh/v1alpha1',
    'ScaledObject',
    'api',
    'shop',
    `spec:\n  scaleTargetRef: { name: api }\n  minReplicaCount: ${min}\n  maxReplicaCount: 5\n  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '70' } }]`,
  );
}
function quota(pods: string): string {
  return object('v1', 'ResourceQuota', 'pods', 'shop', `spec: { hard: { pods: '${pods}' } }`);
}
function gateway(protocol: string): string {
  return object(
    'networking.istio.io/v1',
    'Gateway',
    'shop',
    'shop',
    `spec:\n  selector: { istio: ingressgateway }\n  servers: [{ port: { number: 443, name: https, protocol: ${protocol} }, hosts: [shop.example.org], tls: { mode: SIMPLE, credentialName: shop-tls } }]`,
  );
}
function entry(resolution: string): string {
  return object(
    'networking.istio.io/v1',
    'ServiceEntry',
    'payments',
    'shop',
    `spec:\n  hosts: [api.payments.example]\n  location: MESH_EXTERNAL\n  ports: [{ number: 443, name: https, protocol: TLS }]\n  resolution: ${resolution}`,
  );
}
function sidecar(hosts: string): string {
  return object('networking.istio.io/v1', 'Sidecar', 'default', 'shop', `spec:\n  egress: [{ hosts: [${hosts}] }]`);
}
function set(second: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: stages, namespace: argocd }
spec:
  goTemplate: true
  generators: [{ list: { elements: [{ stage: dev, path: overlays/dev }, { stage: ${second}, path: overlays/prod }] } }]
  template:
    metadata: { name: 'shop-{{.stage}}' }
    spec:
      project: default
      source: { repoURL: https://github.com/example/gitops.git, targetRevision: main, path: '{{.path}}' }
      destination: { server: https://kubernetes.default.svc, namespace: 'shop-{{.stage}}' }
`;
}
const overlays = {
  'overlays/dev/kustomization.yaml': 'namespace: shop-dev\nresources: [../../base]\n',
  'overlays/prod/kustomization.yaml': 'namespace: shop-prod\nresources: [../../base]\n',
  'base/kustomization.yaml': 'resources: [api.yaml]\n',
  'base/api.yaml': app('api', 'shop', 8080),
};
function generated(source: string): Readonly<Record<string, string>> {
  return { ...api, 'shop/kustomization.yaml': `namespace: shop\nresources: [api.yaml]\nsecretGenerator: [{ name: db, ${source} }]\n` };
}
function annotated(annotations: string): string {
  return app('api', 'shop', 8080).replace(
    'metadata: { labels: { app: api } }\n    spec',
    `metadata: { labels: { app: api }, annotations: { ${annotations} } }\n    spec`,
  );
}
function longhorn(target: string): string {
  return chart(
    'longhorn-system',
    'longhorn',
    ['https://charts.longhorn.io', 'longhorn', '1.7.2'],
    `defaultSettings: { backupTarget: '${target}', backupTargetCredentialSecret: backup-s3 }`,
  );
}
const s3 = object(
  'bitnami.com/v1alpha1',
  'SealedSecret',
  'backup-s3',
  'longhorn-system',
  'spec:\n  encryptedData: { AWS_ACCESS_KEY_ID: AgBy3i4, AWS_SECRET_ACCESS_KEY: AgBy8hC }\n  template: { metadata: { name: backup-s3 } }',
);
function waiting(host: string): string {
  return app('api', 'shop', 8080, {
    pod: `initContainers: [{ name: wait, image: 'busybox:1.36.1', command: [sh, -c, 'until nc -z ${host} 3306; do sleep 2; done'] }]`,
  });
}
function query(store: string): string {
  return app('thanos-query', 'monitoring', 10902, {
    image: 'quay.io/thanos/thanos:v0.35.0',
    container: `args: [query, '--http-address=0.0.0.0:10902', '--endpoint=${store}']`,
  });
}
const store = `${deployment('thanos-store', 'monitoring', 10901, { image: 'quay.io/thanos/thanos:v0.35.0' })}---\n${service('thanos-store', 'monitoring', 10901, 'grpc')}`;
function kubeconfig(data: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{ name: home, cluster: { server: 'https://192.168.1.10:6443' } }]
users: [{ name: admin, user: { ${data} } }]
contexts: [{ name: home, context: { cluster: home, user: admin } }]
current-context: home
`;
}
const KEY = 'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVBd3pHSlQ4QXZrU1lFQmZKbVRnQ2xVeHlPbWJzT3p3';
function shell(program: string, image: string): string {
  return cronJob('shop', 'report', image, 'wget -qO- http://api-service:8080/report').replace(
    'command: [sh, -c]',
    `command: [${program}, -c]`,
  );
}

/** Habits from elsewhere that Kubernetes does not share. */
export const habits: readonly Mistake[] = [
  mistake(
    'A probe reads a variable without a shell',
    ['variable-expands'],
    { 'shop/mysql.yaml': mysql("livenessProbe: { exec: { command: [mysqladmin, ping, '-p$MYSQL_ROOT_PASSWORD'] } }") },
    'shop/mysql.yaml',
    [["command: [mysqladmin, ping, '-p$MYSQL_ROOT_PASSWORD']", "command: [sh, -c, 'mysqladmin ping -p$MYSQL_ROOT_PASSWORD']"]],
    { says: 'MYSQL_ROOT_PASSWORD' },
  ),
  mistake(
    'An argument reads a variable as a shell would',
    ['variable-expands'],
    {
      'shop/api.yaml': app('api', 'shop', 8080, {
        container: "env: [{ name: DB_HOST, value: db.example.org }]\nargs: ['--db=$DB_HOST:3306']",
      }),
    },
    'shop/api.yaml',
    [['$DB_HOST', '$(DB_HOST)']],
    { says: 'DB_HOST' },
  ),
  mistake(
    'An argument is a call that only a shell makes',
    ['value-expands'],
    {
      'shop/backup.yaml': cronJob('shop', 'copy', 'amazon/aws-cli:2.15.30', 'true').replace(
        /command: \[sh, -c\]\n.*\n.*\n.*\n/,
        "command: [aws, s3, cp, /data, 's3://backup/$(date +%F)', --recursive]\n",
      ),
    },
    'shop/backup.yaml',
    [["'s3://backup/$(date +%F)'", "'s3://backup/latest'"]],
    { says: 'date' },
  ),
  mistake(
    'A pod waits for a database by its old name',
    ['url-host-exists'],
    { 'shop/mysql.yaml': mysql('readinessProbe: { tcpSocket: { port: 3306 } }'), 'shop/api.yaml': waiting('mysql') },
    'shop/api.yaml',
    [['nc -z mysql 3306', 'nc -z mysql-service 3306']],
    { says: 'mysql' },
  ),
  mistake(
    'A database is open to the world',
    ['admin-closed'],
    {
      'shop/mysql.yaml': mysql('readinessProbe: { tcpSocket: { port: 3306 } }').replace(
        'spec:\n  selector: { app: mysql }\n  ports',
        'spec:\n  type: LoadBalancer\n  selector: { app: mysql }\n  ports',
      ),
    },
    'shop/mysql.yaml',
    [['type: LoadBalancer', 'type: ClusterIP']],
  ),
  mistake(
    'An autoscaler may do with less than it must have',
    ['schema-valid', 'autoscaler-works', 'schema-cel'],
    { 'shop/api.yaml': api['shop/api.yaml'].replace('  replicas: 1\n', ''), 'shop/hpa.yaml': scaled(6) },
    'shop/hpa.yaml',
    [['minReplicas: 6', 'minReplicas: 2']],
    { says: '6' },
  ),
  mistake(
    'KEDA may do with less than it must have',
    ['operator-values-read'],
    { 'shop/api.yaml': api['shop/api.yaml'].replace('  replicas: 1\n', ''), 'shop/keda.yaml': keda(6) },
    'shop/keda.yaml',
    [['minReplicaCount: 6', 'minReplicaCount: 2']],
    { says: '6' },
  ),
  mistake(
    'A namespace takes fewer pods than its Deployments have',
    ['quota-fits'],
    { 'shop/api.yaml': app('api', 'shop', 8080, { replicas: 4 }), 'shop/quota.yaml': quota('3') },
    'shop/quota.yaml',
    [["'3'", "'10'"]],
  ),
  mistake(
    'A container asks for more than it may use',
    ['schema-valid', 'limit-range-fits'],
    { 'shop/api.yaml': deployment('api', 'shop', 8080).replace('memory: 128Mi', 'memory: 512Mi') },
    'shop/api.yaml',
    [['512Mi', '128Mi']],
    { says: '512Mi' },
  ),
  mistake(
    'A gateway speaks HTTP where it has a certificate',
    ['gateway-servers-listen', 'schema-valid', 'schema-cel', 'tls-modes-agree'],
    { 'istio/gateway.yaml': gateway('HTTP') },
    'istio/gateway.yaml',
    [['protocol: HTTP }', 'protocol: HTTPS }']],
    { says: 'HTTP' },
  ),
  mistake(
    'An outside host has fixed addresses that nobody wrote',
    ['service-entry-reaches', 'schema-cel', 'schema-valid'],
    { 'istio/payments.yaml': entry('STATIC') },
    'istio/payments.yaml',
    [['STATIC', 'DNS']],
  ),
  mistake(
    'Sidecars know the own namespace only, and the database is in another',
    ['sidecar-reaches'],
    {
      'namespaces.yaml': namespace('shop', 'istio-injection: enabled'),
      'shop/api.yaml': app('api', 'shop', 8080, { container: "env: [{ name: USERS_URL, value: 'http://users-service.users:8080' }]" }),
      'users/users.yaml': `${namespace('users', 'istio-injection: enabled')}---\n${app('users', 'users', 8080)}`,
      'istio/sidecar.yaml': sidecar("'./*', 'istio-system/*'"),
    },
    'istio/sidecar.yaml',
    [["'istio-system/*'", "'istio-system/*', 'users/*'"]],
    { says: 'users' },
  ),
  mistake(
    'Two stages of a set have one name',
    ['application-names-differ'],
    { ...overlays, 'argocd/stages.yaml': set('dev') },
    'argocd/stages.yaml',
    [['{ stage: dev, path: overlays/prod }', '{ stage: prod, path: overlays/prod }']],
    { says: 'shop-dev' },
  ),
  mistake(
    'A kustomization makes a Secret out of words in Git',
    ['no-literal-secret', 'no-secret-object', 'secret-strong'],
    generated("literals: ['password=hunter2secret']"),
    'shop/kustomization.yaml',
    [["literals: ['password=hunter2secret']", 'files: [db.enc]']],
  ),
  mistake(
    'An annotation is a truth value',
    ['schema-valid', 'yaml-typed-value'],
    { 'shop/api.yaml': annotated('vault.hashicorp.com/agent-inject: true, vault.hashicorp.com/role: api') },
    'shop/api.yaml',
    [['agent-inject: true', "agent-inject: 'true'"]],
  ),
  mistake(
    'A place for backups lacks its last slash',
    ['backup-target-valid'],
    { 'argocd/longhorn.yaml': longhorn('s3://backup@us-east-1'), 'longhorn/secret.yaml': s3 },
    'argocd/longhorn.yaml',
    [['us-east-1', 'us-east-1/']],
    { says: 's3://backup' },
  ),
  mistake(
    'A chart reads a Secret by another name than it was sealed',
    ['secret-reference-exists'],
    { 'argocd/longhorn.yaml': longhorn('s3://backup@us-east-1/').replace('backup-s3', 's3-backup'), 'longhorn/secret.yaml': s3 },
    'argocd/longhorn.yaml',
    [['s3-backup', 'backup-s3']],
    { says: 's3-backup', missed: 'of the keys of charts, those that begin with existing are known to name a Secret' },
  ),
  mistake(
    'A query asks a store at a port that it does not have',
    ['url-port-exists'],
    { 'monitoring/store.yaml': store, 'monitoring/query.yaml': query('thanos-store-service.monitoring.svc.cluster.local:19090') },
    'monitoring/query.yaml',
    [['19090', '10901']],
    { says: '19090' },
  ),
  mistake(
    'An image without bash is told to run it',
    ['image-has-program'],
    { ...api, 'shop/report.yaml': shell('bash', 'alpine:3.20.1') },
    'shop/report.yaml',
    [['[bash, -c]', '[sh, -c]']],
    { says: 'bash' },
  ),
  mistake(
    'An image of a database is told to copy to a bucket',
    ['image-has-program'],
    {
      'shop/backup.yaml': cronJob(
        'shop',
        'dump',
        'mysql:8.0.36',
        'mysqldump -h db.example.org shop > /tmp/shop.sql\naws s3 cp /tmp/shop.sql s3://backup/',
      ),
    },
    'shop/backup.yaml',
    [['aws s3 cp /tmp/shop.sql s3://backup/', 'cp /tmp/shop.sql /backup/']],
    { says: 'aws' },
  ),
  mistake(
    'A web server without rights listens elsewhere than its Service sends to',
    ['image-listens'],
    { 'shop/web.yaml': app('web', 'shop', 80, { image: 'nginxinc/nginx-unprivileged:1.25.4' }) },
    'shop/web.yaml',
    [
      ['containerPort: 80 ', 'containerPort: 8080 '],
      ['port: 80 ', 'port: 80, targetPort: 8080 '],
    ],
    { says: '8080' },
  ),
  mistake(
    'A file of variables with a password is committed',
    ['no-literal-secret'],
    { ...api, '.env': 'DB_USER=shop\nDB_PASSWORD=Sh0p-Passw0rd-2024\n' },
    '.env',
    [['Sh0p-Passw0rd-2024', '${DB_PASSWORD}']],
    { says: 'PASSWORD' },
  ),
  mistake(
    'The login of an administrator is committed',
    ['no-literal-secret', 'no-secret-object'],
    { ...api, 'cluster/kubeconfig.yaml': kubeconfig(`client-certificate-data: ${KEY}, client-key-data: ${KEY}`) },
    'cluster/kubeconfig.yaml',
    [
      [
        `client-certificate-data: ${KEY}, client-key-data: ${KEY}`,
        'exec: { apiVersion: client.authentication.k8s.io/v1, command: kubelogin }',
      ],
    ],
  ),
  mistake(
    'An image is never pulled, and is one of a registry',
    ['image-pulled'],
    { 'shop/api.yaml': app('api', 'shop', 8080, { container: 'imagePullPolicy: Never' }) },
    'shop/api.yaml',
    [['imagePullPolicy: Never', 'imagePullPolicy: IfNotPresent']],
    { says: 'never pulls' },
  ),
];
