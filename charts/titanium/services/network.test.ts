import { ofKind, podTemplates, production } from './testing.ts';

// What passes in production, read back from the policies as they are published (seed 003, section 12).

interface End {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: object;
}

interface Rule {
  readonly from?: readonly End[];
  readonly to?: readonly End[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

interface Policy {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

const objects = production();
const policies = ofKind(objects, 'NetworkPolicy').map(({ metadata, spec }) => ({ name: metadata.name, spec: spec as Policy }));
const WORKLOADS = Object.keys(podTemplates(objects)).sort();

const CALLS = [
  'api-gateway → auth-service:8002',
  'api-gateway → blog-service:8005',
  'api-gateway → user-service:8001',
  'auth-service → user-service:8001',
  'blog-service → auth-service:8002',
  'blog-service → postgresql:5432',
  'load-balancer → api-gateway:8000',
  'load-balancer → auth-service:8002',
  'load-balancer → blog-service:8005',
  'load-balancer → user-service:8001',
  'load-generator → load-balancer:7100',
  'postgresql-backup → postgresql:5432',
  'user-service → postgresql:5432',
  'user-service → redis:6379',
];

/** A label of the pods at the other end; with their namespace where it is another. */
function end({ namespaceSelector, podSelector }: End): string {
  const namespace = namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
  const pods = Object.values(podSelector?.matchLabels ?? { all: 'all pods' }).join(',');
  return namespace === undefined ? pods : `${namespace}/${pods}`;
}

/** Everything that the policies of one direction let pass: the selected pods, the other end, port and transport. */
function passes(direction: 'ingress' | 'egress'): { own: string; far: string; port: number; protocol: string }[] {
  return policies.flatMap(({ spec }) =>
    (spec[direction] ?? []).flatMap(({ from, to, ports }) =>
      (from ?? to ?? [{}]).flatMap((far) =>
        ports.map(({ port, protocol }) => ({ own: spec.podSelector.matchLabels?.['app'] ?? 'all pods', far: end(far), port, protocol })),
      ),
    ),
  );
}

test('a pod that no policy names is cut off', () => {
  expect(policies.find(({ name }) => name === 'default-deny')?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

test('each workload has one policy for both directions', () => {
  const own = policies.filter(({ name }) => name !== 'default-deny');

  expect(own.map(({ spec }) => spec.podSelector.matchLabels?.['app']).sort()).toEqual(WORKLOADS);
  for (const { spec } of own) expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
});

test('inside the namespace exactly the call graph passes, and both ends agree', () => {
  const inside = ({ far }: { far: string }): boolean => !far.includes('/');
  const entering = passes('ingress')
    .filter(inside)
    .map(({ own, far, port }) => `${far} → ${own}:${port}`);
  const leaving = passes('egress')
    .filter(inside)
    .map(({ own, far, port }) => `${own} → ${far}:${port}`);

  expect(entering.sort()).toEqual(CALLS);
  expect(leaving.sort()).toEqual(CALLS);
});

test('out of the namespace pods reach names, the control plane and the trace collector, and nothing else', () => {
  const leaving = passes('egress').filter(({ far }) => far.includes('/'));

  for (const workload of WORKLOADS) {
    const reached = leaving
      .filter(({ own }) => own === workload)
      .map(({ far, port, protocol }) => `${far.split('/')[0] ?? ''} ${port} ${protocol}`);
    expect(reached.sort()).toEqual(['istio-system 15012 TCP', 'istio-system 9411 TCP', 'kube-system 53 TCP', 'kube-system 53 UDP']);
  }
});

test('from outside only the gateway comes in, to load-balancer, and Prometheus, to the two ports that sidecars do not guard', () => {
  const entering = passes('ingress').filter(({ far }) => far.includes('/'));

  const gateway = entering.filter(({ far }) => far.startsWith('istio-system/')).map(({ own, port }) => `${own}:${port}`);
  expect(gateway).toEqual(['load-balancer:7100']);
  for (const workload of WORKLOADS) {
    const asked = entering.filter(({ own, far }) => own === workload && far.startsWith('monitoring/')).map(({ port }) => port);
    expect(asked).toEqual([15020, 15090]);
  }
});

test('no policy names an address: nothing leads out of the cluster', () => {
  expect(JSON.stringify(policies)).not.toContain('ipBlock');
});
