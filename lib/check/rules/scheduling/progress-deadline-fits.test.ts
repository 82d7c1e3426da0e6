import { deployment, rollout, ruleCases } from '../../testing.ts';
import { progressDeadlineFits } from './progress-deadline-fits.ts';

const startupProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 10, failureThreshold: 21 };
const readinessProbe = (initialDelaySeconds: number) => ({ httpGet: { path: '/', port: 8080 }, initialDelaySeconds });

ruleCases(progressDeadlineFits, {
  accepts: {
    'the usual deadline': [deployment({ container: { startupProbe } })],
    'a deadline after the longest start': [rollout({ container: { startupProbe }, spec: { progressDeadlineSeconds: 300 } })],
    'a long start without a word about the deadline': [
      deployment({ container: { startupProbe: { ...startupProbe, failureThreshold: 90 } } }),
    ],
    'no probes': [deployment({ spec: { progressDeadlineSeconds: 30 } })],
    'a delay below the deadline': [
      deployment({ container: { readinessProbe: readinessProbe(30) }, spec: { progressDeadlineSeconds: 60 } }),
    ],
  },
  refuses: {
    'a deadline within the start': {
      given: [deployment({ container: { startupProbe }, spec: { progressDeadlineSeconds: 120 } })],
      says: 'container "app" may take 210 s to start by its probes, and the rollout is given up after 120 s',
    },
    'a Rollout that is aborted': {
      given: [rollout({ container: { startupProbe }, spec: { progressDeadlineSeconds: 120, progressDeadlineAbort: true } })],
      says: 'container "app" may take 210 s to start by its probes, and the rollout is given up after 120 s',
      fix: 'Set progressDeadlineSeconds above 210, or give the probes less.',
    },
    'a delay that takes all of it': {
      given: [deployment({ container: { readinessProbe: readinessProbe(600) } })],
      says: 'container "app" is ready after 600 s at the earliest by its probes, and the rollout is given up after 600 s, the default',
    },
    'a time to settle': {
      given: [
        deployment({ container: { readinessProbe: readinessProbe(40) }, spec: { minReadySeconds: 60, progressDeadlineSeconds: 90 } }),
      ],
      says: 'container "app" is ready after 100 s at the earliest by its probes, and the rollout is given up after 90 s',
    },
  },
});
