import { kube, ruleCases } from '../../testing.ts';
import { workflowSecretsAgree } from './workflow-secrets-agree.ts';

const workflow = (name: string, ...secrets: string[]) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name },
    {
      workflow: {
        jobs: { a: { steps: secrets.map((each) => ({ uses: 'docker/login-action@v3', with: { password: `\${{ secrets.${each} }}` } })) } },
      },
    },
  );

ruleCases(workflowSecretsAgree, {
  accepts: {
    'one name': [workflow('ci', 'DOCKERHUB_TOKEN'), workflow('cd', 'DOCKERHUB_TOKEN')],
    'upper and lower case': [workflow('ci', 'TOKEN'), workflow('cd', 'token')],
    'two secrets': [workflow('ci', 'DOCKERHUB_TOKEN'), workflow('cd', 'DOCKERHUB_USERNAME', 'GH_TOKEN')],
  },
  refuses: {
    'two spellings of one': {
      given: [workflow('ci', 'DOCKERHUB_TOKEN', 'DOCKERHUB_TOKEN'), workflow('cd', 'DOCKER_HUB_TOKEN')],
      says: 'it reads secrets.DOCKER_HUB_TOKEN, and elsewhere it is secrets.DOCKERHUB_TOKEN (2 places)',
      fix: 'Write secrets.DOCKERHUB_TOKEN, or the name that the settings of the repository have.',
    },
  },
});
