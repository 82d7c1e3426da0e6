import type { Mistake, Tree } from './mistake.ts';
import { chart, deployment, documents, folder, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

function peers(place: string, name: string, mode: string, app = ''): string {
  return `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: ${name}, namespace: ${place} }
spec:
${app === '' ? '' : `  selector: { matchLabels: { app: ${app} } }\n`}  mtls: { mode: ${mode} }
`;
}

function destination(place: string, name: string, host: string, mode: string): string {
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name}, namespace: ${place} }
spec:
  host: '${host}'
  trafficPolicy: { tls: { mode: ${mode} } }
`;
}

function outside(yaml: string, app: string): string {
  return yaml.replace(
    `metadata: { labels: { app: ${app} } }`,
    `metadata: { labels: { app: ${app} }, annotations: { sidecar.istio.io/inject: 'false' } }`,
  );
}

const plain: Tree = {
  'blog/was.yaml': documents(
    namespace('blog-system', 'istio-injection: enabled'),
    deployment('blog-system', 'was', 'ghcr.io/jiminhome/was:1.8.2', 8080),
    service('blog-system', 'was-service', 8080, 'http', 'was'),
    deployment('blog-system', 'web', 'ghcr.io/jiminhome/web:1.8.2', 80),
    service('blog-system', 'web-service', 80, 'http', 'web'),
  ),
  'blog/mesh.yaml': documents(
    '# mTLS: every call between tiers is encrypted by Istio',
    destination('blog-system', 'was-dest-rule', 'was-service', 'DISABLE'),
    destination('blog-system', 'web-dest-rule', 'web-service', 'DISABLE'),
    peers('blog-system', 'default', 'PERMISSIVE'),
  ),
};
const exception: Tree = {
  'blog/mysql.yaml': documents(
    namespace('blog-system', 'istio-injection: enabled'),
    outside(deployment('blog-system', 'mysql', 'mysql:8.0.36', 3306), 'mysql'),
    service('blog-system', 'mysql-service', 3306, 'tcp-mysql', 'mysql'),
  ),
  'blog/mtls.yaml': documents(
    peers('blog-system', 'default', 'PERMISSIVE'),
    peers('blog-system', 'mysql-mtls-exception', 'DISABLE', 'mysql'),
  ),
};
const doors: Tree = {
  'prod/app.yaml': documents(
    namespace('titanium-prod', 'istio-injection: enabled'),
    deployment('titanium-prod', 'prod-load-balancer', 'dongju101/load-balancer:1.4.0', 7100),
    service('titanium-prod', 'prod-load-balancer-service', 7100, 'http', 'prod-load-balancer').replace(
      'spec:\n',
      'spec:\n  type: LoadBalancer\n',
    ),
    deployment('titanium-prod', 'prod-dashboard-ui', 'dongju101/dashboard-ui:1.4.0', 80),
    service('titanium-prod', 'prod-dashboard-ui-service', 80, 'http', 'prod-dashboard-ui').replace('spec:\n', 'spec:\n  type: NodePort\n'),
  ),
  'prod/mtls.yaml': peers('titanium-prod', 'default-mtls', 'STRICT'),
};
const redis: Tree = {
  'prod/redis.yaml': documents(
    namespace('titanium-prod', 'istio-injection: enabled'),
    deployment('titanium-prod', 'prod-redis', 'redis:7.2.4', 6379),
    service('titanium-prod', 'prod-redis-service', 6379, 'tcp-redis', 'prod-redis'),
    deployment(
      'titanium-prod',
      'prod-blog',
      'dongju101/blog:1.4.0',
      8005,
      'env: [{ name: REDIS_URL, value: redis://prod-redis-service:6379 }]',
    ),
  ),
  'prod/mtls.yaml': documents(
    peers('titanium-prod', 'default-mtls', 'STRICT'),
    peers('titanium-prod', 'redis-mtls-disable', 'DISABLE', 'prod-redis'),
    destination('titanium-prod', 'redis', 'prod-redis-service', 'ISTIO_MUTUAL'),
  ),
};
const postgresql = [
  deployment('titanium-prod', 'postgresql', 'postgres:15.6', 5432),
  service('titanium-prod', 'postgresql-service', 5432, 'tcp-postgresql', 'postgresql'),
];
const wildcard: Tree = {
  'prod/postgresql.yaml': documents(namespace('titanium-prod', 'istio-injection: enabled'), ...postgresql),
  'prod/mtls.yaml': documents(
    peers('titanium-prod', 'default-mtls', 'STRICT'),
    peers('titanium-prod', 'postgresql-disable', 'DISABLE', 'postgresql'),
    destination('titanium-prod', 'default-mtls', '*.titanium-prod.svc.cluster.local', 'ISTIO_MUTUAL'),
  ),
};
const unprefixed: Tree = {
  'base/kustomization.yaml': 'resources: [postgresql.yaml, mtls.yaml]\n',
  'base/postgresql.yaml': documents(...postgresql).replaceAll(', namespace: titanium-prod', ''),
  'base/mtls.yaml': documents(
    peers('x', 'default-mtls', 'STRICT'),
    peers('x', 'postgresql-disable', 'DISABLE', 'postgresql'),
    destination('x', 'default-mtls', '*.titanium-prod.svc.cluster.local', 'ISTIO_MUTUAL'),
    destination('x', 'postgresql-service-disable-mtls', 'postgresql-service', 'DISABLE'),
  ).replaceAll(', namespace: x', ''),
  'overlays/gcp/namespace.yaml': namespace('titanium-prod', 'istio-injection: enabled'),
  'overlays/gcp/kustomization.yaml': 'namespace: titanium-prod\nnamePrefix: prod-\nresources: [../../base, namespace.yaml]\n',
};
const sidecarless: Tree = {
  'prod/app.yaml': documents(
    namespace('titanium-prod'),
    deployment('titanium-prod', 'prod-user', 'dongju101/user:1.4.0', 8001),
    service('titanium-prod', 'prod-user-service', 8001, 'http', 'prod-user'),
  ),
  'prod/mtls.yaml': documents(
    peers('titanium-prod', 'default-mtls', 'STRICT'),
    destination('titanium-prod', 'default-mtls', '*.titanium-prod.svc.cluster.local', 'ISTIO_MUTUAL'),
  ),
};
const scrape: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/prod.yaml': folder('titanium-prod', 'titanium-prod', 'prod'),
  'prod/app.yaml': documents(
    namespace('titanium-prod', 'istio-injection: enabled'),
    namespace('monitoring'),
    deployment('titanium-prod', 'user-service', 'dongju101/user:1.4.0', 8001),
    service('titanium-prod', 'user-service', 8001),
  ),
  'prod/mtls.yaml': peers('titanium-prod', 'default-mtls', 'STRICT'),
  'prod/monitor.yaml': `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: user-service, namespace: titanium-prod, labels: { release: kube-prometheus-stack } }
spec:
  selector: { matchLabels: { app: user-service } }
  endpoints: [{ port: http, path: /metrics, interval: 30s }]
`,
};
const permissive: Tree = {
  'addons/values/istio-values.yaml':
    'global:\n  mtls:\n    enabled: true\n  proxy: { autoInject: enabled }\nmeshConfig: { accessLogFile: /dev/stdout }\n',
  'addons/install.sh': `#!/usr/bin/env bash
set -euo pipefail
helm repo add istio https://istio-release.storage.googleapis.com/charts
helm upgrade --install istio-base istio/base --version 1.20.3 -n istio-system --create-namespace
helm upgrade --install istiod istio/istiod --version 1.20.3 -n istio-system -f values/istio-values.yaml
kubectl create namespace shop
kubectl apply -n shop -f ../shop/
`,
  'shop/app.yaml': documents(deployment('shop', 'web', 'example.com/web:1.0.0', 8080), service('shop', 'web', 8080)),
};

/** Mutual TLS that is not there, and ends that disagree. */
export const encryption: readonly Mistake[] = [
  {
    name: 'Destination rules switch mTLS off between meshed pods',
    caughtBy: 'mtls-switched-off',
    says: 'was-dest-rule',
    tree: plain,
    mended: mending(plain, 'blog/mesh.yaml', ['mode: DISABLE', 'mode: ISTIO_MUTUAL']),
  },
  {
    name: 'A policy excepts pods that have no proxy',
    caughtBy: 'peer-authentication-effective',
    says: 'mysql-mtls-exception',
    tree: exception,
    mended: { 'blog/mtls.yaml': peers('blog-system', 'default', 'PERMISSIVE') },
  },
  {
    name: 'A NodePort leads plain text to pods that ask for mTLS',
    caughtBy: 'strict-entry',
    says: 'prod-dashboard-ui',
    tree: doors,
    mended: mending(doors, 'prod/app.yaml', ['type: NodePort', 'type: ClusterIP']),
  },
  {
    name: 'A LoadBalancer leads plain text to pods that ask for mTLS',
    caughtBy: 'strict-entry',
    says: 'prod-load-balancer',
    tree: doors,
    mended: mending(doors, 'prod/app.yaml', ['type: LoadBalancer', 'type: ClusterIP']),
  },
  {
    name: 'Clients speak mesh TLS to a Redis that has it switched off',
    caughtBy: 'tls-modes-agree',
    says: 'redis',
    tree: redis,
    mended: mending(redis, 'prod/mtls.yaml', ['mode: ISTIO_MUTUAL', 'mode: DISABLE']),
  },
  {
    name: 'A wildcard speaks mesh TLS to the one database that has it switched off',
    caughtBy: 'tls-modes-agree',
    says: 'postgresql',
    partly: true,
    tree: wildcard,
    mended: {
      'prod/exception.yaml': destination('titanium-prod', 'postgresql', 'postgresql-service.titanium-prod.svc.cluster.local', 'DISABLE'),
    },
  },
  {
    name: 'The exception of a database names it without the prefix that the overlay gives',
    caughtBy: ['destination-service-exists', 'tls-modes-agree'],
    says: 'postgresql-service',
    tree: unprefixed,
    mended: mending(unprefixed, 'base/mtls.yaml', ["'postgresql-service'", "'prod-postgresql-service'"]),
  },
  {
    name: 'Strict mTLS governs a namespace without proxies',
    caughtBy: ['peer-authentication-effective', 'tls-modes-agree'],
    says: 'default-mtls',
    tree: sidecarless,
    mended: mending(sidecarless, 'prod/app.yaml', [
      'metadata: { name: titanium-prod }',
      'metadata: { name: titanium-prod, labels: { istio-injection: enabled } }',
    ]),
  },
  {
    name: 'Prometheus scrapes pods that ask for mTLS from outside the mesh',
    caughtBy: 'strict-scrape',
    says: 'user-service',
    tree: scrape,
    mended: mending(scrape, 'prod/mtls.yaml', ['mode: STRICT', 'mode: PERMISSIVE']),
  },
  {
    name: 'mTLS is believed to be on by a value that Istio dropped',
    caughtBy: 'istiod-values-work',
    says: 'mtls',
    partly: true,
    tree: permissive,
    mended: mending(permissive, 'addons/values/istio-values.yaml', ['  mtls:\n    enabled: true\n', '']),
  },
  {
    name: 'Injection is expected everywhere, and no namespace asks for it',
    caughtBy: 'istiod-values-work',
    says: 'enableNamespacesByDefault',
    partly: true,
    tree: permissive,
  },
];
