import { deployment, ruleCases } from '../../testing.ts';
import { shutdownTime } from './shutdown-time.ts';

const web = (preStop: object, pod: object = {}) => deployment({ container: { lifecycle: { preStop } }, pod: { ...pod } });
const told = (name: string, value: string, more: object = {}, pod: object = {}) =>
  deployment({ container: { env: [{ name, value }], ...more }, pod: { ...pod } });
const drains = (config: string, pod: object = {}) => deployment({ podAnnotations: { 'proxy.istio.io/config': config }, pod: { ...pod } });
const PHASE = 'SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE';
const sleep = (seconds: number) => ({ exec: { command: ['sh', '-c', `sleep ${seconds} && nginx -s quit`] } });

ruleCases(shutdownTime, {
  accepts: {
    'a short wait': [web(sleep(10))],
    'a long wait, and a longer time': [web(sleep(60), { terminationGracePeriodSeconds: 90 })],
    'a program that takes as long as it has': [told(PHASE, '30s'), told('SHUTDOWN_TIMEOUT', '5000')],
    'a program that takes long, and a longer time': [told(PHASE, '60s', {}, { terminationGracePeriodSeconds: 90 })],
    'a sidecar that drains for less': [drains('{"terminationDrainDuration": "20s"}')],
    'a sidecar that drains for long, and a longer time': [drains('terminationDrainDuration: 60s', { terminationGracePeriodSeconds: 90 })],
    milliseconds: [told(PHASE, '20000')],
    'a hook that does not wait': [web({ exec: { command: ['nginx', '-s', 'quit'] } })],
  },
  refuses: {
    'a sidecar that drains for longer than the pod lives': {
      given: [drains('terminationDrainDuration: 60s')],
      says: 'the sidecar lets connections end for 60 s (terminationDrainDuration), but the pod is killed after 30 s, the default',
    },
    'a wait as long as the default': {
      given: [web(sleep(30))],
      says: 'container "app" waits 30 s before it stops, but is killed after 30 s, the default',
    },
    'a program that takes longer': {
      given: [told(PHASE, '60s')],
      says: 'container "app" takes up to 60 s to stop (SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE), but is killed after 30 s, the default',
      fix: 'Set terminationGracePeriodSeconds above 60, or let the program take less.',
    },
    'a program that takes what the hook leaves, and more': {
      given: [told('GRACEFUL_TIMEOUT', '30', { lifecycle: { preStop: sleep(20) } }, { terminationGracePeriodSeconds: 45 })],
      says: 'container "app" takes up to 30 s to stop (GRACEFUL_TIMEOUT) after 20 s of its preStop hook, but is killed after 45 s',
    },
    'a wait beyond the time that was set': {
      given: [web({ sleep: { seconds: 20 } }, { terminationGracePeriodSeconds: 15 })],
      says: 'container "app" waits 20 s before it stops, but is killed after 15 s',
    },
  },
});
