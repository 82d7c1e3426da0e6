import type { Chart } from 'cdk8s';
import { CiliumIsolationPolicy } from './cilium-isolation-policy.ts';
import { Flows } from './flow.ts';
import { Port } from './port.ts';
import { ProvidedWorkload } from './provided.ts';
import { aPeer, CONTROL_PLANE, DNS, Pods, Testing } from './testing.ts';

const tcp = (port: string) => ({ port, protocol: 'TCP' });
const asksForNames = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', app: 'dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }, tcp('53')] }],
};
const getsConfiguration = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'istio-system', app: 'istiod' } }],
  toPorts: [{ ports: [tcp('15012')] }],
};

/** Spec of the policy of workload `api`, to which flows are declared after it was made. */
function policy(declare: (api: Pods, chart: Chart) => void): Record<string, unknown> {
  const chart = Testing.chart();
  const api = new Pods(chart, 'api');
  new CiliumIsolationPolicy(chart, 'Policy', { workload: api, dns: DNS, controlPlane: CONTROL_PLANE });
  declare(api, chart);
  expect(Testing.problems(chart)).toEqual([]);
  return Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec'];
}

test('admits the declared flows, names and the mesh, and nothing else', () => {
  const chart = Testing.chart();
  const web = new Pods(chart, 'web');
  const api = new Pods(chart, 'api');
  web.connectsTo(api.http, { methods: ['GET', 'POST'] });

  new CiliumIsolationPolicy(chart, 'Policy', { workload: api, dns: DNS, controlPlane: CONTROL_PLANE });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'api-isolation', namespace: 'shop' },
      spec: {
        endpointSelector: { matchLabels: { app: 'api' } },
        ingress: [
          {
            fromEndpoints: [{ matchLabels: { app: 'web' } }],
            toPorts: [{ ports: [tcp('8080')], rules: { http: [{ method: 'GET' }, { method: 'POST' }] } }],
          },
        ],
        egress: [getsConfiguration, asksForNames],
      },
    },
  ]);
});

test('a workload that nobody calls and that calls nobody is closed on both sides', () => {
  const chart = Testing.chart();

  new CiliumIsolationPolicy(chart, 'Policy', { workload: new Pods(chart, 'job', { inMesh: false }), dns: DNS });

  expect(Testing.synth(chart)[0]?.['spec']).toEqual({
    endpointSelector: { matchLabels: { app: 'job' } },
    ingress: [{}],
    egress: [asksForNames],
  });
  expect(Testing.problems(chart)).toEqual([]);
});

test('callers of one port share a rule, others get their own', () => {
  const { ingress } = policy((api, chart) => {
    new Pods(chart, 'web').connectsTo(api.http);
    api.acceptsFrom(aPeer('prometheus', 'monitoring'), api.http);
    new Pods(chart, 'reader').connectsTo(api.http, { methods: ['GET'] });
    api.acceptsFrom(aPeer('debugger', 'shop'), { peer: api, port: Port.tcp(9000) });
  });

  expect(ingress).toEqual([
    {
      fromEndpoints: [
        { matchLabels: { app: 'web' } },
        { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'monitoring', app: 'prometheus' } },
      ],
      toPorts: [{ ports: [tcp('8080')] }],
    },
    { fromEndpoints: [{ matchLabels: { app: 'reader' } }], toPorts: [{ ports: [tcp('8080')], rules: { http: [{ method: 'GET' }] } }] },
    { fromEndpoints: [{ matchLabels: { app: 'debugger' } }], toPorts: [{ ports: [tcp('9000')] }] },
  ]);
});

test('a front door asks nobody where they come from', () => {
  const { ingress } = policy((api, chart) => {
    new Pods(chart, 'web').connectsTo(api.http);
    api.admitsAnyone(api.http);
  });

  expect(ingress).toEqual([{ toPorts: [{ ports: [tcp('8080')] }] }]);
});

test('the world is any address on one port', () => {
  const { egress } = policy((api) => api.connectsToWorld(443));

  expect(egress).toEqual([getsConfiguration, asksForNames, { toEntities: ['world'], toPorts: [{ ports: [tcp('443')] }] }]);
});

test('… or a few names, for which the agent must see the answers to questions about them', () => {
  const { egress } = policy((api) => api.connectsToWorld(443, { hosts: ['github.com', '*.githubusercontent.com'] }));

  const [dns] = asksForNames.toPorts;
  expect(egress).toEqual([
    getsConfiguration,
    { ...asksForNames, toPorts: [{ ...dns, rules: { dns: [{ matchPattern: '*' }] } }] },
    { toFQDNs: [{ matchName: 'github.com' }, { matchPattern: '*.githubusercontent.com' }], toPorts: [{ ports: [tcp('443')] }] },
  ]);
});

test('pods of a third-party chart are limited like ours; what is no pod is an entity', () => {
  const chart = Testing.chart();
  const server = new ProvidedWorkload(chart, 'Server', {
    ...aPeer('server', 'tools'),
    ports: { http: { port: Port.http(80), target: Port.http(8080) }, webhook: { port: Port.tcp(9443, 'webhook') } },
  })
    .connectsToApiServer()
    .connectsToNodes(10250)
    .connectsToWorld(53, { transports: ['UDP', 'TCP'] })
    .acceptsFrom('api-server', 'webhook')
    .acceptsFrom('outside', 'http');

  new CiliumIsolationPolicy(chart, 'Policy', { workload: server, dns: DNS });

  expect(Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec']).toEqual({
    endpointSelector: { matchLabels: { app: 'server' } },
    ingress: [
      { fromEntities: ['kube-apiserver', 'remote-node'], toPorts: [{ ports: [tcp('9443')] }] },
      { fromEntities: ['world', 'remote-node'], toPorts: [{ ports: [tcp('8080')] }] },
    ],
    egress: [
      { toEntities: ['kube-apiserver'], toPorts: [{ ports: [tcp('6443')] }] },
      { toEntities: ['host', 'remote-node'], toPorts: [{ ports: [tcp('10250')] }] },
      { toEntities: ['world'], toPorts: [{ ports: [{ port: '53', protocol: 'UDP' }, tcp('53')] }] },
      asksForNames,
    ],
  });
});

test('a policy means the port of the pods, whatever number their Service has', () => {
  const chart = Testing.chart();
  const server = new ProvidedWorkload(chart, 'Server', {
    ...aPeer('server', 'tools'),
    ports: { http: { port: Port.http(80), target: Port.http(8080) } },
  });
  const client = new Pods(chart, 'client').connectsTo(server.serviceEndpoint('http'));

  for (const workload of [server, client]) {
    new CiliumIsolationPolicy(chart, `Policy-${workload.name}`, { workload, dns: DNS, controlPlane: CONTROL_PLANE });
  }

  const [into, outOf] = Testing.kind(chart, 'CiliumNetworkPolicy').map(({ spec }) => spec as { ingress: unknown[]; egress: unknown[] });
  expect([into?.ingress[0], outOf?.egress[0]]).toMatchObject([
    { toPorts: [{ ports: [tcp('8080')] }] },
    { toPorts: [{ ports: [tcp('8080')] }] },
  ]);
});

test('a group talks among itself on every port', () => {
  const chart = Testing.chart();
  const volumes = new ProvidedWorkload(chart, 'Volumes', {
    name: 'volumes',
    namespace: 'storage',
    podLabels: {},
    ports: {},
  }).talksToItself();

  new CiliumIsolationPolicy(chart, 'Policy', { workload: volumes, dns: DNS });

  expect(Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec']).toEqual({
    endpointSelector: { matchLabels: {} },
    ingress: [{ fromEndpoints: [{ matchLabels: {} }] }],
    egress: [{ toEndpoints: [{ matchLabels: {} }] }, asksForNames],
  });
});

test('pods of another cluster of the mesh are named with their cluster and namespace, once', () => {
  const chart = Testing.chart();
  const vault = new ProvidedWorkload(chart, 'Vault', { ...aPeer('vault', 'vault'), ports: { api: { port: Port.tcp(8200, 'api') } } });
  const there = { ...aPeer('reader', 'vault'), cluster: 'app1' };
  for (const from of [there, there]) Flows.of(chart).declare({ kind: 'pod', from, to: vault.endpoint('api') });

  new CiliumIsolationPolicy(chart, 'Policy', { workload: vault });

  const matchLabels = { 'k8s:io.cilium.k8s.policy.cluster': 'app1', 'k8s:io.kubernetes.pod.namespace': 'vault', app: 'reader' };
  expect(Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec']).toEqual({
    endpointSelector: { matchLabels: { app: 'vault' } },
    ingress: [{ fromEndpoints: [{ matchLabels }], toPorts: [{ ports: [tcp('8200')] }] }],
    egress: [{}],
  });
});

test('machines of another cluster are nodes of the mesh, and outside before the mesh knows them', () => {
  const chart = Testing.chart();
  const peer = { ...aPeer('api-servers', 'kube-system'), machines: ['192.0.2.20', '192.0.2.30'] };
  const argocd = new ProvidedWorkload(chart, 'ArgoCd', { ...aPeer('argocd', 'argocd'), ports: {} }).connectsTo({
    peer,
    port: Port.tcp(6443, 'api'),
  });

  new CiliumIsolationPolicy(chart, 'Policy', { workload: argocd });

  const toPorts = [{ ports: [tcp('6443')] }];
  expect(Testing.kind(chart, 'CiliumNetworkPolicy')[0]?.['spec']).toMatchObject({
    egress: [
      { toEntities: ['remote-node'], toPorts },
      { toCIDR: ['192.0.2.20/32', '192.0.2.30/32'], toPorts },
    ],
  });
});

test('the sender of a flow is admitted at its own door, too', () => {
  const { egress } = policy((api, chart) => api.connectsTo(new Pods(chart, 'store').http, { methods: ['GET'] }));

  expect(egress).toEqual([
    getsConfiguration,
    asksForNames,
    { toEndpoints: [{ matchLabels: { app: 'store' } }], toPorts: [{ ports: [tcp('8080')] }] },
  ]);
});

test('refuses a workload in the mesh that could not reach the control plane', () => {
  const chart = Testing.chart();

  new CiliumIsolationPolicy(chart, 'Policy', { workload: new Pods(chart, 'api'), dns: DNS });

  expect(Testing.problems(chart)).toEqual([
    'api has a sidecar, and its policy names no control plane: the sidecar would start without configuration and the pod never become ready. Pass controlPlane.',
  ]);
});
