import { deployment, ruleCases } from '../../testing.ts';
import { spreadSelectsOwnPods } from './spread-selects-own-pods.ts';

const spread = (constraint: object) =>
  deployment({ pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', ...constraint }] } });
const away = (app: string) => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } };
  return deployment({ pod: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } } });
};

ruleCases(spreadSelectsOwnPods, {
  accepts: {
    'its own labels': [spread({ labelSelector: { matchLabels: { app: 'web' } } })],
    'no constraint': [deployment()],
    'away from its own copies': [away('web')],
    'away from others that are there': [away('db'), deployment({ name: 'db', labels: { app: 'db' } })],
  },
  refuses: {
    'away from pods that there are not': {
      given: [away('webs')],
      says: 'no pod of "" has app: webs, from which they are to keep away; they have app: web',
    },
    'labels of other pods': {
      given: [spread({ labelSelector: { matchLabels: { app: 'was' } } })],
      says: 'the constraint does not select the pods that carry it',
    },
    'no selector': { given: [spread({})], says: 'the constraint does not select the pods that carry it' },
  },
});
