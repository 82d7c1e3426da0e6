import { CiliumDefaultDeny } from './cilium-default-deny.ts';
import { Flows } from './flow.ts';
import { aPeer, DNS, Testing } from './testing.ts';

const ports = [
  { port: '53', protocol: 'UDP' },
  { port: '53', protocol: 'TCP' },
];
const toEndpoints = [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', app: 'dns' } }];

test('closes both directions by an empty rule each, and lets every pod ask for names', () => {
  const chart = Testing.chart();

  new CiliumDefaultDeny(chart, 'Closed', { namespace: 'shop', dns: DNS, annotations: { wave: '4' } });

  const of = (name: string) => ({ name, namespace: 'shop', annotations: { wave: '4' } });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: of('default-deny'),
      spec: { endpointSelector: {}, ingress: [{}], egress: [{}] },
    },
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: of('allow-dns'),
      spec: { endpointSelector: {}, egress: [{ toEndpoints, toPorts: [{ ports }] }] },
    },
  ]);
});

test.each([
  [
    'shows the answers to the agent where pods of the namespace may call hosts by name',
    'shop',
    [{ ports, rules: { dns: [{ matchPattern: '*' }] } }],
  ],
  ['does not where only those of another namespace may', 'monitoring', [{ ports }]],
])('%s', (_, namespace, toPorts) => {
  const chart = Testing.chart();
  new CiliumDefaultDeny(chart, 'Closed', { namespace: 'shop', dns: DNS });

  Flows.of(chart).declare({ kind: 'world', from: aPeer('client', namespace), port: 443, hosts: ['example.org'] });

  expect(Testing.synth(chart)[1]?.['spec']).toEqual({ endpointSelector: {}, egress: [{ toEndpoints, toPorts }] });
});
