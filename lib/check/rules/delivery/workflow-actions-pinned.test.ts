import { kube, ruleCases } from '../../testing.ts';
import { workflowActionsPinned } from './workflow-actions-pinned.ts';

const workflow = (...uses: string[]) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: { steps: uses.map((each) => ({ uses: each })) } } } });

ruleCases(workflowActionsPinned, {
  accepts: {
    'a commit': [workflow('aquasecurity/trivy-action@18f2510ee396bbf400402947b394f2dd8c87dbb0')],
    "a tag of GitHub's own": [workflow('actions/checkout@v4', 'github/codeql-action/init@v3')],
    'an action of the repository': [workflow('./.github/actions/build')],
  },
  refuses: {
    'a branch': { given: [workflow('aquasecurity/trivy-action@master')], says: 'aquasecurity/trivy-action@master follows a branch' },
    'tags of others': {
      given: [workflow('docker/login-action@v3', 'docker/build-push-action@v5', 'docker/login-action@v3')],
      says: '3 actions of others are pinned by tag only: docker/login-action@v3, docker/build-push-action@v5',
    },
  },
});
