import { deployment, ruleCases } from '../../testing.ts';
import { probesAgree } from './probes-agree.ts';

const web = (container: object) => deployment({ container: { ...container } });

ruleCases(probesAgree, {
  accepts: {
    defaults: [web({ livenessProbe: { httpGet: {} }, readinessProbe: { httpGet: {} } })],
    'a liveness that waits longer': [web({ livenessProbe: { initialDelaySeconds: 60 }, readinessProbe: { initialDelaySeconds: 30 } })],
    'a startup probe': [web({ startupProbe: {}, livenessProbe: { periodSeconds: 5 }, readinessProbe: { initialDelaySeconds: 60 } })],
  },
  refuses: {
    'a liveness that gives up before the readiness is asked': {
      given: [web({ livenessProbe: { initialDelaySeconds: 10, periodSeconds: 5 }, readinessProbe: { initialDelaySeconds: 60 } })],
      says: 'container "app" is killed 25 s after its start unless it answers, yet its readiness is first asked after 60 s',
    },
    'a timeout beyond the period': {
      given: [web({ readinessProbe: { timeoutSeconds: 10, periodSeconds: 5 } })],
      says: 'readinessProbe of container "app" may take 10 s and is repeated every 5 s',
    },
  },
});
