import { kube, ruleCases } from '../../testing.ts';
import { workflowRunCommit } from './workflow-run-commit.ts';

const workflow = (step: object, on: object = { workflow_run: { workflows: ['CI'], types: ['completed'] } }) =>
  kube('slipway.dev/v1/Workflow', { name: 'cd' }, { workflow: { on, jobs: { tags: { steps: [step] } } } });

ruleCases(workflowRunCommit, {
  accepts: {
    'the commit of the run before': [workflow({ run: 'make', env: { SHA: '${{ github.event.workflow_run.head_sha }}' } })],
    'a fallback for runs by hand': [
      workflow({ run: 'make', env: { SHA: '${{ github.sha }}' } }, { workflow_run: {}, workflow_dispatch: {} }),
      workflow({ run: 'make', env: { SHA: '${{ github.event.workflow_run.head_sha || github.sha }}' } }),
    ],
    'a workflow of pushes': [workflow({ run: 'echo ${{ github.sha }}' }, { push: {} })],
  },
  refuses: {
    'the commit of the default branch': {
      given: [workflow({ run: 'kustomize edit set image acme/api:main-${GITHUB_SHA::7}' })],
      says: '${GITHUB_SHA::7} is the last commit of the default branch, not the one that was built',
    },
    'the same as an expression': {
      given: [workflow({ run: 'make', env: { TAG: 'main-${{ github.sha }}' } })],
      says: '${{ github.sha }} is the last commit of the default branch, not the one that was built',
      fix: 'Write ${{ github.event.workflow_run.head_sha }}.',
    },
  },
});
