import { kube, ruleCases } from '../../testing.ts';
import { workflowVariablesKept } from './workflow-variables-kept.ts';

const workflow = (steps: readonly object[], job: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'push', jobs: { build: { ...job, steps } } } });

ruleCases(workflowVariablesKept, {
  accepts: {
    'a variable of one step': [workflow([{ run: 'TAG=v1\ndocker push web:$TAG' }])],
    'one that is handed on': [workflow([{ run: 'TAG=v1\necho "TAG=$TAG" >> "$GITHUB_ENV"' }, { run: 'docker push web:$TAG' }])],
    'one that each step sets': [workflow([{ run: 'export TAG=v1' }, { run: 'TAG=v2\necho $TAG' }])],
    'one of the job': [workflow([{ run: 'TAG=v1 make' }, { run: 'echo $TAG' }], { env: { TAG: 'v3' } })],
    'one of the step': [workflow([{ run: 'export TAG=v1' }, { run: 'echo $TAG', env: { TAG: 'x' } }])],
    'a default': [workflow([{ run: 'export TAG=v1' }, { run: 'echo ${TAG:-latest}' }])],
    'a dollar that is kept for later': [workflow([{ run: 'export TAG=v1' }, { run: 'echo "image: web:\\$TAG" > x' }])],
    'a variable that nobody sets here': [workflow([{ run: 'echo $RUNNER_TEMP' }])],
  },
  refuses: {
    'one that a step exports': {
      given: [workflow([{ run: 'export TAG=v1' }, { run: 'docker push "web:$TAG"' }])],
      says: 'TAG is set in jobs.build.steps[0], a shell that has ended',
      fix: 'Write echo "TAG=…" >> "$GITHUB_ENV" in the step that sets it.',
    },
    'one that is handed on under another name': {
      given: [workflow([{ run: 'VERSION=$(cat VERSION)\necho "TAG=$VERSION" >> $GITHUB_ENV' }, { run: 'docker push "web:${VERSION}"' }])],
      says: 'VERSION is set in jobs.build.steps[0], a shell that has ended',
    },
  },
});
