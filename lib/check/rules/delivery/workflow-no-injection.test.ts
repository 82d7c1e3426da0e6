import { kube, ruleCases } from '../../testing.ts';
import { workflowNoInjection } from './workflow-no-injection.ts';

const workflow = (step: object, on: unknown = 'push') =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { build: { steps: [step] } } } });

ruleCases(workflowNoInjection, {
  accepts: {
    'a value in the environment': [workflow({ run: 'echo "$TITLE"', env: { TITLE: '${{ github.event.pull_request.title }}' } })],
    'numbers and commits': [workflow({ run: 'echo ${{ github.event.pull_request.number }} ${{ github.sha }} ${{ github.ref_name }}' })],
    'the head of an ordinary pull request': [
      workflow({ uses: 'actions/checkout@v4', with: { ref: '${{ github.head_ref }}' } }, ['pull_request']),
    ],
  },
  refuses: {
    'a title in a command': {
      given: [workflow({ run: 'echo "${{ github.event.pull_request.title }}"' })],
      says: '${{ github.event.pull_request.title }} becomes part of a command',
    },
    'a branch name in a command': {
      given: [workflow({ run: 'git checkout ${{ github.head_ref }}' })],
      says: '${{ github.head_ref }} becomes part of a command',
    },
    'a comment in a script': {
      given: [workflow({ uses: 'actions/github-script@v7', with: { script: 'const a = `${{ github.event.comment.body }}`' } })],
      says: '${{ github.event.comment.body }} becomes part of a command',
    },
    'code of strangers with secrets': {
      given: [
        workflow({ uses: 'actions/checkout@v4', with: { ref: '${{ github.event.pull_request.head.sha }}' } }, { pull_request_target: {} }),
      ],
      says: 'pull_request_target checks out the code of the pull request (${{ github.event.pull_request.head.sha }})',
    },
  },
});
