import { app, mistake, object } from './apps.ts';
import { kubectlJob, REGISTRY } from './asked-nodes-parts.ts';
import { cilium } from './fleet-networks-parts.ts';
import type { Mistake } from './mistake.ts';
import { configMap, documents, namespace } from './pieces.ts';

const POSTGRES = documents(
  namespace('shop'),
  configMap('shop', 'postgres', { 'postgresql.conf': 'max_connections = 100\nshared_buffers = 64MB\n' }),
  app('postgres', 'shop', 5432, {
    image: 'postgres:15.6-alpine',
    pod: 'automountServiceAccountToken: false\nvolumes: [{ name: conf, configMap: { name: postgres } }]',
    container: 'args: [-c, config_file=/etc/postgresql/postgresql.conf]\nvolumeMounts: [{ name: conf, mountPath: /etc/postgresql }]',
  }),
);
const SENTINEL = documents(
  namespace('shop'),
  configMap('shop', 'sentinel', { 'sentinel.conf': 'port 26379\nsentinel monitor main redis-service 6379 2\n' }),
  app('redis', 'shop', 6379, { image: 'redis:7.2.4-alpine' }),
  app('sentinel', 'shop', 26379, {
    image: 'redis:7.2.4-alpine',
    replicas: 3,
    pod: 'automountServiceAccountToken: false\nvolumes: [{ name: conf, configMap: { name: sentinel } }, { name: work, emptyDir: {} }]',
    container: 'command: [redis-sentinel, /etc/redis/sentinel.conf]\nvolumeMounts: [{ name: conf, mountPath: /etc/redis }]',
  }),
);
const password = 'env: [{ name: REDIS_PASSWORD, valueFrom: { secretKeyRef: { name: redis, key: password } } }]';
const REPLICA = documents(
  namespace('shop'),
  app('redis', 'shop', 6379, { image: 'redis:7.2.4-alpine', container: `args: [--requirepass, $(REDIS_PASSWORD)]\n${password}` }),
  app('redis-replica', 'shop', 6379, {
    image: 'redis:7.2.4-alpine',
    container: `args: [--replicaof, redis-service, '6379', --requirepass, $(REDIS_PASSWORD)]\n${password}`,
  }),
);
const TO_SERVER = documents(
  namespace('monitoring'),
  app('alloy', 'monitoring', 12345, { image: 'grafana/alloy:v1.5.1' }),
  object(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'alloy',
    'monitoring',
    `spec:
  podSelector: { matchLabels: { app: alloy } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
    - to: [{ ipBlock: { cidr: 10.96.0.1/32 } }]
      ports: [{ port: 443, protocol: TCP }]`,
  ),
);
const native = cilium('mgmt', { more: 'ipv4NativeRoutingCIDR: 10.100.0.0/16\n' })
  .replace('routingMode: tunnel', 'routingMode: native')
  .replace('        tunnelProtocol: vxlan\n', '');
const ANNOUNCED = documents(
  cilium('mgmt', { more: 'l2announcements: { enabled: true }\n' }),
  object(
    'cilium.io/v2alpha1',
    'CiliumLoadBalancerIPPool',
    'main',
    '',
    'spec: { blocks: [{ start: 192.168.64.200, stop: 192.168.64.210 }] }',
  ),
  object('cilium.io/v2alpha1', 'CiliumL2AnnouncementPolicy', 'main', '', 'spec: { interfaces: [enp0s1] }'),
);

/** Programs, rights and addresses in ways that people asked others about. */
export const askedNodesPrograms: readonly Mistake[] = [
  mistake(
    'A file of its own takes the addresses away on which PostgreSQL listens',
    'listens-to-others',
    { 'shop/postgres.yaml': POSTGRES },
    'shop/postgres.yaml',
    [['    max_connections', "    listen_addresses = '*'\n    max_connections"]],
  ),
  mistake('Sentinel keeps what it learns in a ConfigMap', 'mounted-config-kept', { 'shop/redis.yaml': SENTINEL }, 'shop/redis.yaml', [
    ['{ name: conf, mountPath: /etc/redis }', '{ name: work, mountPath: /etc/redis }'],
  ]),
  mistake(
    'A replica has the password for its clients, and none for its master',
    'replica-logs-in',
    { 'shop/redis.yaml': REPLICA },
    'shop/redis.yaml',
    [["'6379', --requirepass", "'6379', --masterauth, $(REDIS_PASSWORD), --requirepass"]],
  ),
  mistake(
    'A right is to run commands in pods, by a verb that there is not',
    'kubectl-rights-suffice',
    { 'shop/flush.yaml': kubectlJob("  - { apiGroups: [''], resources: [pods], verbs: [get, list, exec] }") },
    'shop/flush.yaml',
    [['[get, list, exec] }', "[get, list] }\n  - { apiGroups: [''], resources: [pods/exec], verbs: [create] }"]],
  ),
  mistake(
    'An image is named by the Service of a registry, and it is the node that pulls',
    'node-resolves-names',
    {
      'registry.yaml': REGISTRY,
      'shop/web.yaml': documents(
        namespace('shop'),
        app('web', 'shop', 8080, { image: 'registry.registry.svc.cluster.local:5000/web:1.4.0' }),
      ),
    },
    'shop/web.yaml',
    [['registry.registry.svc.cluster.local:5000', 'registry.example.com']],
  ),
  mistake(
    'A policy opens the address of the Service kubernetes, which no packet has',
    'policy-address-real',
    { 'monitoring/alloy.yaml': TO_SERVER },
    'monitoring/alloy.yaml',
    [
      ['10.96.0.1/32', '192.168.1.187/32'],
      ['port: 443', 'port: 6443'],
    ],
  ),
  mistake(
    'Packets are routed, and nobody tells the nodes where to',
    'helm-values-work',
    { 'mgmt/cilium.yaml': native },
    'mgmt/cilium.yaml',
    [['routingMode: native', 'routingMode: native\n        autoDirectNodeRoutes: true']],
    { partly: true, says: 'autoDirectNodeRoutes' },
  ),
  mistake('An announcement is for no kind of address', 'announcement-acts', { 'mgmt/cilium.yaml': ANNOUNCED }, 'mgmt/cilium.yaml', [
    ['interfaces: [enp0s1]', 'interfaces: [enp0s1], loadBalancerIPs: true'],
  ]),
];
