import { kube, ruleCases } from '../../testing.ts';
import { workflowRunSucceeded } from './workflow-run-succeeded.ts';

const workflow = (run: string, job: object = {}, on: object = { workflow_run: { workflows: ['CI'], types: ['completed'] } }) =>
  kube('slipway.dev/v1/Workflow', { name: 'cd' }, { workflow: { on, jobs: { deliver: { ...job, steps: [{ run }] } } } });

ruleCases(workflowRunSucceeded, {
  accepts: {
    'a delivery that asks': [workflow('git push', { if: "github.event.workflow_run.conclusion == 'success'" })],
    'a script that asks': [workflow('test "${{ github.event.workflow_run.conclusion }}" = success && git push')],
    'what only tells people': [workflow('echo done')],
    'a delivery of pushes': [workflow('git push', {}, { push: { branches: ['main'] } })],
  },
  refuses: {
    'a delivery after whatever': {
      given: [workflow('kustomize edit set image web=acme/web:1\ngit push')],
      says: 'job deliver delivers after every run of the other workflow, failed ones included',
    },
  },
});
