import { deployment, ruleCases } from '../../testing.ts';
import { probesAgree } from './probes-agree.ts';

const web = (container: object) => deployment({ container: { ...container } });

ruleCases(probesAgree, {
  accepts: {
    defaults: [web({ livenessProbe: { httpGet: {} }, readinessProbe: { httpGet: {} } })],
    'a liveness that waits longer': [web({ livenessProbe: { initialDelaySeconds: 60 }, readinessProbe: { initialDelaySeconds: 30 } })],
    'a startup probe': [web({ startupProbe: {}, livenessProbe: { periodSeconds: 5 }, readinessProbe: { initialDelaySeconds: 60 } })],
    'a slow program with time': [web({ livenessProbe: { exec: { command: ['rabbitmq-diagnostics', '-q', 'ping'] }, timeoutSeconds: 10 } })],
    'a program that is quick': [web({ livenessProbe: { exec: { command: ['redis-cli', 'ping'] } } })],
  },
  refuses: {
    'a liveness that gives up before the readiness is asked': {
      given: [web({ livenessProbe: { initialDelaySeconds: 10, periodSeconds: 5 }, readinessProbe: { initialDelaySeconds: 60 } })],
      says: 'container "app" is killed 25 s after its start unless it answers, yet its readiness is first asked after 60 s',
    },
    'a program that takes longer than a second to start': {
      given: [web({ livenessProbe: { exec: { command: ['sh', '-c', 'rabbitmq-diagnostics -q ping'] } } })],
      says: 'livenessProbe of container "app" runs rabbitmq-diagnostics, and has 1 s (the default of timeoutSeconds) for it',
    },
    'a second that is written down': {
      given: [web({ readinessProbe: { exec: { command: ['nodetool', 'status'] }, timeoutSeconds: 1 } })],
      says: 'readinessProbe of container "app" runs nodetool, and has 1 s for it',
    },
    'a timeout beyond the period': {
      given: [web({ readinessProbe: { timeoutSeconds: 10, periodSeconds: 5 } })],
      says: 'readinessProbe of container "app" may take 10 s and is repeated every 5 s',
    },
  },
});
