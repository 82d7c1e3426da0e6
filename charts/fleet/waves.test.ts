import { installedOn, madeFleet, waveOf } from './testing.ts';

const FLEET = madeFleet();

/** Numbers of seed 004, section 5, for what table 2.4 places on every cluster, and on those of one role. */
const EVERYWHERE = {
  'gateway-api': 1,
  'prometheus-operator-crds': 1,
  cilium: 2,
  metallb: 3,
  'local-path-provisioner': 3,
  'cert-manager': 5,
  'external-secrets': 9,
  'kube-prometheus-stack': 12,
  promtail: 12,
  velero: 15,
  'metrics-server': 16,
  'vertical-pod-autoscaler': 16,
};
const ON_MGMT = { argocd: 2, vault: 7, minio: 11, loki: 12, 'k8sgpt-operator': 16 };
const ON_APPS = { kyverno: 13, falco: 13 };

/** Who brings the definitions of a group of kinds. */
const DEFINED_BY: Readonly<Record<string, string>> = {
  'cilium.io': 'cilium',
  'metallb.io': 'metallb',
  'cert-manager.io': 'cert-manager',
  'external-secrets.io': 'external-secrets',
  'gateway.networking.k8s.io': 'gateway-api',
  'monitoring.coreos.com': 'prometheus-operator-crds',
  'kyverno.io': 'kyverno',
  'velero.io': 'velero',
  'autoscaling.k8s.io': 'vertical-pod-autoscaler',
  'core.k8sgpt.ai': 'k8sgpt-operator',
  'argoproj.io': 'argocd',
};

/** Versions that Kubernetes 1.35 and the pinned charts serve. */
const SERVED = new Set([
  ...['v1', 'apps/v1', 'batch/v1', 'storage.k8s.io/v1', 'rbac.authorization.k8s.io/v1', 'scheduling.k8s.io/v1', 'policy/v1'],
  ...['argoproj.io/v1alpha1', 'cilium.io/v2', 'metallb.io/v1beta1', 'cert-manager.io/v1', 'external-secrets.io/v1'],
  ...['gateway.networking.k8s.io/v1', 'monitoring.coreos.com/v1', 'kyverno.io/v1', 'velero.io/v1', 'autoscaling.k8s.io/v1'],
  'core.k8sgpt.ai/v1alpha1',
]);

test.each([
  ['mgmt', 0, { ...EVERYWHERE, ...ON_MGMT }],
  ['app1', 100, { ...EVERYWHERE, ...ON_APPS }],
  ['app2', 100, { ...EVERYWHERE, ...ON_APPS }],
])('%s gets the components of table 2.4, %i waves after the number of section 5 (L18, M37)', (name, shift, expected) => {
  const installed = [...installedOn(FLEET, name)].filter(([component]) => component !== 'root');

  expect(Object.fromEntries(installed.map(([component, { wave }]) => [component, wave - shift]))).toEqual(expected);
});

test.each(FLEET)(
  'what an operator defines comes to $cluster.name no earlier than the operator, and may be tried again (L7, M38)',
  (made) => {
    const installed = installedOn(FLEET, made.cluster.name);
    const shift = made.cluster.name === 'mgmt' ? 0 : 100;
    for (const object of made.objects) {
      const [group = ''] = object.apiVersion.split('/');
      const builtIn = !group.includes('.') || group.endsWith('.k8s.io');
      if (builtIn && !(group in DEFINED_BY)) continue;
      if (group === 'argoproj.io') continue; // there before anything is synced
      const name = `${object.kind} ${object.metadata.name}`;
      const provider = installed.get(DEFINED_BY[group] ?? '');
      expect([name, provider === undefined]).toEqual([name, false]);
      expect([name, waveOf(object) >= (provider?.wave ?? 0) - shift]).toEqual([name, true]);
      expect([name, object.metadata.annotations?.['argocd.argoproj.io/sync-options']]).toEqual([
        name,
        expect.stringContaining('SkipDryRunOnMissingResource=true'),
      ]);
    }
  },
);

test.each(FLEET)('all kinds of $cluster.name are asked for in versions that are served (L8, M9)', ({ objects }) => {
  expect([...new Set(objects.map(({ apiVersion }) => apiVersion))].filter((version) => !SERVED.has(version))).toEqual([]);
});

test.each(FLEET)('on $cluster.name no certificate waits for a later wave (C5)', ({ objects }) => {
  const issuer = (name: string) => objects.find(({ kind, metadata }) => kind === 'ClusterIssuer' && metadata.name === name);
  const wave = (name: string): number => {
    const found = issuer(name);
    return found === undefined ? Number.NaN : waveOf(found);
  };

  expect(wave('selfsigned-bootstrap')).toBeLessThan(wave('vault-issuer'));
  const signed = objects.filter(({ kind, spec }) => kind === 'Certificate' && spec.issuerRef.name === 'vault-issuer');
  expect(Math.min(...signed.map(waveOf))).toBeGreaterThan(wave('vault-issuer'));
});
