import { kube, ruleCases } from '../../testing.ts';
import { workflowEventKnown } from './workflow-event-known.ts';

const workflow = (on: unknown, step: object, job: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { build: { ...job, steps: [step] } } } });
const TAG = { run: 'echo "tag=pr-${{ github.event.pull_request.number }}" >> "$GITHUB_OUTPUT"' };

ruleCases(workflowEventKnown, {
  accepts: {
    'a workflow of pull requests': [workflow({ pull_request: {} }, TAG)],
    'a step for them only': [workflow(['push', 'pull_request'], { ...TAG, if: "github.event_name == 'pull_request'" })],
    'a job for them only': [workflow(['push', 'pull_request'], TAG, { if: "github.event_name == 'pull_request'" })],
    'a value for the others': [
      workflow(['push', 'pull_request'], { with: { ref: '${{ github.event.pull_request.head.sha || github.sha }}' } }),
    ],
    'a script that asks': [workflow(['push', 'pull_request'], { run: `if [ "$GITHUB_EVENT_NAME" = pull_request ]; then ${TAG.run}; fi` })],
    'a part for an event that does not start it': [
      workflow('workflow_dispatch', { run: `if [ "\${{ github.event_name }}" = pull_request ]; then ${TAG.run}; fi` }),
    ],
    'a workflow that others call': [workflow('workflow_call', TAG)],
    'the commit, which each has': [workflow('push', { run: 'echo ${{ github.sha }}' })],
  },
  refuses: {
    'a number that pushes do not have': {
      given: [workflow(['push', 'pull_request'], TAG)],
      says: 'github.event.pull_request.number is empty in runs of push',
    },
    'a commit of a run that did not start it': {
      given: [workflow('push', { env: { SHA: '${{ github.event.workflow_run.head_sha }}' } })],
      says: 'github.event.workflow_run.head_sha is empty in runs of push, and nothing else starts the workflow',
    },
  },
});
