import { Quantity } from '../values/quantity.ts';
import { Resources } from '../values/resources.ts';
import { MeshDeployment } from './mesh-deployment.ts';
import { NamespaceQuota } from './namespace-quota.ts';
import { httpGet } from './probe.ts';
import { Port } from './port.ts';
import { ProvidedWorkload } from './provided.ts';
import { anImage, HTTP, SHOP, SMALL, Testing } from './testing.ts';

const NAMESPACE = {
  ...SHOP,
  sidecar: Resources.of({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
};

/** Two to five pods of 400m with their sidecars, and a quota. */
function shop(hard: Readonly<Record<string, string>>, namespace: typeof SHOP = NAMESPACE): { quota: NamespaceQuota; problems: string[] } {
  const chart = Testing.chart();
  const amounts = Object.fromEntries(Object.entries(hard).map(([key, amount]) => [key, Quantity.parse(amount)]));
  const quota = new NamespaceQuota(chart, 'Quota', { name: 'shop-quota', namespace, hard: amounts });
  new MeshDeployment(chart, 'Api', {
    name: 'api',
    namespace,
    image: anImage(),
    port: HTTP,
    probes: { readiness: httpGet(HTTP, '/health') },
    resources: SMALL,
    replicas: { replicas: { min: 2, max: 5 }, cpuUtilization: 70 },
  });
  return { quota, problems: Testing.problems(chart) };
}

test('the example of its page stands', () => {
  const chart = Testing.chart();

  new NamespaceQuota(chart, 'Quota', {
    name: 'shop-quota',
    namespace: SHOP,
    hard: { 'limits.cpu': Quantity.parse('16'), 'limits.memory': Quantity.parse('32Gi'), pods: Quantity.parse('50') },
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'shop-quota', namespace: 'shop' },
      spec: { hard: { 'limits.cpu': '16', 'limits.memory': '32Gi', pods: '50' } },
    },
  ]);
  expect(Testing.problems(chart)).toEqual([]);
});

test('a quota into which everything fits just so is enough', () => {
  expect(shop({ 'limits.cpu': '2800m', 'limits.memory': '2688Mi', pods: '7' }).problems).toEqual([]);
});

test.each([
  ['a restart at the maximum', '2799m', '2800m with every autoscaler at its maximum while all Deployments are replaced'],
  ['the maximum', '1999m', '2 with every autoscaler at its maximum'],
  ['the minimum', '799m', '800m with every autoscaler at its minimum'],
])('stops the synthesis where it has no room for %s (seed 003, L1)', (_, allowed, needed) => {
  const { problems } = shop({ 'limits.cpu': allowed });

  expect(problems).toEqual([
    expect.stringContaining(`limits.cpu of shop-quota is ${allowed}, and the pods of shop need ${needed}: those that come last`),
  ]);
});

test('sidecars of unstated size do not fit where stated ones do (seed 003, L1)', () => {
  const hard = { 'limits.cpu': '8' };

  expect(shop(hard).problems).toEqual([]);
  expect(shop(hard, SHOP).problems).toHaveLength(1);
});

test('every resource is judged for itself, and one that is not limited is not judged', () => {
  expect(shop({ pods: '3', 'requests.memory': '1Mi' }).problems.map((text) => text.split(' ')[0])).toEqual(['requests.memory', 'pods']);
});

test('what third-party charts make is not counted: its limits are not known here', () => {
  const chart = Testing.chart();
  const quota = new NamespaceQuota(chart, 'Quota', { name: 'shop-quota', namespace: SHOP, hard: { pods: Quantity.parse('1') } });
  const pods = { image: 'acme/agent:v1', requests: { cpu: '1', memory: '1Gi' } };
  new ProvidedWorkload(chart, 'Agent', { name: 'agent', namespace: 'shop', podLabels: {}, ports: { http: { port: Port.http(80) } }, pods });

  expect(quota.budget.surge.pods).toBe(0);
});
