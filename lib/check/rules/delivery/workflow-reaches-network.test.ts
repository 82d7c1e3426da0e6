import { kube, ruleCases } from '../../testing.ts';
import { workflowReachesNetwork } from './workflow-reaches-network.ts';

const workflow = (runner: unknown, ...steps: readonly object[]) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', jobs: { deploy: { 'runs-on': runner, steps } } } });
const page = { run: 'curl -fsS http://192.168.1.200/health' };
const call = { run: 'kubectl --server https://192.168.1.187:6443 get nodes' };

ruleCases(workflowReachesNetwork, {
  accepts: {
    'a machine of the house': [workflow(['self-hosted', 'linux'], call)],
    'a public address': [workflow('ubuntu-latest', { run: 'curl https://blog.example.com' })],
    'a cluster on the machine itself': [
      workflow('ubuntu-latest', { uses: 'helm/kind-action@v1' }, { run: 'curl http://172.18.0.2:30080' }),
    ],
    'a private network that is joined': [workflow('ubuntu-latest', { uses: 'tailscale/github-action@v3' }, call)],
    'a network in a setting': [workflow('ubuntu-latest', { run: 'helm template x --set cidr=10.244.0.0/16' })],
  },
  refuses: {
    'a machine of GitHub': {
      given: [workflow('ubuntu-latest', call)],
      says: 'job deploy talks to 192.168.1.187:6443, and runs on ubuntu-latest, a machine of GitHub',
    },
    'a page of the house': {
      given: [workflow('ubuntu-24.04', page)],
      says: 'job deploy talks to 192.168.1.200, and runs on ubuntu-24.04, a machine of GitHub',
    },
    'an action that logs in over SSH': {
      given: [workflow('ubuntu-24.04', { uses: 'appleboy/ssh-action@v1', with: { host: '10.0.0.5', script: 'uptime' } })],
      says: 'job deploy talks to 10.0.0.5, and runs on ubuntu-24.04, a machine of GitHub',
    },
  },
});
