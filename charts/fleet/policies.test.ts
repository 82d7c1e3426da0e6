import type { KubeObject } from '../../lib/manifest/manifest.ts';
import { madeFleet, ofKind, textsOf, theOne } from './testing.ts';

const FLEET = madeFleet();
const MGMT = FLEET.find(({ cluster }) => cluster.name === 'mgmt')!;
const OPEN = ['cilium-system'];
const CLUSTER = 'k8s:io.cilium.k8s.policy.cluster';
const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';

interface Peer {
  readonly matchLabels: Readonly<Record<string, string>>;
}

function policiesIn(made: (typeof FLEET)[number], namespace: string): readonly KubeObject[] {
  return ofKind(made, 'CiliumNetworkPolicy').filter(({ metadata }) => metadata.namespace === namespace);
}

/** Peers that some policies of a namespace let in from other clusters, as `cluster/namespace:port`. */
function lettingIn(namespace: string): string[] {
  const rules: { fromEndpoints?: Peer[]; toPorts?: { ports: { port: string }[] }[] }[] = policiesIn(MGMT, namespace).flatMap(
    ({ spec }) => spec.ingress ?? [],
  );
  const found = rules.flatMap(({ fromEndpoints = [], toPorts = [] }) =>
    fromEndpoints
      .filter(({ matchLabels }) => CLUSTER in matchLabels)
      .map(({ matchLabels }) => `${matchLabels[CLUSTER]}/${matchLabels[NAMESPACE]}:${toPorts[0]?.ports[0]?.port}`),
  );
  return [...new Set(found)].sort();
}

test.each(FLEET)('every namespace of $cluster.name is closed in both directions, and may ask for names (8.3)', (made) => {
  for (const { metadata } of ofKind(made, 'Namespace')) {
    if (OPEN.includes(metadata.name)) continue;
    const closed = theOne(made, 'CiliumNetworkPolicy', 'default-deny', metadata.name);
    expect(closed['spec']).toEqual({ endpointSelector: {}, ingress: [{}], egress: [{}] });
    const dns = theOne(made, 'CiliumNetworkPolicy', 'allow-dns', metadata.name)['spec'];
    expect(dns.endpointSelector).toEqual({});
    expect(dns.egress[0].toEndpoints).toEqual([{ matchLabels: { [NAMESPACE]: 'kube-system', 'k8s-app': 'kube-dns' } }]);
    expect(dns.egress[0].toPorts[0].ports).toEqual([
      { port: '53', protocol: 'UDP' },
      { port: '53', protocol: 'TCP' },
    ]);
  }
});

test.each(FLEET)('on $cluster.name nothing cuts off the system and the network themselves (8.3)', (made) => {
  for (const namespace of ['kube-system', 'cilium-system']) expect(policiesIn(made, namespace)).toEqual([]);
});

test.each([
  ['vault', ['app1/cert-manager:8200', 'app1/external-secrets:8200', 'app2/cert-manager:8200', 'app2/external-secrets:8200']],
  ['monitoring', ['app1/monitoring:19291', 'app1/monitoring:3100', 'app2/monitoring:19291', 'app2/monitoring:3100']],
  ['minio', ['app1/kube-system:9000', 'app1/velero:9000', 'app2/kube-system:9000', 'app2/velero:9000']],
])(
  'into %s of mgmt come the consumers of the other clusters, each named with its cluster, and nobody else (8.3, L31)',
  (namespace, expected) => {
    expect(lettingIn(namespace)).toEqual(expected);
  },
);

test.each(['argocd', 'cert-manager', 'external-secrets', 'velero', 'k8sgpt', 'gateway'])(
  'into %s of mgmt nobody comes from elsewhere',
  (namespace) => {
    expect(lettingIn(namespace)).toEqual([]);
  },
);

test.each(['app1', 'app2'])('on %s whoever calls mgmt names it, with the port of section 6 (8.3, L31)', (name) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;
  const rules: { toEndpoints?: Peer[]; toPorts?: { ports: { port: string }[] }[]; from: string }[] = ofKind(
    made,
    'CiliumNetworkPolicy',
  ).flatMap(({ metadata, spec }) => (spec.egress ?? []).map((rule: object) => ({ ...rule, from: metadata.namespace })));

  const calls = rules.flatMap(({ from, toEndpoints = [], toPorts = [] }) =>
    toEndpoints
      .filter(({ matchLabels }) => CLUSTER in matchLabels)
      .map(({ matchLabels }) => `${from} -> ${matchLabels[CLUSTER]}/${matchLabels[NAMESPACE]}:${toPorts[0]?.ports[0]?.port}`),
  );

  expect([...new Set(calls)].sort()).toEqual([
    'cert-manager -> mgmt/vault:8200',
    'external-secrets -> mgmt/vault:8200',
    'monitoring -> mgmt/monitoring:19291',
    'monitoring -> mgmt/monitoring:3100',
    'velero -> mgmt/minio:9000',
  ]);
});

test.each([
  ['argocd', 'argocd-application-controller-isolation'],
  ['argocd', 'argocd-server-isolation'],
  ['vault', 'vault-isolation'],
])('%s calls the API servers of the other clusters as nodes of the mesh and by address (6.2, L31): %s', (namespace, policy) => {
  const { egress } = theOne(MGMT, 'CiliumNetworkPolicy', policy, namespace)['spec'];
  const toPorts = [{ ports: [{ port: '6443', protocol: 'TCP' }] }];

  expect(egress).toContainEqual({ toEntities: ['remote-node'], toPorts });
  expect(egress).toContainEqual({ toCIDR: ['192.168.64.20/32', '192.168.64.30/32'], toPorts });
  expect(egress).toContainEqual({ toEntities: ['kube-apiserver'], toPorts });
});

test('only the program that fetches reaches repositories, by their names, and DNS shows them to Cilium', () => {
  const repo = theOne(MGMT, 'CiliumNetworkPolicy', 'argocd-repo-server-isolation', 'argocd')['spec'];
  const names = textsOf(repo.egress).filter(({ path }) => /matchName|matchPattern/.test(path));

  expect(names.map(({ text }) => text)).toEqual(expect.arrayContaining(['github.com', 'helm.cilium.io', 'charts.jetstack.io']));
  expect(theOne(MGMT, 'CiliumNetworkPolicy', 'allow-dns', 'argocd')['spec'].egress[0].toPorts[0].rules).toEqual({
    dns: [{ matchPattern: '*' }],
  });
  for (const { metadata, spec } of policiesIn(MGMT, 'argocd').filter(({ metadata }) => !metadata.name.startsWith('argocd-repo-server')))
    expect([metadata.name, JSON.stringify(spec).includes('toFQDNs')]).toEqual([metadata.name, false]);
});

test('requests of the Gateway are the entity ingress, on the port of the pods (8.3)', () => {
  expect(theOne(MGMT, 'CiliumNetworkPolicy', 'argocd-server-isolation', 'argocd')['spec'].ingress).toContainEqual({
    fromEntities: ['ingress'],
    toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
  });
});

test.each(FLEET)('on $cluster.name webhooks are called by the API server, which comes through the tunnel as its node (8.3)', (made) => {
  const called: { fromEntities?: string[] }[] = ofKind(made, 'CiliumNetworkPolicy').flatMap(({ spec }) => spec.ingress ?? []);

  const entities = called.flatMap(({ fromEntities }) => (fromEntities?.includes('kube-apiserver') ? [fromEntities] : []));

  expect(entities.length).toBeGreaterThan(0);
  for (const each of entities) expect(each).toContain('remote-node');
});
