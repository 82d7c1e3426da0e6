import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, chartApp, door, folderApp, GRAFANA, METALLB, space, yaml } from '../parts.ts';
import { claim, cnp, gateway, mysql, mysqlDoor, NODES, published, rollout, route, spread, STEPS, subsets } from './homelab-parts.ts';

/** The lessons of a homelab (L) and what follows from them (D). Part 1 of 4. */
export const homelab1: readonly Mistake[] = [
  {
    name: 'L-01 STRICT mTLS covers the database',
    caughtBy: 'mesh-strict-fits',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        mysql(),
        mysqlDoor,
        claim,
        kube('security.istio.io/v1/PeerAuthentication', { name: 'default', namespace: 'shop' }, { spec: { mtls: { mode: 'STRICT' } } }),
      ),
    },
  },
  {
    name: 'L-02 A database in a meshed namespace gets a sidecar',
    caughtBy: 'database-outside-mesh',
    tree: { 'shop.yaml': yaml(space('shop', true), mysql({ podLabels: {} }), mysqlDoor, claim) },
  },
  {
    name: 'L-03 Three replicas are spread hard over two workers, and one is tainted',
    caughtBy: ['spread-fits-nodes', 'pods-find-nodes'],
    tree: { 'nodes.yaml': NODES, 'shop.yaml': yaml(space('shop'), app({ replicas: 3, pod: spread }), door('web')) },
  },
  {
    name: 'L-04 Loki states a retention, and its compactor does not delete',
    caughtBy: 'retention-enforced',
    tree: {
      'loki.yaml': yaml(
        chartApp('loki', [GRAFANA, 'loki', '6.24.0'], 'monitoring', {
          deploymentMode: 'SingleBinary',
          singleBinary: { replicas: 1 },
          read: { replicas: 0 },
          write: { replicas: 0 },
          backend: { replicas: 0 },
          loki: {
            commonConfig: { replication_factor: 1 },
            storage: { type: 'filesystem' },
            schemaConfig: {
              configs: [
                { from: '2024-04-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: { prefix: 'i_', period: '24h' } },
              ],
            },
            limits_config: { retention_period: '168h' },
          },
        }),
      ),
    },
  },
  {
    name: 'L-05 An init container comes from the private registry, and the pod names no pull secret',
    caughtBy: 'image-pull-secret',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ name: 'api', image: 'ghcr.io/acme/api:v2', pod: { imagePullSecrets: [{ name: 'ghcr' }] } }),
        door('api'),
        app({ image: 'ghcr.io/acme/web:v2', pod: { initContainers: [{ name: 'init', image: 'ghcr.io/acme/init:v1' }] } }),
        door('web'),
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'ghcr', namespace: 'shop' },
          {
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'v' },
              target: { name: 'ghcr', template: { type: 'kubernetes.io/dockerconfigjson' } },
              data: [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'ghcr' } }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L-06 Traffic reaches pods that are not ready',
    caughtBy: 'readiness-probe',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app({ container: { readinessProbe: undefined } }), door('web')) },
  },
  {
    name: 'L-07 The address is asked for with spec.loadBalancerIP',
    caughtBy: 'load-balancer-ip',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app(),
        kube(
          'v1/Service',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              type: 'LoadBalancer',
              loadBalancerIP: '192.168.1.200',
              selector: { app: 'web' },
              ports: [{ name: 'http', port: 80, targetPort: 8080 }],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L-07 The address lies in no pool',
    caughtBy: 'metallb-address',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app(),
        kube(
          'v1/Service',
          { name: 'web', namespace: 'shop', annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.99' } },
          { spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] } },
        ),
        kube(
          'metallb.io/v1beta1/IPAddressPool',
          { name: 'pool', namespace: 'metallb-system' },
          { spec: { addresses: ['192.168.1.200-192.168.1.210'] } },
        ),
        kube('metallb.io/v1beta1/L2Advertisement', { name: 'l2', namespace: 'metallb-system' }),
      ),
      'metallb.yaml': yaml(chartApp('metallb', [METALLB, 'metallb', '0.14.9'], 'metallb-system')),
    },
  },
  {
    name: 'L-08 The policy of the database does not let in the exporter that reads it',
    caughtBy: ['flow-passes', 'egress-meets-ingress'],
    says: 'mysql',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        mysql(),
        mysqlDoor,
        claim,
        app({
          name: 'exporter',
          image: 'prom/mysqld-exporter:v0.16.0',
          port: 9104,
          container: { args: ['--mysqld.address=mysql.shop.svc.cluster.local:3306'] },
        }),
        cnp('mysql', {
          endpointSelector: { matchLabels: { app: 'mysql' } },
          ingress: [{ fromEndpoints: [{ matchLabels: { app: 'was' } }], toPorts: [{ ports: [{ port: '3306', protocol: 'TCP' }] }] }],
        }),
        app({ name: 'was' }),
        door('was'),
      ),
    },
  },
  {
    name: 'L-09 Self-heal reverts the weights that a canary shifts: the ignored VirtualService has another name',
    caughtBy: ['argocd-ignore-matches', 'argocd-ignores-runtime-fields'],
    says: 'web-vsvc',
    tree: {
      'argocd/shop.yaml': yaml(
        folderApp('shop', 'k8s/shop', 'shop', {
          ignoreDifferences: [
            {
              group: 'networking.istio.io',
              kind: 'VirtualService',
              name: 'web-vsvc',
              jsonPointers: ['/spec/http/0/route/0/weight', '/spec/http/0/route/1/weight'],
            },
          ],
        }),
      ),
      'k8s/shop/all.yaml': yaml(space('shop', true), rollout(STEPS), route(), subsets(), door('web')),
    },
  },
  {
    name: 'L-10 A host has an Ingress and a route of the mesh',
    caughtBy: ['one-ingress-path', 'one-door-per-host', 'ingress-host-once'],
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        gateway,
        published('shop.acme.io', 'web', 8080),
        kube(
          'networking.k8s.io/v1/Ingress',
          { name: 'web', namespace: 'shop' },
          {
            spec: {
              ingressClassName: 'nginx',
              rules: [
                {
                  host: 'shop.acme.io',
                  http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 8080 } } } }] },
                },
              ],
            },
          },
        ),
      ),
    },
  },
  {
    name: 'L-10 One host has two routes on one gateway',
    caughtBy: 'host-routed-once',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        door('web'),
        app({ name: 'old' }),
        door('old'),
        gateway,
        published('shop.acme.io', 'web', 8080),
        published('shop.acme.io', 'old', 8080),
      ),
    },
  },
  {
    name: 'L-11 The database lies in a folder of its node',
    caughtBy: ['no-node-storage', 'database-persistent'],
    tree: {
      'shop.yaml': yaml(space('shop'), mysql({ pod: { volumes: [{ name: 'data', hostPath: { path: '/data/mysql' } }] } }), mysqlDoor),
    },
  },
  {
    name: 'L-12 A Java program may run as root',
    caughtBy: ['non-root-possible', 'pod-security-admits', 'security-context-set'],
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), app({ name: 'was', pod: { securityContext: { runAsUser: 0 } } }), door('was')) },
  },
  {
    name: 'L-13 Nothing copies the database',
    caughtBy: 'database-backed-up',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), mysql(), mysqlDoor, claim) },
  },
  {
    name: 'L-14 The class of the volumes does not let them grow',
    caughtBy: 'class-expands',
    says: 'longhorn',
    partly: true,
    tree: {
      'class.yaml': yaml(
        kube(
          'storage.k8s.io/v1/StorageClass',
          { name: 'longhorn' },
          { provisioner: 'driver.longhorn.io', parameters: { numberOfReplicas: '2' } },
        ),
      ),
      'shop.yaml': yaml(space('shop'), mysql(), mysqlDoor, claim),
    },
  },
  {
    name: 'L-15 The image is the latest',
    caughtBy: 'image-pinned',
    tree: { 'shop.yaml': yaml(space('shop'), app({ image: 'ghcr.io/acme/web:latest' }), door('web')) },
  },
];
