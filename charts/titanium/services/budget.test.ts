import { type Budget, budgetOf, type Demand } from '../../../lib/constructs/budget.ts';
import type { KubeObject } from '../../../lib/manifest/manifest.ts';
import { PRODUCTION } from '../namespaces.ts';
import { one, production, titanium } from './testing.ts';
import { made } from '../../testing.ts';

// The budget of seed 003, section 10, computed from what is published (L1).

const objects = production();

function limits(demand: Demand): [number, string, string] {
  return [demand.pods, demand['limits.cpu'].text, demand['limits.memory'].text];
}

/** In Mi, as the seed's table has it. */
function rows(of: readonly KubeObject[]): Record<keyof Budget, [number, number, number]> {
  const budget = budgetOf(of, PRODUCTION.name, true);
  const row = (demand: Demand): [number, number, number] => [
    demand.pods,
    demand['limits.cpu'].toNumber() * 1000,
    demand['limits.memory'].toNumber() / 1024 ** 2,
  ];
  return { minimum: row(budget.minimum), maximum: row(budget.maximum), surge: row(budget.surge), jobs: row(budget.jobs) };
}

test('the table of the seed comes out, and a nightly dump beside it', () => {
  expect(rows(objects)).toEqual({
    minimum: [13, 5500, 7424],
    maximum: [25, 10300, 13568],
    surge: [36, 14700, 19200],
    jobs: [1, 400, 512],
  });
});

test('with the sidecars that Istio gives by default the minimum alone is over the quota', () => {
  const bare = JSON.parse(JSON.stringify(objects), (key, value: unknown) =>
    key.startsWith('sidecar.istio.io/proxy') ? undefined : value,
  ) as KubeObject[];

  expect(rows(bare).minimum).toEqual([13, 28900, 17408]);
});

test('the quota is the inventory’s', () => {
  expect(one(objects, 'ResourceQuota', 'titanium-prod-quota')['spec']).toEqual({
    hard: { 'limits.cpu': '16', 'limits.memory': '32Gi', pods: '50', 'requests.cpu': '8', 'requests.memory': '16Gi' },
  });
});

test.each([
  ['limits.cpu: 16', 'limits.cpu: 15', 'limits.cpu of titanium-prod-quota is 15, and the pods of titanium-prod need 15100m'],
  ['limits.memory: 32Gi', 'limits.memory: 7Gi', 'limits.memory of titanium-prod-quota is 7Gi, and the pods of titanium-prod need 7936Mi'],
  ['pods: 50', 'pods: 36', 'pods of titanium-prod-quota is 36, and the pods of titanium-prod need 37'],
])('the synthesis stops where the quota is too small: %s → %s', (before, after, says) => {
  const cluster = titanium('solid-cloud', { [before]: after });

  expect(() => made(cluster)).toThrow(says);
});

test('the figures of a demand add up in the units of a quota', () => {
  const { minimum } = budgetOf(objects, PRODUCTION.name, true);

  expect(limits(minimum)).toEqual([13, '5500m', '7424Mi']);
  expect([minimum['requests.cpu'].text, minimum['requests.memory'].text]).toEqual(['2100m', '2880Mi']);
});
