import { kube, ruleCases } from '../../testing.ts';
import { workflowInputsGiven } from './workflow-inputs-given.ts';

const workflow = (step: object) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', jobs: { build: { steps: [step] } } } });

ruleCases(workflowInputsGiven, {
  accepts: {
    'all that is needed': [
      workflow({ uses: 'actions/setup-java@v4', with: { distribution: 'temurin', 'java-version-file': '.java-version' } }),
    ],
    'an action that needs nothing': [workflow({ uses: 'actions/checkout@v4' })],
    'a command': [workflow({ run: 'make' })],
  },
  refuses: {
    'a Java of nobody': {
      given: [workflow({ uses: 'actions/setup-java@v4', with: { 'java-version': '17' } })],
      says: 'actions/setup-java is not given distribution',
      fix: 'Add with: {distribution: …}.',
    },
    'an artifact of nothing': {
      given: [workflow({ uses: 'actions/upload-artifact@v4' })],
      says: 'actions/upload-artifact is not given path',
    },
  },
});
