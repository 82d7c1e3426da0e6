import { installedOn, madeFleet } from '../testing.ts';

const FLEET = madeFleet();

/** Components of this folder by cluster (seed 004, 2.4). */
test.each([
  ['mgmt', ['cert-manager', 'external-secrets', 'minio', 'vault', 'velero']],
  ['app1', ['cert-manager', 'external-secrets', 'falco', 'kyverno', 'velero']],
  ['app2', ['cert-manager', 'external-secrets', 'falco', 'kyverno', 'velero']],
])('on %s are %p, each with amounts in all its parts', (name, components) => {
  const ours = ['cert-manager', 'external-secrets', 'minio', 'vault', 'velero', 'kyverno', 'falco'];
  const installed = installedOn(FLEET, name);

  expect(ours.filter((each) => installed.has(each)).sort()).toEqual(components);
  for (const each of components) {
    const amounts = amountsIn(installed.get(each)?.values);
    expect(amounts.length).toBeGreaterThan(0);
    for (const { requests, limits } of amounts) {
      expect(Object.keys(requests).sort()).toEqual(['cpu', 'memory']);
      expect(Object.keys(limits).sort()).toEqual(['cpu', 'memory']);
    }
  }
});

interface Amounts {
  readonly requests: object;
  readonly limits: object;
}

/** Every `resources` below some values; a list of them is what a policy of MinIO is about. */
function amountsIn(values: unknown): readonly Amounts[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key === 'resources' && !Array.isArray(value) ? [value as Amounts] : amountsIn(value),
  );
}
