import { amount, shown, type Amount } from '../check/scheduling/amount.ts';
import { capacityOf, stated, type Capacity } from './capacity.ts';
import { autoscaler, controlPlane, installed, node, resources, rollout, workload } from './testing.ts';

const SHOP = [
  rollout('web', { containers: [{ name: 'web', resources: resources('1', '1Gi', ['2', '2Gi']) }] }),
  autoscaler('Rollout', 'web', 2, 4),
  workload('backup', { kind: 'CronJob', containers: [{ name: 'dump', resources: resources('500m', '1Gi') }] }),
  workload('agent', { kind: 'DaemonSet', namespace: 'logs', pod: { tolerations: [{ operator: 'Exists' }] } }),
];

function inShort({ scenarios }: Capacity): readonly string[] {
  return scenarios.map(({ name, pods, pending: [first, ...others] }) => {
    if (first === undefined) return `${name}: ${pods}`;
    return `${name}: ${pods}, ${1 + others.length} pending, first ${first.demand.workload} ${first.index}`;
  });
}

function text(of: Amount): string {
  const { cpu, memory } = shown(of);
  return `${cpu} ${memory}`;
}

test('sums what each namespace asks for: at rest, and at the most', () => {
  const { namespaces } = capacityOf({
    nodes: [controlPlane('cp'), node('a'), node('b')],
    objects: SHOP,
    provided: [workload('istiod', { namespace: 'mesh' })],
    stated: { shop: stated(3, '2500m', '3Gi'), empty: stated(1, '1', '1Gi') },
  });

  const rows = namespaces.map(({ namespace, rest, most, limits, unlimited, sidecars, stated: said }) => [
    namespace,
    `${rest.pods} ${text(rest.requests)}`,
    `${most.pods} ${text(most.requests)}`,
    text(limits),
    unlimited,
    sidecars,
    said === undefined ? undefined : `${said.pods} ${text(said)}`,
  ]);
  expect(rows).toEqual([
    ['empty', '0 0m 0.00Gi', '0 0m 0.00Gi', '0m 0.00Gi', 0, 0, '1 1000m 1.00Gi'],
    // 4 of the control plane, 2 of DNS, 3 proxies that ask for nothing
    ['kube-system', '9 850m 0.23Gi', '9 850m 0.23Gi', '0m 0.33Gi', 9, 0, undefined],
    ['logs', '3 300m 0.38Gi', '3 300m 0.38Gi', '0m 0.00Gi', 3, 0, undefined],
    ['mesh', '1 100m 0.13Gi', '1 100m 0.13Gi', '0m 0.00Gi', 1, 0, undefined], // a chart's next version does not come with ours
    // at the most: four of web, one new, and the backup
    ['shop', '2 2000m 2.00Gi', '6 5500m 6.00Gi', '4000m 4.00Gi', 0, 0, '3 2500m 3.00Gi'],
  ]);
});

test('tries every load on all nodes, and without each worker', () => {
  const found = capacityOf({ nodes: [controlPlane('cp'), node('a'), node('b')], objects: SHOP });

  expect(inShort(found)).toEqual([
    'at rest: 14',
    'while all of ours is released: 16',
    'with autoscalers at their maximum: 18',
    'without a, at rest: 12',
    'without a, while all of ours is released: 14',
    'without a, with autoscalers at their maximum: 16, 2 pending, first Rollout web 3',
    'without b, at rest: 12',
    'without b, while all of ours is released: 14',
    'without b, with autoscalers at their maximum: 16, 2 pending, first Rollout web 1',
  ]);
});

test('names the first pod without a place, and what each node has against it', () => {
  const { scenarios } = capacityOf({ nodes: [controlPlane('cp'), node('a', amount('2', '8Gi'))], objects: SHOP });

  const [rest] = scenarios;
  expect(rest?.pending.map(({ demand, index, because }) => ({ pod: `${demand.workload} ${index}`, because }))).toEqual([
    {
      pod: 'Rollout web 2',
      because: [
        { node: 'cp', reason: 'is tainted' },
        { node: 'a', reason: 'lacks 200m CPU' },
      ],
    },
  ]);
});

test("a chart's pods that nobody described are named, and not counted as nothing", () => {
  const objects = [installed('istiod', 'mesh', 30), installed('falco', 'falco', 30), installed('sidekick', 'falco', 30)];

  const { uncounted } = capacityOf({ nodes: [node('a')], objects, provided: [workload('istiod', { namespace: 'mesh' })] });

  expect(uncounted).toEqual(['falco']);
});

test('what kubeadm installs counts once, also where the charts describe it', () => {
  const coredns = workload('coredns', { namespace: 'kube-system', spec: { replicas: 2 } });

  const { namespaces } = capacityOf({ nodes: [node('a')], objects: [], provided: [coredns] });

  // two of DNS as described, and one proxy; without a control plane none of its pods
  expect(namespaces.map(({ namespace, rest }) => [namespace, rest.pods, text(rest.requests)])).toEqual([['kube-system', 3, '200m 0.25Gi']]);
});
