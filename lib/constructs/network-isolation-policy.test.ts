import type { Chart } from 'cdk8s';
import { Cidr } from '../values/cidr.ts';
import { Flows } from './flow.ts';
import { NetworkIsolationPolicy, type NetworkIsolationPolicyProps } from './network-isolation-policy.ts';
import { aPeer, CONTROL_PLANE, DNS, Pods, Testing } from './testing.ts';

const NETWORKS = [Cidr.parse('10.244.0.0/16'), Cidr.parse('10.96.0.0/12'), Cidr.parse('fd00::/48')];

/** The policy of pods `api`, made before the flows are declared. */
function policy(chart: Chart, declare: (api: Pods) => void, props: Partial<NetworkIsolationPolicyProps> = {}): void {
  const api = new Pods(chart, 'api');
  new NetworkIsolationPolicy(chart, 'Policy', {
    workload: api,
    dns: DNS,
    controlPlane: CONTROL_PLANE,
    clusterNetworks: NETWORKS,
    ...props,
  });
  declare(api);
}

const ISTIOD = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' } },
      podSelector: { matchLabels: { app: 'istiod' } },
    },
  ],
  ports: [{ port: 15012, protocol: 'TCP' }],
};
const NAMES = {
  to: [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { app: 'dns' } } },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};

test('admits the declared flows of both directions, and nothing else', () => {
  const chart = Testing.chart();

  policy(chart, (api) => {
    const db = new Pods(chart, 'db');
    new Pods(chart, 'web').connectsTo(api.http);
    new Pods(chart, 'job').connectsTo(api.http);
    api.acceptsFrom(aPeer(), { peer: api, port: api.sidecarMetrics.port });
    api.connectsTo(db.http).connectsToWorld(443);
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'api-isolation', namespace: 'shop' },
      spec: {
        podSelector: { matchLabels: { app: 'api' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { app: 'web' } } }, { podSelector: { matchLabels: { app: 'job' } } }],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
                podSelector: { matchLabels: { app: 'prometheus' } },
              },
            ],
            ports: [{ port: 15020, protocol: 'TCP' }],
          },
        ],
        egress: [
          ISTIOD,
          NAMES,
          { to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 8080, protocol: 'TCP' }] },
          {
            to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16', '10.96.0.0/12'] } }],
            ports: [{ port: 443, protocol: 'TCP' }],
          },
        ],
      },
    },
  ]);
  expect(Testing.problems(chart)).toEqual([]);
});

test('a front door is a rule without a sender', () => {
  const chart = Testing.chart();

  policy(chart, (api) => {
    new Pods(chart, 'web').connectsTo(api.http);
    api.admitsAnyone(api.http);
  });

  expect(Testing.synth(chart)[0]?.['spec'].ingress).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
});

test('a group talks among itself on every port', () => {
  const chart = Testing.chart();

  policy(chart, (api) => {
    Flows.of(chart).declare({ kind: 'group', pods: api });
  });

  const itself = { podSelector: { matchLabels: { app: 'api' } } };
  const { ingress, egress } = Testing.synth(chart)[0]?.['spec'] as { ingress: unknown[]; egress: unknown[] };
  expect(ingress).toEqual([{ from: [itself] }]);
  expect(egress).toContainEqual({ to: [itself] });
});

test('pods that nobody calls are closed to everybody', () => {
  const chart = Testing.chart();

  policy(chart, () => undefined);

  expect(Testing.synth(chart)[0]?.['spec']).toEqual({
    podSelector: { matchLabels: { app: 'api' } },
    policyTypes: ['Ingress', 'Egress'],
    egress: [ISTIOD, NAMES],
  });
});

test.each<[string, (api: Pods, chart: Chart) => void, Partial<NetworkIsolationPolicyProps>, string]>([
  [
    'HTTP methods, which it cannot tell apart',
    (api, chart) => new Pods(chart, 'web').connectsTo(api.http, { methods: ['GET', 'HEAD'] }),
    {},
    'web may send GET, HEAD to api, and a NetworkPolicy knows no methods: all would pass. Leave them out, or let the mesh enforce them.',
  ],
  [
    'host names, which it cannot resolve',
    (api) => api.connectsToWorld(443, { hosts: ['*.example.org'] }),
    {},
    'api may call *.example.org, and a NetworkPolicy knows addresses only: every host would be open on port 443. Leave the hosts out, or let the mesh enforce them.',
  ],
  [
    'the world, where it does not know which addresses are the cluster itself',
    (api) => api.connectsToWorld(443),
    { clusterNetworks: undefined },
    "api may call the world on port 443, and without the cluster's own networks that includes every pod. Pass clusterNetworks.",
  ],
  [
    'the API server, which it cannot name',
    (api, chart) => Flows.of(chart).declare({ kind: 'machine', from: api, to: 'api-server', port: 6443 }),
    {},
    'api may call the API server, which a NetworkPolicy cannot name: it knows pods and addresses. Isolate it by Cilium, or name the addresses in a policy of its own.',
  ],
  [
    'callers from outside, whom it cannot name',
    (api, chart) => Flows.of(chart).declare({ kind: 'called', by: 'outside', to: api.http }),
    {},
    'api is called from outside, which a NetworkPolicy cannot name: it knows pods and addresses. Isolate it by Cilium, or name the addresses in a policy of its own.',
  ],
  [
    'a sidecar without control plane',
    () => undefined,
    { controlPlane: undefined },
    'api has a sidecar, and its policy names no control plane: the sidecar would start without configuration and the pod never become ready. Pass controlPlane.',
  ],
])('refuses %s', (_, declare, props, problem) => {
  const chart = Testing.chart();

  policy(chart, (api) => declare(api, chart), props);

  expect(Testing.problems(chart)).toEqual([problem]);
});

test('the example of its page stands', () => {
  const chart = Testing.chart();
  const [orders, database] = [new Pods(chart, 'orders'), new Pods(chart, 'database')];

  orders.connectsTo(database.http).connectsToWorld(443);
  new NetworkIsolationPolicy(chart, 'Policy', {
    workload: orders,
    dns: DNS,
    controlPlane: CONTROL_PLANE,
    clusterNetworks: [Cidr.parse('10.244.0.0/16'), Cidr.parse('10.96.0.0/12')],
  });

  expect(Testing.problems(chart)).toEqual([]);
});
