import { budgetOf, type Demand } from './budget.ts';

const SIDECAR = {
  'sidecar.istio.io/proxyCPU': '50m',
  'sidecar.istio.io/proxyMemory': '64Mi',
  'sidecar.istio.io/proxyCPULimit': '200m',
  'sidecar.istio.io/proxyMemoryLimit': '256Mi',
};
const SMALL = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } };

interface Shape {
  readonly replicas?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly initContainers?: readonly object[];
  readonly strategy?: object;
}

function template({ annotations = SIDECAR, initContainers }: Shape): object {
  const containers = [{ resources: SMALL }];
  return { metadata: { annotations }, spec: { containers, ...(initContainers === undefined ? {} : { initContainers }) } };
}

function deployment(name: string, { replicas, strategy, ...shape }: Shape = {}) {
  const numbers = { ...(replicas === undefined ? {} : { replicas }), ...(strategy === undefined ? {} : { strategy }) };
  return { kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { ...numbers, template: template(shape) } };
}

function scaler(name: string, minReplicas: number, maxReplicas: number) {
  const spec = { scaleTargetRef: { kind: 'Deployment', name }, minReplicas, maxReplicas };
  return { kind: 'HorizontalPodAutoscaler', metadata: { name: `${name}-hpa`, namespace: 'shop' }, spec };
}

/** Pods and limits, as the seed's table has them. */
function limits(demand: Demand): [number, string, string] {
  return [demand.pods, demand['limits.cpu'].text, demand['limits.memory'].text];
}

test('counts the sidecar of each pod, autoscalers at both ends, and a quarter more while Deployments are replaced', () => {
  const { minimum, maximum, surge } = budgetOf([deployment('api'), scaler('api', 2, 5), deployment('cache')], 'shop', true);

  expect([minimum, maximum, surge].map(limits)).toEqual([
    [3, '1200m', '1536Mi'],
    [6, '2400m', '3Gi'],
    [9, '3600m', '4608Mi'],
  ]);
  expect([minimum['requests.cpu'].text, minimum['requests.memory'].text]).toEqual(['450m', '576Mi']);
});

test('without annotations a sidecar may take what Istio gives it by default (seed 003, L1)', () => {
  const { minimum } = budgetOf([deployment('api', { annotations: {} })], 'shop', true);

  expect(limits(minimum)).toEqual([1, '2200m', '1280Mi']);
});

test('one annotation alone makes the injector forget the other three (seed 003, L2)', () => {
  const { minimum } = budgetOf([deployment('api', { annotations: { 'sidecar.istio.io/proxyCPU': '50m' } })], 'shop', true);

  expect(limits(minimum)).toEqual([1, '200m', '256Mi']);
});

test.each([
  ['nobody injects', false, SIDECAR],
  ['the pods opt out', true, { ...SIDECAR, 'sidecar.istio.io/inject': 'false' }],
])('no sidecar counts where %s', (_, injected, annotations) => {
  const { minimum } = budgetOf([deployment('api', { annotations })], 'shop', injected);

  expect(limits(minimum)).toEqual([1, '200m', '256Mi']);
});

test('what runs before the containers counts where it takes more than they do', () => {
  const big = { resources: { limits: { cpu: '1', memory: '64Mi' } } };

  const { minimum } = budgetOf([deployment('api', { initContainers: [big] })], 'shop', true);

  expect(limits(minimum)).toEqual([1, '1', '512Mi']);
});

test('a StatefulSet and a Deployment that is recreated have no surge', () => {
  const set = { ...deployment('database'), kind: 'StatefulSet' };

  const { surge } = budgetOf([set, deployment('files', { strategy: { type: 'Recreate' } })], 'shop', true);

  expect(surge.pods).toBe(2);
});

test('Jobs are counted apart, one pod of each', () => {
  const job = { kind: 'Job', metadata: { name: 'once', namespace: 'shop' }, spec: { template: template({}) } };
  const cron = {
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { jobTemplate: { spec: { template: template({}) } } },
  };

  const { minimum, jobs } = budgetOf([job, cron], 'shop', true);

  expect([minimum.pods, ...limits(jobs)]).toEqual([0, 2, '800m', '1Gi']);
});

test('other namespaces and kinds do not count', () => {
  const elsewhere = { ...deployment('api'), metadata: { name: 'api', namespace: 'other' } };
  const config = { kind: 'ConfigMap', metadata: { name: 'config', namespace: 'shop' } };

  expect(budgetOf([elsewhere, config], 'shop', true).surge.pods).toBe(0);
});
