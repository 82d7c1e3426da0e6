import type { Mistake, Tree } from './mistake.ts';
import { chart, deployment, documents, mending, namespace, PROMETHEUS_CHARTS } from './pieces.ts';

const keda: Tree = {
  'apps/worker/worker.yaml': documents(
    namespace('shop'),
    deployment('shop', 'worker', 'ghcr.io/example/worker:1.0.0', 8080),
    'apiVersion: v1\nkind: Secret\nmetadata: { name: rabbitmq, namespace: shop, annotations: { note: filled by the operator } }\nstringData: { host: "" }\n',
  ),
  'apps/worker/scaler.yaml': `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: rabbitmq-auth, namespace: shop }
spec:
  secretTargetRef: [{ parameter: host, name: rabbitmq, key: host }]
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: shop }
spec:
  scaleTargetRef: { name: worker }
  minReplicaCount: 1
  maxReplicaCount: 10
  triggers:
    - type: rabbitmq
      metadata: { queueName: orders, mode: QueueLength, value: '20' }
      authenticationRef: { name: keda-rabbitmq-auth }
`,
};
const kedaPrometheus: Tree = {
  'argocd/prometheus.yaml': chart(
    'monitoring',
    'kube-prometheus-stack',
    [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
    'grafana: { enabled: true }',
  ),
  'apps/worker/worker.yaml': documents(namespace('shop'), deployment('shop', 'worker', 'ghcr.io/example/worker:1.0.0', 8080)),
  'apps/worker/scaler.yaml': `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: shop }
spec:
  scaleTargetRef: { name: worker }
  maxReplicaCount: 10
  triggers:
    - type: prometheus
      metadata: { serverAddress: 'http://prometheus-operated.prometheus:9090', query: 'sum(rate(orders_total[2m]))', threshold: '100' }
`,
};
const kafka: Tree = {
  'kafka/cluster.yaml': `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: events, namespace: kafka }
spec:
  kafka: { version: 3.7.0, replicas: 3, listeners: [{ name: plain, port: 9092, type: internal, tls: false }], storage: { type: persistent-claim, size: 20Gi } }
  zookeeper: { replicas: 3, storage: { type: persistent-claim, size: 5Gi } }
  entityOperator: { topicOperator: {}, userOperator: {} }
`,
  'kafka/topics.yaml': `apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata: { name: orders, namespace: kafka, labels: { strimzi.io/cluster: kafka } }
spec: { partitions: 12, replicas: 3 }
`,
  'kafka/namespace.yaml': namespace('kafka'),
};
const kafkaHost: Tree = {
  'kafka/cluster.yaml': documents(kafka['kafka/cluster.yaml'] ?? '', namespace('kafka'), namespace('shop')),
  'apps/orders.yaml': deployment(
    'shop',
    'orders',
    'ghcr.io/example/orders:1.0.0',
    8080,
    'env: [{ name: KAFKA_BOOTSTRAP_SERVERS, value: kafka-kafka-bootstrap.kafka.svc:9092 }]',
  ),
};
const postgres: Tree = {
  'db/cluster.yaml': documents(
    namespace('shop'),
    `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: shop-db, namespace: shop }
spec:
  instances: 2
  storage: { size: 20Gi }
  bootstrap: { initdb: { database: shop, owner: shop } }
`,
  ),
  'db/backup.yaml': `apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: { name: nightly, namespace: shop }
spec: { schedule: '0 0 2 * * *', cluster: { name: shop-postgres } }
`,
};
const postgresHost: Tree = {
  'db/cluster.yaml': postgres['db/cluster.yaml'] ?? '',
  'apps/api.yaml': deployment(
    'shop',
    'api',
    'ghcr.io/example/api:1.0.0',
    8080,
    'env: [{ name: DATABASE_URL, value: postgresql://shop@shop-db:5432/shop }]',
  ),
};
const flux: Tree = {
  'clusters/home/infrastructure.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: podinfo-charts, namespace: flux-system }
spec: { interval: 1h, url: 'https://stefanprodan.github.io/podinfo' }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 10m
  chart: { spec: { chart: podinfo, version: 6.5.4, sourceRef: { kind: HelmRepository, name: podinfo, namespace: flux-system } } }
---
apiVersion: v1
kind: Namespace
metadata: { name: apps }
`,
};
const kyverno: Tree = {
  'kyverno/policy.yaml': documents(
    namespace('platform'),
    `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: copy-registry-secret }
spec:
  rules:
    - name: copy
      match: { any: [{ resources: { kinds: [Namespace] } }] }
      generate:
        apiVersion: v1
        kind: Secret
        name: regcred
        namespace: '{{request.object.metadata.name}}'
        synchronize: true
        clone: { namespace: default, name: regcred }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: regcred, namespace: platform }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  target: { name: regcred, template: { type: kubernetes.io/dockerconfigjson } }
  data: [{ secretKey: .dockerconfigjson, remoteRef: { key: registry } }]
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: vault }
spec: { provider: { vault: { server: 'https://vault.example.com', path: kv, version: v2, auth: { kubernetes: { mountPath: kubernetes, role: eso } } } } }
`,
  ),
};

/** Names between objects of operators. */
export const operators: readonly Mistake[] = [
  {
    name: 'A scaler authenticates with an object that has another name',
    caughtBy: ['named-object-exists'],
    says: 'keda-rabbitmq-auth',
    tree: keda,
    mended: mending(keda, 'apps/worker/scaler.yaml', ['keda-rabbitmq-auth', 'rabbitmq-auth']),
  },
  {
    name: 'A scaler asks Prometheus in a namespace that nobody makes',
    caughtBy: ['url-host-exists'],
    says: 'prometheus-operated',
    tree: kedaPrometheus,
    mended: mending(kedaPrometheus, 'apps/worker/scaler.yaml', ['prometheus-operated.prometheus:', 'prometheus-operated.monitoring:']),
  },
  {
    name: 'A topic belongs to a Kafka that has another name',
    caughtBy: 'named-object-exists',
    says: 'kafka',
    tree: kafka,
    mended: mending(kafka, 'kafka/topics.yaml', ['strimzi.io/cluster: kafka', 'strimzi.io/cluster: events']),
  },
  {
    name: 'A client asks for the bootstrap Service of a Kafka that has another name',
    caughtBy: ['url-host-exists'],
    says: 'kafka-kafka-bootstrap',
    tree: kafkaHost,
    mended: mending(kafkaHost, 'apps/orders.yaml', ['kafka-kafka-bootstrap', 'events-kafka-bootstrap']),
  },
  {
    name: 'A scheduled backup names a database cluster that is called otherwise',
    caughtBy: ['named-object-exists'],
    says: 'shop-postgres',
    tree: postgres,
    mended: mending(postgres, 'db/backup.yaml', ['shop-postgres', 'shop-db']),
  },
  {
    name: 'A client asks a CloudNativePG cluster by its bare name',
    caughtBy: ['url-host-exists'],
    says: 'shop-db',
    tree: postgresHost,
    mended: mending(postgresHost, 'apps/api.yaml', ['@shop-db:', '@shop-db-rw:']),
  },
  {
    name: 'A release takes its chart from a repository that is called otherwise',
    caughtBy: 'named-object-exists',
    says: 'podinfo',
    tree: flux,
    mended: mending(flux, 'clusters/home/infrastructure.yaml', ['name: podinfo-charts', 'name: podinfo']),
  },
  {
    name: 'A policy copies a Secret out of a namespace that does not have it',
    caughtBy: 'secret-reference-exists',
    says: 'regcred',
    partly: true,
    tree: kyverno,
    mended: mending(kyverno, 'kyverno/policy.yaml', ['clone: { namespace: default,', 'clone: { namespace: platform,']),
  },
];
