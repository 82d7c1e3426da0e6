import { rollout, ruleCases } from '../../testing.ts';
import { canaryWaits } from './canary-waits.ts';

const canary = (...steps: object[]) => rollout({ spec: { strategy: { canary: { steps } } } });
const pause = { pause: { duration: '30s' } };

ruleCases(canaryWaits, {
  accepts: {
    'a pause after each weight': [canary({ setWeight: 10 }, pause, { setWeight: 50 }, pause)],
    'an explicit end': [canary({ setWeight: 20 }, pause, { setWeight: 100 })],
    'an analysis in place of a pause': [canary({ setWeight: 20 }, { analysis: { templates: [] } }, { setWeight: 50 }, { pause: {} })],
    'blue and green': [rollout({ spec: { strategy: { blueGreen: { activeService: 'web' } } } })],
  },
  refuses: {
    'two weights in a row': { given: [canary({ setWeight: 10 }, { setWeight: 50 }, pause)], says: 'nothing waits after weight 10' },
    'no pause before the end': { given: [canary({ setWeight: 10 }, pause, { setWeight: 50 })], says: 'nothing waits after weight 50' },
  },
});
