import { kube, ruleCases } from '../../testing.ts';
import { workflowValuesExpand } from './workflow-values-expand.ts';

const workflow = (step: object, env: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', env, jobs: { build: { steps: [step] } } } });
const build = (tags: string, env: object = {}) => workflow({ uses: 'docker/build-push-action@v6', with: { tags } }, env);

ruleCases(workflowValuesExpand, {
  accepts: {
    'an expression': [build('ghcr.io/acme/web:${{ github.sha }}')],
    'a variable that a shell reads': [workflow({ run: 'docker build -t web:$GITHUB_SHA .' })],
    'a script that an action runs': [workflow({ uses: 'appleboy/ssh-action@v1', with: { script: 'echo $GITHUB_SHA' } })],
    'a dollar that names nothing of the workflow': [build('web:$other')],
  },
  refuses: {
    'a variable of the runner in an input': {
      given: [build('ghcr.io/acme/web:v$GITHUB_RUN_NUMBER')],
      says: 'tags is "ghcr.io/acme/web:v$GITHUB_RUN_NUMBER": $GITHUB_RUN_NUMBER stays as it stands',
      fix: 'Write ${{ github.run_number }}.',
    },
    'a variable of the workflow in an input': {
      given: [build('ghcr.io/acme/web:${VERSION}', { VERSION: '1.2' })],
      says: 'tags is "ghcr.io/acme/web:${VERSION}": ${VERSION} stays as it stands',
      fix: 'Write ${{ env.VERSION }}.',
    },
    'a variable made of a variable': {
      given: [workflow({ run: 'docker push web:$TAG', env: { TAG: 'v${GITHUB_SHA}' } })],
      says: 'TAG is "v${GITHUB_SHA}": ${GITHUB_SHA} stays as it stands',
    },
  },
});
