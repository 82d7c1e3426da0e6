import { createColors } from 'picocolors';
import { capacityOf, stated } from '../lib/capacity/capacity.ts';
import { autoscaler, controlPlane, installed, node, resources, rollout } from '../lib/capacity/testing.ts';
import { capacityJson, capacityText, type ClusterCapacity } from './capacity-text.ts';

const nodes = [controlPlane('cp'), node('a'), node('b')];
const shop: ClusterCapacity = {
  cluster: {
    name: 'shop',
    nodes: nodes.map(({ name, role, schedulable, cpu, memory }) => ({
      name,
      role,
      schedulable,
      cpu,
      memory,
      address: '',
      disk: memory,
      architecture: 'amd64' as const,
    })),
  },
  capacity: capacityOf({
    nodes,
    objects: [
      rollout('web', { containers: [{ name: 'web', resources: resources('1', '1Gi', ['2', '2Gi']) }] }),
      autoscaler('Rollout', 'web', 2, 4),
      installed('falco', 'falco', 10),
    ],
    stated: { shop: stated(2, '1500m', '3Gi') },
  }),
};

test('tables of namespaces and nodes, and a line for each state of the cluster', () => {
  const text = capacityText(shop, createColors(false));

  expect(text).toMatchInlineSnapshot(`
    "shop: 3 nodes, 2 of them for ordinary pods

    namespace    pods    CPU  memory  stated    CPU  memory  at most    CPU  memory  CPU limit  memory  unlimited  sidecars
    kube-system     9   850m  0.23Gi       -      -       -        9   850m  0.23Gi         0m  0.33Gi          9         0
    shop            2  2000m  2.00Gi       2  1500m  3.00Gi        5  5000m  5.00Gi      4000m  4.00Gi          0         0

    node  CPU to give  memory  pods at rest    CPU  memory  at most    CPU  memory
    cp          4000m  7.90Gi             6   750m  0.17Gi        6   750m  0.17Gi
    a           4000m  7.90Gi             3  1100m  1.07Gi        4  2100m  2.07Gi
    b           4000m  7.90Gi             2  1000m  1.00Gi        4  3000m  3.00Gi

    fits  at rest: each of 11 pods has a place
    fits  while all of ours is released: each of 12 pods has a place
    fits  with autoscalers at their maximum: each of 14 pods has a place
    fits  without a, at rest: each of 10 pods has a place
    fits  without a, while all of ours is released: each of 11 pods has a place
    full  without a, with autoscalers at their maximum: 2 of 13 pods have no place, the first shop Rollout web, pod 2 of 5: cp is tainted, b lacks 100m CPU
    fits  without b, at rest: each of 10 pods has a place
    fits  without b, while all of ours is released: each of 11 pods has a place
    full  without b, with autoscalers at their maximum: 2 of 13 pods have no place, the first shop Rollout web, pod 3 of 5: cp is tainted, a lacks 100m CPU

    Not counted, because nothing is known of their charts' pods: falco."
  `);
});

test('on a terminal, what fits is green and what does not is red', () => {
  const text = capacityText(shop, createColors(true));

  expect(text).toContain('\u001b[32mfits\u001b[39m  at rest');
  expect(text).toContain('\u001b[31mfull\u001b[39m  without a, with autoscalers');
});

test('the same as JSON, in cores and bytes', () => {
  const { clusters } = JSON.parse(capacityJson([shop])) as {
    clusters: { namespaces: { namespace: string }[]; scenarios: { name: string }[] }[];
  };

  expect(clusters).toEqual([{ cluster: 'shop', namespaces: expect.anything(), scenarios: expect.anything(), uncounted: ['falco'] }]);
  expect(clusters[0]?.namespaces.find(({ namespace }) => namespace === 'shop')).toEqual({
    namespace: 'shop',
    rest: { pods: 2, requests: { cpu: 2, memory: 2 * 1024 ** 3 } },
    most: { pods: 5, requests: { cpu: 5, memory: 5 * 1024 ** 3 } },
    limits: { cpu: 4, memory: 4 * 1024 ** 3 },
    unlimited: 0,
    sidecars: 0,
    stated: { pods: 2, requests: { cpu: 1.5, memory: 3 * 1024 ** 3 } },
  });
  expect(clusters[0]?.scenarios.find(({ name }) => name === 'without b, with autoscalers at their maximum')).toEqual({
    name: 'without b, with autoscalers at their maximum',
    without: 'b',
    load: 'most',
    pods: 13,
    first: 'shop Rollout web, pod 3 of 5',
    pending: [3, 5].map((pod) => ({
      namespace: 'shop',
      workload: 'Rollout web',
      pod,
      because: [
        { node: 'cp', reason: 'is tainted' },
        { node: 'a', reason: 'lacks 100m CPU' },
      ],
    })),
    nodes: [
      { node: 'cp', pods: 6, requests: { cpu: 0.75, memory: 170 * 1024 ** 2 }, room: { cpu: 4, memory: 8 * 1024 ** 3 - 100 * 1024 ** 2 } },
      {
        node: 'a',
        pods: 5,
        requests: { cpu: 3.1, memory: 3 * 1024 ** 3 + 70 * 1024 ** 2 },
        room: { cpu: 4, memory: 8 * 1024 ** 3 - 100 * 1024 ** 2 },
      },
    ],
  });
});
