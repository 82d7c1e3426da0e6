import { kube } from '../testing.ts';
import { ciliumPolicies } from './cilium-policy.ts';
import { nativePolicy, type Engine } from './native-policy.ts';
import { podPeer, type Flow, type Peer } from './peer.ts';
import { verdict } from './verdict.ts';

const namespace = 'shop';
const web = podPeer(namespace, { app: 'web' });
const api = podPeer(namespace, { app: 'api' }, { ports: [{ name: 'http', port: 8080, protocol: 'TCP' }] });
const name = (host: string): Peer => ({ kind: 'name', host });
const address = (at: string): Peer => ({ kind: 'address', address: at });
const host: Peer = { kind: 'entity', entity: 'host' };

const cilium = (spec: object) =>
  ciliumPolicies({
    object: kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'p', namespace }, { spec: { endpointSelector: {}, ...spec } }),
  });
const native = (spec: object, engine: Engine = 'other') => [
  nativePolicy(
    { object: kube('networking.k8s.io/v1/NetworkPolicy', { name: 'p', namespace }, { spec: { podSelector: {}, ...spec } }) },
    engine,
  ),
];
const ports = (port: string, rules?: object) => ({
  toPorts: [{ ports: [{ port, protocol: 'TCP' }], ...(rules === undefined ? {} : { rules }) }],
});
const flow = (from: Peer, to: Peer, port = 8080, http?: Flow['http']): Flow => ({ from, to, port, protocol: 'TCP', http });

/** What Cilium's tracer does not judge: names, requests, ports by name, and deny rules beside wide ones. From the documentation. */
test.each([
  ['a name that is listed', cilium({ egress: [{ toFQDNs: [{ matchName: 'github.com' }] }] }), flow(web, name('github.com')), true],
  ['a name below it', cilium({ egress: [{ toFQDNs: [{ matchName: 'github.com' }] }] }), flow(web, name('api.github.com')), false],
  [
    'a pattern for one label',
    cilium({ egress: [{ toFQDNs: [{ matchPattern: '*.github.com' }] }] }),
    flow(web, name('api.github.com')),
    true,
  ],
  [
    'a pattern and two labels',
    cilium({ egress: [{ toFQDNs: [{ matchPattern: '*.github.com' }] }] }),
    flow(web, name('a.b.github.com')),
    false,
  ],
  ['a pattern and no label', cilium({ egress: [{ toFQDNs: [{ matchPattern: '*.github.com' }] }] }), flow(web, name('github.com')), false],
  [
    'a pattern for any depth',
    cilium({ egress: [{ toFQDNs: [{ matchPattern: '**.github.com' }] }] }),
    flow(web, name('a.b.github.com')),
    true,
  ],
  ['every name', cilium({ egress: [{ toFQDNs: [{ matchPattern: '*' }] }] }), flow(web, name('a.b.c')), true],
  ['a name where the world is open', cilium({ egress: [{ toEntities: ['world'] }] }), flow(web, name('github.com')), true],
  ['a name where only the cluster is open', cilium({ egress: [{ toEntities: ['cluster'] }] }), flow(web, name('github.com')), false],
  [
    'a request that is listed',
    cilium({ ingress: [ports('8080', { http: [{ method: 'GET', path: '/api/.*' }] })] }),
    flow(web, api, 8080, { method: 'GET', path: '/api/x?y=1' }),
    true,
  ],
  [
    'another method',
    cilium({ ingress: [ports('8080', { http: [{ method: 'GET' }] })] }),
    flow(web, api, 8080, { method: 'POST', path: '/' }),
    false,
  ],
  [
    'a path of which the rule has the beginning',
    cilium({ ingress: [ports('8080', { http: [{ path: '/api' }] })] }),
    flow(web, api, 8080, { path: '/api/x' }),
    false,
  ],
  [
    'a second rule without requests',
    cilium({ ingress: [ports('8080', { http: [{ method: 'GET' }] }), ports('8080')] }),
    flow(web, api, 8080, { method: 'POST' }),
    true,
  ],
  ['a port by its name', cilium({ ingress: [ports('http')] }), flow(web, api), true],
  ['a name that the pod does not have', cilium({ ingress: [ports('grpc')] }), flow(web, api), false],
  ['port 0, which is all of them', cilium({ ingress: [ports('0')] }), flow(web, api), true],
  [
    'a port denied where everybody may come',
    cilium({ ingress: [{ fromEntities: ['all'] }], ingressDeny: [ports('8080')] }),
    flow(web, api),
    false,
  ],
  [
    'a pod denied where a port is open',
    cilium({ ingress: [ports('8080')], ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }] }] }),
    flow(web, api),
    false,
  ],
  ['deny rules alone, which isolate', cilium({ ingressDeny: [{ fromEntities: ['world'] }] }), flow(web, api), false],
  [
    'deny rules without default deny',
    cilium({ ingressDeny: [{ fromEntities: ['world'] }], enableDefaultDeny: { ingress: false } }),
    flow(web, api),
    true,
  ],
  ['default deny without rules', cilium({ enableDefaultDeny: { egress: true } }), flow(web, api), false],
  ['ICMP, which opens no port', cilium({ ingress: [{ icmps: [{ fields: [{ type: 8 }] }] }] }), flow(web, api), false],
  [
    'a Service, whose pods may be meant',
    cilium({ egress: [{ toServices: [{ k8sService: { serviceName: 'api' } }] }] }),
    flow(web, api),
    true,
  ],
  [
    'a Service of another namespace',
    cilium({ egress: [{ toServices: [{ k8sService: { serviceName: 'api', namespace: 'data' } }] }] }),
    flow(web, api),
    false,
  ],
  [
    'a group of networks, whose members are not known',
    cilium({ egress: [{ toCIDRSet: [{ cidrGroupRef: 'offices' }] }] }),
    flow(web, address('203.0.113.9')),
    true,
  ],
  [
    'a policy for nodes, which is not about pods',
    cilium({ endpointSelector: undefined, nodeSelector: {}, ingress: [{}] }),
    flow(web, api),
    true,
  ],
  ['a protocol without a port', native({ ingress: [{ ports: [{ protocol: 'TCP' }] }] }), flow(web, api), true],
  ['another protocol without a port', native({ ingress: [{ ports: [{ protocol: 'UDP' }] }] }), flow(web, api), false],
  ['a port by its name in a NetworkPolicy', native({ ingress: [{ ports: [{ port: 'http' }] }] }), flow(web, api), true],
  [
    'rules of a type that is not stated',
    native({ policyTypes: ['Egress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'x' } } }] }], egress: [{}] }),
    flow(web, api),
    true,
  ],
  [
    'the same, as Cilium reads it',
    native({ policyTypes: ['Egress'], ingress: [{ from: [{ podSelector: { matchLabels: { app: 'x' } } }] }], egress: [{}] }, 'cilium'),
    flow(web, api),
    false,
  ],
  [
    'a network of pods, where addresses count',
    native({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }),
    flow(web, api),
    true,
  ],
  [
    'a network of pods, where identities count',
    native({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] }, 'cilium'),
    flow(web, api),
    false,
  ],
  [
    'a public network, which holds no pods',
    native({ ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
    flow(web, api),
    false,
  ],
  ['the node of a pod', native({ ingress: [{ from: [{ podSelector: {} }] }] }), flow(host, api), true],
  [
    'a selector of namespaces whose labels nobody states',
    native({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }),
    flow(web, api),
    true,
  ],
] as const)('%s', (_, policies, asked, passes) => {
  const judged = verdict(asked, { from: policies, to: policies });

  expect(judged.passes).toBe(passes);
});

test('says which rule lets a flow pass, which denies it, and which misses it by how little', () => {
  const policies = cilium({
    ingress: [{ fromEndpoints: [{ matchLabels: { app: 'web' } }], ...ports('80') }, { fromEntities: ['host'] }],
    ingressDeny: [{ fromEntities: ['world'] }],
  });
  const asked = (from: Peer, port: number) => {
    const { passes, by, near } = verdict(flow(from, api, port), { from: [], to: policies }).ingress;
    return { passes, by: by?.path, near: near && `${near.path} ${near.differs}` };
  };

  expect({ node: asked(host, 8080), world: asked(address('203.0.113.9'), 80), web: asked(web, 8080), other: asked(api, 80) }).toEqual({
    node: { passes: true, by: 'spec.ingress[1]', near: undefined },
    world: { passes: false, by: 'spec.ingressDeny[0]', near: undefined },
    web: { passes: false, by: undefined, near: 'spec.ingress[0] port' },
    other: { passes: false, by: undefined, near: 'spec.ingress[0] peer' },
  });
});
