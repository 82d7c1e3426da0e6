import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { workflowRegistryAgrees } from './workflow-registry-agrees.ts';

const web = (image: string) => inFile('k8s/web.yaml', deployment({ name: 'web', container: { image } }));
const workflow = (steps: readonly object[], more: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: ['push'], jobs: { build: { steps } }, ...more } });
const SET = { run: 'sed -i "s|\\(acme/web:\\).*|\\1${{ github.sha }}|" k8s/web.yaml' };
const push = (tag: string) => ({ uses: 'docker/build-push-action@v6', with: { push: true, tags: tag } });
const aws = (account: string) => [
  { uses: 'aws-actions/configure-aws-credentials@v4', with: { 'role-to-assume': `arn:aws:iam::${account}:role/push` } },
  { id: 'login', uses: 'aws-actions/amazon-ecr-login@v2' },
  { run: 'docker push "${{ steps.login.outputs.registry }}/acme/web:${{ github.sha }}"' },
];

ruleCases(workflowRegistryAgrees, {
  accepts: {
    'the registry of the manifest': [web('ghcr.io/acme/web:v1'), workflow([push('ghcr.io/acme/web:${{ github.sha }}'), SET])],
    'a registry in a variable': [
      web('ghcr.io/acme/web:v1'),
      workflow([push('${{ env.REGISTRY }}/acme/web:v2'), SET], { env: { REGISTRY: 'ghcr.io' } }),
      workflow([push('${{ secrets.REGISTRY }}/acme/web:v2'), SET]),
    ],
    'the registry of Docker, named or not': [web('acme/web:v1'), workflow([push('docker.io/acme/web:v2'), SET])],
    'the whole image is written': [
      web('ghcr.io/acme/web:v1'),
      workflow([push('quay.io/acme/web:v2'), { run: 'sed -i "s|image: .*|image: quay.io/acme/web:v2|" k8s/web.yaml' }]),
    ],
    'one account of AWS': [web('111122223333.dkr.ecr.us-east-1.amazonaws.com/acme/web:v1'), workflow([...aws('111122223333'), SET])],
  },
  refuses: {
    'another registry': {
      given: [web('registry.acme.io/acme/web:v1'), workflow([push('ghcr.io/acme/web:${{ github.sha }}'), SET])],
      says: 'line 1: it writes a new tag into k8s/web.yaml, which pulls registry.acme.io/acme/web, and the workflow pushes to ghcr.io/acme/web',
      fix: 'Write the whole image, or push to the registry of the manifest.',
    },
    'another account of AWS': {
      given: [web('444455556666.dkr.ecr.us-east-1.amazonaws.com/acme/web:v1'), workflow([...aws('111122223333'), SET])],
      says: 'line 1: it writes a new tag into k8s/web.yaml, which pulls 444455556666.dkr.ecr.us-east-1.amazonaws.com/acme/web, and the workflow pushes to the registry of account 111122223333',
    },
  },
});
