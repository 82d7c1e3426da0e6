import type { Mistake, Tree } from './mistake.ts';
import { chart, deployment, documents, folder, GRAFANA_CHARTS, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

export const shop = [
  namespace('shop'),
  deployment('shop', 'web', 'ghcr.io/example/web:2.3.0', 8080),
  service('shop', 'web', 80).replace('port: 80 }', 'port: 80, targetPort: 8080 }'),
];
const issuers = `apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt-prod }
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: { name: letsencrypt-prod-key }
    solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]
`;
function ingress(annotations: string, backend = 'name: web, port: { name: http }'): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations: { ${annotations} }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { ${backend} } } }] }
`;
}

const issued: Tree = {
  'infrastructure/cert-manager/issuer.yaml': issuers,
  'apps/shop/web.yaml': documents(...shop),
  'apps/shop/ingress.yaml': ingress('cert-manager.io/cluster-issuer: letsencrypt-production'),
};
const ports: Tree = {
  'infrastructure/cert-manager/issuer.yaml': issuers,
  'apps/shop/web.yaml': documents(...shop),
  'apps/shop/ingress.yaml': ingress('cert-manager.io/cluster-issuer: letsencrypt-prod', 'name: web, port: { name: web }'),
};
const login: Tree = {
  'infrastructure/cert-manager/issuer.yaml': issuers,
  'infrastructure/oauth2-proxy/proxy.yaml': documents(
    namespace('auth'),
    deployment('auth', 'oauth2-proxy', 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0', 4180),
    service('auth', 'oauth2-proxy', 4180),
  ),
  'apps/shop/web.yaml': documents(...shop),
  'apps/shop/ingress.yaml': ingress(
    "cert-manager.io/cluster-issuer: letsencrypt-prod, nginx.ingress.kubernetes.io/auth-url: 'http://oauth2-proxy.oauth2-proxy.svc.cluster.local:4180/oauth2/auth'",
  ),
};
export const store: Tree = {
  'infrastructure/external-secrets/store.yaml': `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: vault-backend }
spec:
  provider: { vault: { server: 'https://vault.example.com', path: kv, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: eso } } } }
`,
  'apps/shop/secret.yaml': `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: shop-db, namespace: shop }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: SecretStore, name: vault-backend }
  target: { name: shop-db }
  data: [{ secretKey: password, remoteRef: { key: shop/db, property: password } }]
`,
  'apps/shop/web.yaml': documents(...shop).replace(
    'ports: [{ containerPort',
    'env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: shop-db, key: password } } }]\n          ports: [{ containerPort',
  ),
};
const mongo: Tree = {
  'apps/shop/mongo.yaml': documents(
    namespace('shop'),
    `apiVersion: v1
kind: Service
metadata: { name: mongo, namespace: shop }
spec:
  clusterIP: None
  selector: { app: mongo }
  ports: [{ name: mongo, port: 27017 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: mongo, namespace: shop }
spec:
  serviceName: mongo
  replicas: 3
  selector: { matchLabels: { app: mongo } }
  template:
    metadata: { labels: { app: mongo } }
    spec:
      containers:
        - name: mongo
          image: mongo:7.0.5
          ports: [{ containerPort: 27017 }]
          volumeMounts: [{ name: data, mountPath: /data/db }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }
`,
  ),
  'apps/shop/api.yaml': deployment(
    'shop',
    'api',
    'ghcr.io/example/api:2.3.0',
    8080,
    "env:\n  - { name: MONGODB_URI, value: 'mongodb://mongo-0.mongo-headless.shop:27017,mongo-1.mongo-headless.shop:27017/shop?replicaSet=rs0' }",
  ),
};
export const analysis: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'argocd/shop.yaml': folder('shop', 'shop', 'apps/shop'),
  'apps/shop/rollout.yaml': documents(
    namespace('shop'),
    service('shop', 'web', 8080),
    `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/example/web:2.3.0', ports: [{ containerPort: 8080 }] }] }
  strategy:
    canary:
      steps: [{ setWeight: 20 }, { pause: { duration: 2m } }, { analysis: { templates: [{ templateName: success-rate }] } }, { setWeight: 100 }]
`,
    `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate, namespace: shop }
spec:
  metrics:
    - name: success-rate
      interval: 1m
      count: 3
      failureLimit: 1
      successCondition: result[0] >= 0.95
      provider:
        prometheus:
          address: http://prometheus-server.monitoring.svc.cluster.local
          query: sum(rate(http_requests_total{namespace="shop",status!~"5.."}[5m])) / sum(rate(http_requests_total{namespace="shop"}[5m]))
`,
  ),
};
const gatewayless: Tree = {
  'argocd/loki.yaml': chart(
    'logging',
    'loki',
    [GRAFANA_CHARTS, 'loki', '6.16.0'],
    'deploymentMode: SingleBinary\ngateway: { enabled: false }\nsingleBinary: { replicas: 1 }\nread: { replicas: 0 }\nwrite: { replicas: 0 }\nbackend: { replicas: 0 }\nloki:\n  auth_enabled: false\n  commonConfig: { replication_factor: 1 }\n  storage: { type: filesystem }\n  schemaConfig: { configs: [{ from: 2024-04-01, store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }] }',
  ),
  'argocd/alloy.yaml': chart(
    'logging',
    'alloy',
    [GRAFANA_CHARTS, 'alloy', '0.9.1'],
    `alloy:
  configMap:
    content: |-
      loki.write "default" {
        endpoint {
          url = "http://loki-gateway.logging.svc.cluster.local/loki/api/v1/push"
        }
      }`,
  ),
};

/** One end renamed, and the other not. */
export const renames: readonly Mistake[] = [
  {
    name: 'An Ingress asks an issuer that has another name',
    caughtBy: ['named-object-exists'],
    says: 'letsencrypt-prod',
    tree: issued,
    mended: mending(issued, 'apps/shop/ingress.yaml', ['letsencrypt-production', 'letsencrypt-prod']),
  },
  {
    name: 'An Ingress names a port that the Service calls otherwise',
    caughtBy: ['route-backend-exists'],
    says: 'web',
    tree: ports,
    mended: mending(ports, 'apps/shop/ingress.yaml', ['port: { name: web }', 'port: { name: http }']),
  },
  {
    name: 'An Ingress asks a login proxy in the namespace that it had before',
    caughtBy: ['url-host-exists'],
    says: 'oauth2-proxy',
    tree: login,
    mended: mending(login, 'apps/shop/ingress.yaml', ['oauth2-proxy.oauth2-proxy.svc', 'oauth2-proxy.auth.svc']),
  },
  {
    name: 'A list of database members names a headless Service that is called otherwise',
    caughtBy: ['url-host-exists'],
    says: 'mongo-headless',
    tree: mongo,
    mended: mending(mongo, 'apps/shop/api.yaml', ['mongo-headless', 'mongo']),
  },
  {
    name: 'An analysis asks the Prometheus of the chart that was replaced',
    caughtBy: ['url-host-exists', 'helm-default-address'],
    says: 'prometheus-server',
    tree: analysis,
    mended: mending(analysis, 'apps/shop/rollout.yaml', [
      'http://prometheus-server.monitoring.svc.cluster.local',
      'http://kube-prometheus-stack-prometheus.monitoring.svc.cluster.local:9090',
    ]),
  },
  {
    name: 'Logs are pushed to the gateway of Loki that the values switch off',
    caughtBy: ['url-host-exists', 'helm-default-address'],
    says: 'loki-gateway',
    tree: gatewayless,
    mended: mending(gatewayless, 'argocd/alloy.yaml', [
      'http://loki-gateway.logging.svc.cluster.local/',
      'http://loki.logging.svc.cluster.local:3100/',
    ]),
  },
];
