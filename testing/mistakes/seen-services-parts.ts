import type { Tree } from './mistake.ts';

const PROM = 'watch/prometheus.yaml';
const STATE = 'watch/kube-state-metrics.yaml';
const TAIL = 'watch/promtail.yaml';
const LOKI = 'watch/loki.yaml';
export const WATCH_FILES = { PROM, STATE, TAIL, LOKI } as const;

/** What looks at a shop of small services, written by hand: Prometheus, kube-state-metrics, Promtail and Loki. */
export const WATCH: Tree = {
  'watch/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: watch }\n',
  [PROM]: `apiVersion: v1
kind: ServiceAccount
metadata: { name: prometheus, namespace: watch }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: prometheus }
rules:
  - { apiGroups: [''], resources: [nodes, nodes/metrics, services, endpoints, pods], verbs: [get, list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: prometheus }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus }
subjects: [{ kind: ServiceAccount, name: prometheus, namespace: watch }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: prometheus, namespace: watch }
data:
  prometheus.yml: |
    scrape_configs:
      - job_name: kubelets
        scheme: https
        bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token
        tls_config: { ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt, insecure_skip_verify: true }
        kubernetes_sd_configs: [{ role: node }]
      - job_name: shop
        kubernetes_sd_configs: [{ role: pod, namespaces: { names: [shop] } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: prometheus, namespace: watch }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: prometheus, namespace: watch }
spec:
  selector: { matchLabels: { app: prometheus } }
  template:
    metadata: { labels: { app: prometheus } }
    spec:
      serviceAccountName: prometheus
      securityContext: { fsGroup: 65534, runAsUser: 65534 }
      initContainers:
        - name: folder
          image: busybox:1.36
          command: [sh, -c, 'mkdir -p /prometheus/wal']
          volumeMounts: [{ name: data, mountPath: /prometheus }]
      containers:
        - name: prometheus
          image: prom/prometheus:v2.54.1
          args: [--config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.path=/prometheus, --storage.tsdb.retention.size=15GB]
          ports: [{ name: http, containerPort: 9090 }]
          volumeMounts:
            - { name: config, mountPath: /etc/prometheus }
            - { name: data, mountPath: /prometheus }
      volumes:
        - { name: config, configMap: { name: prometheus } }
        - { name: data, persistentVolumeClaim: { claimName: prometheus } }
`,
  [STATE]: `apiVersion: v1
kind: ServiceAccount
metadata: { name: kube-state-metrics, namespace: watch }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: kube-state-metrics }
rules:
  - apiGroups: ['']
    resources: [configmaps, endpoints, limitranges, namespaces, nodes, persistentvolumeclaims, persistentvolumes, pods, replicationcontrollers, resourcequotas, secrets, services]
    verbs: [list, watch]
  - { apiGroups: [apps], resources: [daemonsets, deployments, replicasets, statefulsets], verbs: [list, watch] }
  - { apiGroups: [batch], resources: [cronjobs, jobs], verbs: [list, watch] }
  - { apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [list, watch] }
  - { apiGroups: [policy], resources: [poddisruptionbudgets], verbs: [list, watch] }
  - { apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies], verbs: [list, watch] }
  - { apiGroups: [storage.k8s.io], resources: [storageclasses, volumeattachments], verbs: [list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: kube-state-metrics }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: kube-state-metrics }
subjects: [{ kind: ServiceAccount, name: kube-state-metrics, namespace: watch }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: kube-state-metrics, namespace: watch }
spec:
  selector: { matchLabels: { app: kube-state-metrics } }
  template:
    metadata: { labels: { app: kube-state-metrics } }
    spec:
      serviceAccountName: kube-state-metrics
      containers: [{ name: state, image: registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.12.0, ports: [{ containerPort: 8080 }] }]
`,
  [TAIL]: `apiVersion: v1
kind: ConfigMap
metadata: { name: promtail, namespace: watch }
data:
  promtail.yaml: |
    server: { http_listen_port: 9080 }
    positions: { filename: /run/promtail/positions.yaml }
    clients: [{ url: 'http://loki:3100/loki/api/v1/push' }]
    scrape_configs:
      - job_name: pods
        kubernetes_sd_configs: [{ role: pod }]
        pipeline_stages: [{ cri: {} }]
        relabel_configs:
          - { source_labels: [__meta_kubernetes_pod_label_app], target_label: app }
          - source_labels: [__meta_kubernetes_pod_uid, __meta_kubernetes_pod_container_name]
            separator: /
            target_label: __path__
            replacement: /var/log/pods/*$1/*.log
`,
  [LOKI]: `apiVersion: v1
kind: ConfigMap
metadata: { name: loki, namespace: watch }
data:
  loki.yaml: |
    auth_enabled: false
    server: { http_listen_port: 3100 }
    common: { path_prefix: /loki, replication_factor: 1, ring: { kvstore: { store: inmemory } } }
    schema_config:
      configs: [{ from: '2024-04-01', store: tsdb, object_store: filesystem, schema: v13, index: { prefix: index_, period: 24h } }]
    storage_config: { filesystem: { directory: /loki/chunks } }
    limits_config: { retention_period: 336h }
    compactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }
`,
  'watch/loki-door.yaml': `apiVersion: v1
kind: Service
metadata: { name: loki, namespace: watch }
spec: { selector: { app: loki }, ports: [{ name: http, port: 3100 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: loki, namespace: watch }
spec:
  strategy: { type: Recreate }
  selector: { matchLabels: { app: loki } }
  template:
    metadata: { labels: { app: loki } }
    spec:
      securityContext: { fsGroup: 10001 }
      containers:
        - name: loki
          image: grafana/loki:3.1.1
          args: [-config.file=/etc/loki/loki.yaml]
          ports: [{ containerPort: 3100 }]
          volumeMounts: [{ name: config, mountPath: /etc/loki }, { name: data, mountPath: /loki }]
      volumes: [{ name: config, configMap: { name: loki } }, { name: data, persistentVolumeClaim: { claimName: loki } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: loki, namespace: watch }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 20Gi } } }
`,
  'shop/catalogue.yaml': `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Service
metadata: { name: catalogue, namespace: shop }
spec: { selector: { app: catalogue }, ports: [{ name: http, port: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: catalogue, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: catalogue } }
  template:
    metadata: { labels: { app: catalogue } }
    spec:
      containers: [{ name: catalogue, image: 'ghcr.io/acme/catalogue:v2.1.0', ports: [{ name: http, containerPort: 8080 }] }]
`,
};

const BASE = 'deploy/base/kustomization.yaml';
const SETTINGS = 'deploy/base/settings.yaml';
const STORES = 'deploy/base/stores.yaml';
const DEV = 'deploy/overlays/dev/kustomization.yaml';
const LIVE = 'deploy/overlays/prod/kustomization.yaml';
const GATE = 'deploy/base/gate.yaml';
const CHART = 'deploy/monitoring/grafana-values.yaml';
const PORTAL = 'portal/Dockerfile';
const COMPOSE = 'docker-compose.yml';
const RELEASE = '.github/workflows/release.yml';
const DELIVERY = 'delivery/argocd.yaml';
const SEALED = 'deploy/overlays/prod/mongo.yaml';
export const ORDERS_FILES = { BASE, SETTINGS, STORES, DEV, LIVE, GATE, CHART, PORTAL, COMPOSE, RELEASE, DELIVERY, SEALED } as const;

function workload(name: string, image: string, container: string, kind = 'Deployment'): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  ${kind === 'StatefulSet' ? `serviceName: ${name}` : 'replicas: 1'}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ${image}
${container.replace(/^/gm, '          ')}
`;
}

function door(name: string, port: number): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { type: ClusterIP, selector: { app: ${name} }, ports: [{ name: main, port: ${port} }] }\n`;
}

/** Services for orders, from one base in two stages: Kafka, Redis, MongoDB, and a gate of nginx. */
export const ORDERS: Tree = {
  [BASE]: 'resources: [settings.yaml, stores.yaml, gate.yaml, orders.yaml]\n',
  [SETTINGS]:
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n  REDIS_HOST: redis\n  PORTAL_URL: https://portal.orders.example.org\n',
  [STORES]: [
    workload(
      'kafka',
      'confluentinc/cp-kafka:7.4.0',
      `ports: [{ containerPort: 9092 }]
env:
  - { name: KAFKA_LISTENERS, value: 'PLAINTEXT://0.0.0.0:9092' }
  - { name: KAFKA_ADVERTISED_LISTENERS, value: 'PLAINTEXT://kafka:9092' }
  - { name: KAFKA_HEAP_OPTS, value: '-Xms256M -Xmx512M' }
resources: { limits: { memory: 900Mi } }`,
    ),
    door('kafka', 9092),
    workload('redis', 'redis:7.2.4', 'ports: [{ containerPort: 6379 }]'),
    door('redis', 6379),
    workload(
      'cache',
      'ghcr.io/dragonflydb/dragonfly:v1.21.2',
      "args: ['--maxmemory=700mb']\nports: [{ containerPort: 6379 }]\nresources: { limits: { memory: 1Gi } }",
    ),
    workload(
      'mongo',
      'mongo:7.0.12',
      `ports: [{ containerPort: 27017 }]
env:
  - { name: MONGO_INITDB_ROOT_USERNAME, value: orders }
  - { name: MONGO_INITDB_ROOT_PASSWORD, valueFrom: { secretKeyRef: { name: mongo, key: password } } }
volumeMounts: [{ name: data, mountPath: /data/db }]`,
      'StatefulSet',
    ).replace(
      '  template:',
      '  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 8Gi } } } }]\n  template:',
    ),
    door('mongo', 27017),
  ].join('---\n'),
  [GATE]: `apiVersion: v1
kind: ConfigMap
metadata: { name: gate }
data:
  default.conf: |
    server {
      listen 8080;
      location /api/ {
        add_header Access-Control-Allow-Origin "https://portal.orders.example.org" always;
        add_header Access-Control-Allow-Credentials "true" always;
        proxy_pass http://orders:8080;
      }
    }
`,
  'deploy/base/orders.yaml': `${workload('orders', 'ghcr.io/acme/orders:v1.8.0', 'ports: [{ containerPort: 8080 }]\nenvFrom: [{ configMapRef: { name: settings } }]')}---
${door('orders', 8080)}`,
  [DEV]: `namespace: orders-dev
resources: [../../base, namespace.yaml]
images: [{ name: ghcr.io/acme/orders, newTag: v1.9.0-rc1 }]
replicas: [{ name: orders, count: 1 }]
`,
  'deploy/overlays/dev/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: orders-dev }\n',
  [LIVE]: `namespace: orders-prod
resources: [../../base, namespace.yaml, mongo.yaml]
images: [{ name: ghcr.io/acme/orders, newTag: v1.8.2 }]
replicas: [{ name: orders, count: 2 }]
`,
  'deploy/overlays/prod/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: orders-prod }\n',
  [CHART]: 'adminUser: admin\nadmin: { existingSecret: grafana }\npersistence: { enabled: false }\n',
  [SEALED]: `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: mongo, namespace: orders-prod }
spec:
  encryptedData: { password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqk1kNQw }
  template: { metadata: { name: mongo, namespace: orders-prod } }
`,
  [PORTAL]: 'FROM node:22-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["npm", "start"]\n',
  'portal/package.json': '{ "name": "portal", "scripts": { "start": "next start", "build": "next build" } }\n',
  'portal/package-lock.json': '{ "name": "portal", "lockfileVersion": 3 }\n',
  [COMPOSE]:
    'services:\n  portal:\n    build: ./portal\n    ports: ["3000:3000"]\n    environment:\n      - PORT=3000\n      - NODE_ENV=development\n',
  [RELEASE]: `name: Release
on: { push: { branches: [main], paths: ['portal/**'] } }
permissions: { contents: write }
jobs:
  tag:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: |
          git config user.name release
          git config user.email release@example.org
          yq -i '.images[0].newTag = "v1.9.0"' deploy/overlays/prod/kustomization.yaml
          git commit -am "Release v1.9.0"
          git push
`,
  [DELIVERY]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: argocd, namespace: argocd }
spec:
  project: default
  source:
    repoURL: https://argoproj.github.io/argo-helm
    chart: argo-cd
    targetRevision: 7.6.8
    helm: { releaseName: argocd, valuesObject: { configs: { cm: { create: false } } } }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data: { timeout.reconciliation: 120s }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: orders, namespace: argocd }
spec:
  project: default
  source: { repoURL: 'https://github.com/acme/orders.git', path: deploy/overlays/prod, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: orders-prod }
`,
  'helm/orders/Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 0.4.0\n',
  'helm/orders/values.yaml': 'image:\n  repository: ghcr.io/acme/orders\n  tag: v1.7.0\n',
};
