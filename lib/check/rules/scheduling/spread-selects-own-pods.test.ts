import { deployment, ruleCases } from '../../testing.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';

const spread = (constraint: object) =>
  deployment({ pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', ...constraint }] } });

ruleCases(spreadSelectsOwnPods, {
  accepts: { 'its own labels': [spread({ labelSelector: { matchLabels: { app: 'web' } } })], 'no constraint': [deployment()] },
  refuses: {
    'labels of other pods': {
      given: [spread({ labelSelector: { matchLabels: { app: 'was' } } })],
      says: 'the constraint does not select the pods that carry it',
    },
    'no selector': { given: [spread({})], says: 'the constraint does not select the pods that carry it' },
  },
});
