import { kube, ruleCases } from '../../testing.ts';
import { workflowTokenReaches } from './workflow-token-reaches.ts';

const workflow = (inputs: object, run = 'cd gitops && git commit -am v2 && git push') =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { on: 'push', jobs: { deliver: { steps: [{ uses: 'actions/checkout@v4', with: inputs }, { run }] } } } },
  );
const other = { repository: 'acme/gitops', path: 'gitops' };

ruleCases(workflowTokenReaches, {
  accepts: {
    'a token of its own': [workflow({ ...other, token: '${{ secrets.GITOPS_TOKEN }}' })],
    'the own repository': [workflow({})],
    'another one that is only read': [workflow(other, 'helm template gitops/chart')],
    'a push to an address with a token': [workflow(other, 'cd gitops && git push https://x:$TOKEN@github.com/acme/gitops')],
    'a push of the other checkout': [workflow({ repository: 'acme/charts', path: 'charts' })],
  },
  refuses: {
    'the token of the run': {
      given: [workflow({ ...other, token: '${{ secrets.GITHUB_TOKEN }}' })],
      says: 'acme/gitops is checked out with the token of this run, and jobs.deliver.steps[1] pushes there',
      fix: 'Give the checkout a token of an app, or a deploy key, that may write there.',
    },
    'no token at all': {
      given: [workflow(other)],
      says: 'acme/gitops is checked out with the token of this run, and jobs.deliver.steps[1] pushes there',
    },
  },
});
