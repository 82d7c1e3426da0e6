import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { compositeActionRuns } from './composite-action-runs.ts';

const action = (steps: readonly object[], using = 'composite', file = '.github/actions/notify/action.yml') =>
  inFile(file, documentObject('Config', 'action', { content: { name: 'Notify', inputs: { Url: {} }, runs: { using, steps } } }));
const step = { run: 'curl "$URL"', shell: 'bash', env: { URL: '${{ inputs.url }}' } };

ruleCases(compositeActionRuns, {
  accepts: {
    'a command with its shell and an input': [action([step])],
    'what the run was started with': [action([{ ...step, env: { STAGE: '${{ github.event.inputs.stage }}' } }])],
    'another action': [action([{ uses: 'actions/checkout@v4', with: { token: '${{ github.token }}' } }])],
    'an action of another kind': [action([{ run: 'x' }], 'docker')],
    'a file of another name': [action([{ run: 'x' }], 'composite', 'deploy/action-list.yml')],
  },
  refuses: {
    'a command without a shell': {
      given: [action([{ name: 'Tell', run: 'curl x' }])],
      says: 'step Tell of the action runs a command and names no shell',
      fix: 'Add shell: bash.',
    },
    'a secret': {
      given: [action([{ ...step, env: { URL: '${{ secrets.SLACK }}' } }])],
      says: 'step 1 of the action reads secrets.SLACK, and an action has no secrets',
    },
    'an input by another name': {
      given: [action([{ ...step, env: { URL: '${{ inputs.urll }}' } }])],
      says: 'step 1 of the action reads inputs.urll, and the action declares no such input',
      fix: 'Did you mean "url"?',
    },
  },
});
