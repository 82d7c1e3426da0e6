import { rollout, ruleCases } from '../../testing.ts';
import { canarySteps } from './canary-steps.ts';

const canary = (...steps: object[]) => rollout({ spec: { strategy: { canary: { steps } } } });
const pause = { pause: { duration: '30s' } };

ruleCases(canarySteps, {
  accepts: {
    'small steps with pauses': [canary({ setWeight: 10 }, pause, { setWeight: 50 }, pause, { setWeight: 90 }, pause)],
    'an explicit end': [canary({ setWeight: 20 }, pause, { setWeight: 100 })],
    'a canary that only mirrors': [canary({ setCanaryScale: { replicas: 1 } }, { setMirrorRoute: { name: 'm', percentage: 50 } }, pause)],
    'blue and green': [rollout({ spec: { strategy: { blueGreen: { activeService: 'web' } } } })],
  },
  refuses: {
    'a large first step': { given: [canary({ setWeight: 50 }, pause)], says: 'the first step gives the canary 50 %, at most 20 % is safe' },
    'weights that go back': {
      given: [canary({ setWeight: 20 }, pause, { setWeight: 10 }, pause)],
      says: 'weight 10 after 20 does not grow',
    },
    'no steps': { given: [canary()], says: 'the canary has no setWeight step: it is a plain rolling update' },
  },
});
