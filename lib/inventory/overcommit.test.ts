import type { Cluster } from './cluster.ts';
import { Quantity } from '../values/quantity.ts';
import { beyondDisks, overcommitted } from './overcommit.ts';

const claims = [{ size: Quantity.parse('20Gi') }, { size: Quantity.parse('40Gi') }];
const disks = [{ disk: Quantity.parse('60Gi') }];

test('claims fit the disks up to the last byte, each copy counted', () => {
  expect(beyondDisks(claims, 1, disks)).toBeUndefined();
  expect(beyondDisks(claims, 2, disks)).toEqual({ asked: '120Gi', there: '60Gi' });
});

test('what somebody allowed is told with its figures; disks of other nodes do not count', () => {
  const cluster = (overcommit: string | undefined): Cluster =>
    ({
      name: 'paris',
      file: 'clusters/paris.yaml',
      nodes: [
        { name: 'one', disk: Quantity.parse('30Gi') },
        { name: 'two', disk: Quantity.parse('900Gi') },
      ],
      storage: { replicas: 1, nodes: ['one'], claims: { a: claims[0], b: claims[1] }, overcommit },
    }) as unknown as Cluster;

  expect(overcommitted(cluster(undefined))).toEqual([]);
  expect(overcommitted(cluster('sizes are not enforced.'))).toEqual([
    {
      where: 'clusters/paris.yaml storage.claims of paris',
      what: 'they ask for 60Gi, and the disks have 30Gi (sizes are not enforced)',
      fix: 'Watch the disks.',
    },
  ]);
});
