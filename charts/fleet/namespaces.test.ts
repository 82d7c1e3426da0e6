import { madeFleet, ofKind } from './testing.ts';

const FLEET = madeFleet();
const LEVEL = 'pod-security.kubernetes.io';
const EXEMPT = ['cilium-system', 'monitoring', 'vault'];
const DERIVED = {
  mgmt: ['local-path-storage', 'metallb-system', 'velero'],
  app: ['falco', 'local-path-storage', 'metallb-system', 'velero'],
};

test.each([
  [
    'mgmt',
    ['argocd', 'cert-manager', 'cilium-secrets', 'cilium-system', 'external-secrets', 'gateway', 'k8sgpt', 'local-path-storage'],
    ['metallb-system', 'minio', 'monitoring', 'vault', 'velero'],
  ],
  ...['app1', 'app2'].map((name): [string, string[], string[]] => [
    name,
    ['app', 'cert-manager', 'cilium-secrets', 'cilium-system', 'external-secrets', 'falco', 'gateway', 'kyverno', 'local-path-storage'],
    ['metallb-system', 'minio', 'monitoring', 'vault', 'velero'],
  ]),
])('%s has the namespaces of its components (2.4)', (name, first, second) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;

  expect(ofKind(made, 'Namespace').map(({ metadata }) => metadata.name)).toEqual([...first, ...second]);
});

test.each(FLEET)('on $cluster.name only listed namespaces are privileged, and derived ones say why (11.2, L22, M34)', (made) => {
  const derived = DERIVED[made.cluster.name === 'mgmt' ? 'mgmt' : 'app'];
  for (const { metadata } of ofKind(made, 'Namespace')) {
    const { name, labels, annotations } = metadata;
    const reason = annotations?.['platform/psa-reason'];
    if (EXEMPT.includes(name)) {
      expect([name, labels]).toEqual([name, { [`${LEVEL}/enforce`]: 'privileged' }]);
      continue;
    }
    const enforce = derived.includes(name) ? 'privileged' : 'baseline';
    expect([name, labels]).toEqual([
      name,
      { [`${LEVEL}/enforce`]: enforce, [`${LEVEL}/audit`]: 'restricted', [`${LEVEL}/warn`]: 'restricted' },
    ]);
    expect([name, reason !== undefined && reason.length > 0]).toEqual([name, derived.includes(name)]);
  }
});

test.each(FLEET)('no namespace of $cluster.name goes with its file or its Application', (made) => {
  for (const { metadata } of ofKind(made, 'Namespace'))
    expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
});

test.each(['app1', 'app2'])('on %s no pod fits where only stubs are (6.1 e)', (name) => {
  const made = FLEET.find(({ cluster }) => cluster.name === name)!;

  const quotas = ofKind(made, 'ResourceQuota').map(({ metadata, spec }) => [metadata.namespace, spec.hard]);

  expect(quotas).toEqual([
    ['minio', { pods: '0' }],
    ['vault', { pods: '0' }],
  ]);
});
