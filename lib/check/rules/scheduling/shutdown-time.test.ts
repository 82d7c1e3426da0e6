import { deployment, ruleCases } from '../../testing.ts';
import { shutdownTime } from './shutdown-time.ts';

const web = (preStop: object, pod: object = {}) => deployment({ container: { lifecycle: { preStop } }, pod: { ...pod } });
const sleep = (seconds: number) => ({ exec: { command: ['sh', '-c', `sleep ${seconds} && nginx -s quit`] } });

ruleCases(shutdownTime, {
  accepts: {
    'a short wait': [web(sleep(10))],
    'a long wait, and a longer time': [web(sleep(60), { terminationGracePeriodSeconds: 90 })],
    'a hook that does not wait': [web({ exec: { command: ['nginx', '-s', 'quit'] } })],
  },
  refuses: {
    'a wait as long as the default': {
      given: [web(sleep(30))],
      says: 'container "app" waits 30 s before it stops, but is killed after 30 s, the default',
    },
    'a wait beyond the time that was set': {
      given: [web({ sleep: { seconds: 20 } }, { terminationGracePeriodSeconds: 15 })],
      says: 'container "app" waits 20 s before it stops, but is killed after 15 s',
    },
  },
});
