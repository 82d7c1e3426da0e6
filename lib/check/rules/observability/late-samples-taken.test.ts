import { ruleCases, statefulSet } from '../../testing.ts';
import { lateSamplesTaken } from './late-samples-taken.ts';

const thanos = (...args: readonly string[]): ReturnType<typeof statefulSet> =>
  statefulSet({ name: `thanos-${args[0] ?? ''}`, namespace: 'monitoring', container: { image: 'quay.io/thanos/thanos:v0.37.2', args } });
const WINDOW = '--tsdb.out-of-order.time-window=4h';

ruleCases(lateSamplesTaken, {
  accepts: {
    'both are told': [thanos('receive', WINDOW), thanos('compact', '--wait', '--compact.enable-vertical-compaction')],
    'a compactor of blocks that sidecars send': [thanos('compact', '--wait')],
    'a router, which stores nothing': [thanos('receive', '--receive.hashrings-file=/etc/hashrings.json')],
    'another program': [statefulSet({ container: { image: 'acme/thanos-tools:v1', args: ['receive'] } })],
  },
  refuses: {
    'a receiver that refuses': {
      given: [thanos('receive', '--tsdb.path=/data')],
      says: 'thanos receive has no --tsdb.out-of-order.time-window: samples that come late are refused',
    },
    'a compactor that halts': {
      given: [thanos('receive', WINDOW), thanos('compact', '--wait')],
      says: 'thanos compact has no --compact.enable-vertical-compaction, and a receiver takes samples 4h late (blocks overlap)',
    },
  },
});
