import type { Mistake, Tree } from './mistake.ts';
import { configMap, deployment, documents, mending, namespace, service } from './pieces.ts';

function kustomization(...lines: readonly string[]): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
${lines.join('\n')}
`;
}

function list(key: string, ...items: readonly string[]): string {
  return [`${key}:`, ...items.map((item) => `  - ${item}`)].join('\n');
}

const common: Tree = {
  'services/blog-system/common/blog-namespace.yaml': namespace('blog-system'),
  'services/blog-system/common/gateway.yaml': `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: blog-gateway, namespace: blog-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: [blog.example.com], tls: { mode: SIMPLE, credentialName: blog-tls } }]
`,
  'services/blog-system/common/kustomization.yaml': kustomization(list('resources', 'namespace.yaml')),
};
const mysql: Tree = {
  'services/blog-system/mysql/mysql-deployment.yaml': deployment(
    'blog-system',
    'mysql',
    'mysql:8.0.36',
    3306,
    'envFrom: [{ configMapRef: { name: mysql-config } }]',
  ),
  'services/blog-system/mysql/mysql-service.yaml': service('blog-system', 'mysql-service', 3306, 'tcp-mysql', 'mysql'),
  'services/blog-system/mysql/mysql-config.yaml': configMap('blog-system', 'mysql-config', { MYSQL_DATABASE: 'board' }),
  'services/blog-system/mysql/kustomization.yaml': kustomization(
    list('resources', 'mysql-statefulset.yaml', 'mysql-service.yaml', 'mysql-virtualservice.yaml'),
  ),
};
const left: Tree = {
  'services/blog-system/mysql/mysql-deployment.yaml': deployment(
    'blog-system',
    'mysql',
    'mysql:8.0.36',
    3306,
    'envFrom: [{ configMapRef: { name: mysql-config } }]',
  ),
  'services/blog-system/mysql/mysql-service.yaml': service('blog-system', 'mysql-service', 3306, 'tcp-mysql', 'mysql'),
  'services/blog-system/mysql/mysql-config.yaml': configMap('blog-system', 'mysql-config', { MYSQL_DATABASE: 'board' }),
  'services/blog-system/mysql/kustomization.yaml': kustomization(list('resources', 'mysql-deployment.yaml', 'mysql-service.yaml')),
};
const base: Tree = {
  'k8s-manifests/base/user-service.yaml': documents(
    deployment('titanium', 'user-service-deployment', 'dongju101/user-service:1.4.0', 8001),
    service('titanium', 'user-service', 8001, 'http', 'user-service-deployment'),
  ),
  'k8s-manifests/base/kustomization.yaml': kustomization(list('resources', 'user-service.yaml')),
};
const local: Tree = {
  ...base,
  'k8s-manifests/overlays/local/kustomization.yaml': kustomization(
    'namespace: titanium-local',
    'namePrefix: local-',
    list('resources', '../../base'),
    list(
      'replicas',
      '{ name: user-service-deployment, count: 1 }',
      '{ name: dashboard-ui-deployment, count: 1 }',
      '{ name: load-balancer-deployment, count: 1 }',
    ),
  ),
  'k8s-manifests/overlays/solid-cloud/kustomization.yaml': kustomization(
    'namespace: titanium-prod',
    'namePrefix: prod-',
    list('resources', '../../base'),
  ),
};
const cloud: Tree = {
  ...base,
  'k8s-manifests/overlays/solid-cloud/kustomization.yaml': kustomization(
    'namespace: titanium-prod',
    list('resources', '../../base'),
    list('patches', '{ path: secret-patch.yaml, target: { kind: Secret, name: app-secrets } }'),
  ),
};
const databaseless: Tree = {
  'k8s-manifests/base/app.yaml': documents(
    configMap('titanium', 'app-config', {
      POSTGRES_HOST: 'postgresql-service',
      POSTGRES_PORT: "'5432'",
      REDIS_HOST: 'redis-service',
    }).replace(/\|\n\s+/g, ''),
    deployment('titanium', 'user-service', 'dongju101/user-service:1.4.0', 8001, 'envFrom: [{ configMapRef: { name: app-config } }]'),
    service('titanium', 'user-service', 8001),
    deployment('titanium', 'redis', 'redis:7.2.4', 6379),
    service('titanium', 'redis-service', 6379, 'tcp-redis', 'redis'),
  ),
  'k8s-manifests/base/kustomization.yaml': kustomization(list('resources', 'app.yaml')),
  'k8s-manifests/overlays/gcp/namespace.yaml': namespace('titanium-prod'),
  'k8s-manifests/overlays/gcp/kustomization.yaml': kustomization(
    'namespace: titanium-prod',
    'namePrefix: prod-',
    list('resources', 'namespace.yaml', '../../base'),
    list('patches', '{ path: patches/config.yaml }'),
  ),
  'k8s-manifests/overlays/gcp/patches/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: app-config, namespace: titanium }
data: { REDIS_HOST: prod-redis-service }
`,
};

/** Kustomizations that do not build, or not what was meant. */
export const kustomizations: readonly Mistake[] = [
  {
    name: 'A kustomization lists a file that has another name, and none of those that are there',
    caughtBy: 'kustomization-resource-exists',
    says: 'namespace.yaml',
    tree: common,
    mended: mending(common, 'services/blog-system/common/kustomization.yaml', [
      '- namespace.yaml',
      '- blog-namespace.yaml\n  - gateway.yaml',
    ]),
  },
  {
    name: 'A kustomization lists a StatefulSet and a route that were never there',
    caughtBy: 'kustomization-resource-exists',
    says: 'mysql-statefulset.yaml',
    tree: mysql,
    mended: mending(
      mysql,
      'services/blog-system/mysql/kustomization.yaml',
      ['- mysql-statefulset.yaml', '- mysql-deployment.yaml'],
      ['- mysql-virtualservice.yaml', '- mysql-config.yaml'],
    ),
  },
  {
    name: 'A kustomization leaves out the ConfigMap that its Deployment reads',
    caughtBy: ['kustomization-lists-files', 'config-exists'],
    says: 'mysql-config',
    tree: left,
    mended: mending(left, 'services/blog-system/mysql/kustomization.yaml', [
      '- mysql-service.yaml',
      '- mysql-service.yaml\n  - mysql-config.yaml',
    ]),
  },
  {
    name: 'An overlay sets replicas of Deployments that are gone',
    caughtBy: 'kustomization-patch-target',
    says: 'dashboard-ui-deployment',
    tree: local,
    mended: mending(
      local,
      'k8s-manifests/overlays/local/kustomization.yaml',
      ['  - { name: dashboard-ui-deployment, count: 1 }\n', ''],
      ['  - { name: load-balancer-deployment, count: 1 }\n', ''],
    ),
  },
  {
    name: 'An overlay patches with a file that only its author has',
    caughtBy: 'kustomization-resource-exists',
    says: 'secret-patch.yaml',
    tree: cloud,
    mended: mending(cloud, 'k8s-manifests/overlays/solid-cloud/kustomization.yaml', [
      'patches:\n  - { path: secret-patch.yaml, target: { kind: Secret, name: app-secrets } }\n',
      '',
    ]),
  },
  {
    name: 'An overlay for another cloud points at a database that nobody brings there',
    caughtBy: 'url-host-exists',
    says: 'postgresql-service',
    tree: databaseless,
    mended: mending(databaseless, 'k8s-manifests/overlays/gcp/patches/config.yaml', ['data: {', 'data: { POSTGRES_HOST: db.example.com,']),
  },
];
