import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { ORDERS, ORDERS_FILES, WATCH, WATCH_FILES } from './seen-services-parts.ts';

const { PROM, STATE, TAIL, LOKI } = WATCH_FILES;
const { BASE, SETTINGS, STORES, DEV, LIVE, GATE, CHART, PORTAL, COMPOSE, RELEASE, DELIVERY, SEALED } = ORDERS_FILES;
const POOL =
  'apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: { name: house, namespace: metallb-system }\nspec: { addresses: [192.168.40.200-192.168.40.209] }\n';
const JOB = '      - job_name: shop\n        kubernetes_sd_configs: [{ role: pod, namespaces: { names: [shop] } }]\n';

/** What people who teach and learn with small services have in their repositories. */
export const seenServices: readonly Mistake[] = [
  slip('Prometheus may use the proxy of a node, and not read the metrics of its kubelet', 'discovery-permitted', WATCH, PROM, [
    ['nodes/metrics', 'nodes/proxy'],
  ]),
  slip('Prometheus scrapes three pods through the address of their Service', 'target-one-pod', WATCH, PROM, [
    [JOB, "      - job_name: shop\n        static_configs: [{ targets: ['catalogue.shop:8080'] }]\n"],
  ]),
  slip('An init container takes the lock of Prometheus away at each start', 'lock-left-alone', WATCH, PROM, [
    ['mkdir -p /prometheus/wal', 'rm -f /prometheus/lock'],
  ]),
  slip('kube-state-metrics may not list the objects of policies, networks and storage', 'state-metrics-permitted', WATCH, STATE, [
    ['  - { apiGroups: [policy], resources: [poddisruptionbudgets], verbs: [list, watch] }\n', ''],
    ['  - { apiGroups: [networking.k8s.io], resources: [ingresses, networkpolicies], verbs: [list, watch] }\n', ''],
    ['  - { apiGroups: [storage.k8s.io], resources: [storageclasses, volumeattachments], verbs: [list, watch] }\n', ''],
  ]),
  slip('Promtail discovers pods, and is not told where their lines are', 'log-files-named', WATCH, TAIL, [
    ['target_label: __path__', 'target_label: filename'],
  ]),
  slip('Loki on a disk of its own keeps every line for ever', 'retention-enforced', WATCH, LOKI, [
    ['    limits_config: { retention_period: 336h }\n', ''],
    ['    compactor: { working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem }\n', ''],
  ]),
  slip('Kafka takes the heap of its start script, which is twice the memory limit', 'heap-fits-memory', ORDERS, STORES, [
    ["  - { name: KAFKA_HEAP_OPTS, value: '-Xms256M -Xmx512M' }\n", "  - { name: KAFKA_NUM_PARTITIONS, value: '3' }\n"],
    ['memory: 900Mi', 'memory: 512Mi'],
  ]),
  slip('A cache may fill as much as its container has', 'heap-fits-memory', ORDERS, STORES, [['--maxmemory=700mb', '--maxmemory=1gb']], {
    says: 'maxmemory',
  }),
  slip('Kafka is open on the nodes, and sends clients to a name of the cluster', 'broker-address-reachable', ORDERS, STORES, [
    ['metadata: { name: kafka }\nspec: { type: ClusterIP', 'metadata: { name: kafka }\nspec: { type: NodePort'],
  ]),
  slip('Redis is open on the nodes', 'admin-closed', ORDERS, STORES, [
    ['metadata: { name: redis }\nspec: { type: ClusterIP', 'metadata: { name: redis }\nspec: { type: NodePort'],
  ]),
  slip('MongoDB is started without a first user', 'login-required', ORDERS, STORES, [
    ['{ name: MONGO_INITDB_ROOT_USERNAME, value: orders }', '{ name: MONGO_INITDB_DATABASE, value: orders }'],
    ['            - { name: MONGO_INITDB_ROOT_PASSWORD, valueFrom: { secretKeyRef: { name: mongo, key: password } } }\n', ''],
  ]),
  slip('The image of Redis is a version that Bitnami has taken away', 'image-maintained', ORDERS, STORES, [
    ['image: redis:7.2.4', 'image: bitnami/redis:7.2.4'],
  ]),
  slip('Redis is looked for in the pod of the program', 'own-host-serves', ORDERS, SETTINGS, [
    ['REDIS_HOST: redis', 'REDIS_HOST: localhost'],
  ]),
  slip('Production takes the address of the developers over from the base', 'stage-own-addresses', ORDERS, SETTINGS, [
    ['https://portal.orders.example.org', 'https://portal-dev.orders.example.org'],
  ]),
  slip('Production runs as the developers do', 'stage-own-mode', ORDERS, SETTINGS, [
    ['REDIS_HOST: redis', 'REDIS_HOST: redis\n  NODE_ENV: development'],
  ]),
  slip('nginx lets every page call with the cookies of the user', 'cors-limited', ORDERS, GATE, [
    ['"https://portal.orders.example.org"', '"$http_origin"'],
  ]),
  slip(
    'The namespace of an overlay takes the pool of addresses away from MetalLB',
    'kustomization-namespace-spares',
    ORDERS,
    BASE,
    [['settings.yaml, ', 'settings.yaml, pool.yaml, ']],
    { added: { 'deploy/base/pool.yaml': POOL } },
  ),
  slip(
    'The tag of a stage is for an image that nobody runs, beside a claim that is not there',
    'kustomization-patch-target',
    ORDERS,
    DEV,
    [['name: ghcr.io/acme/orders,', 'name: acme/orders-service,']],
    { added: { [BASE]: 'resources: [settings.yaml, stores.yaml, gate.yaml, orders.yaml, pvc.yaml]\n' } },
  ),
  slip(
    'The replicas of a stage are for a Deployment that is called otherwise, beside a claim that is not there',
    'kustomization-patch-target',
    ORDERS,
    LIVE,
    [['replicas: [{ name: orders,', 'replicas: [{ name: orders-api,']],
    { added: { [BASE]: 'resources: [settings.yaml, stores.yaml, gate.yaml, orders.yaml, pvc.yaml]\n' } },
  ),
  slip('A password stands in values that all stages share', 'no-literal-secret', ORDERS, CHART, [
    ['admin: { existingSecret: grafana }', 'adminPassword: admin'],
  ]),
  slip('The settings of Argo CD stand in Git, and its chart makes them too', 'one-owner', ORDERS, DELIVERY, [
    ['valuesObject: { configs: { cm: { create: false } } }', "valuesObject: { server: { extraArgs: ['--insecure'] } }"],
  ]),
  slip('The release writes its tag into a chart that nobody installs any more', 'workflow-pushes-synced', ORDERS, RELEASE, [
    [
      `yq -i '.images[0].newTag = "v1.9.0"' deploy/overlays/prod/kustomization.yaml`,
      `yq -i '.image.tag = "v1.9.0"' helm/orders/values.yaml`,
    ],
  ]),
  slip('A value of a SealedSecret is still to be sealed', 'placeholder-left', ORDERS, SEALED, [
    ['AgBy3i4OJSWK+PiTySYZZA9rO43cGDEqk1kNQw', 'REPLACE_WITH_SEALED_VALUE'],
  ]),
  slip('An image starts with a command that npm does not have', 'dockerfile-starts', ORDERS, PORTAL, [
    ['"npm", "start"', '"npm", "strat"'],
  ]),
  slip('Blanks stand around the sign of a variable', 'compose-form-valid', ORDERS, COMPOSE, [['PORT=3000', 'PORT = 3000']]),
  slip(
    'A variable of the pages comes with the pod, which only hands them out',
    'variables-at-build',
    ORDERS,
    'deploy/base/orders.yaml',
    [['envFrom: [', "env: [{ name: VITE_ORDERS_URL, value: 'https://orders.example.org' }]\n          envFrom: ["]],
    { partly: true },
  ),
];
