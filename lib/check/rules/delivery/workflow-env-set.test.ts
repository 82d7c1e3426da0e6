import { kube, ruleCases } from '../../testing.ts';
import { workflowEnvSet } from './workflow-env-set.ts';

const workflow = (steps: readonly object[], job: object = {}, whole: object = {}) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { build: { steps, ...job } }, ...whole } });
const reads = { uses: 'docker/build-push-action@v6', with: { tags: '${{ env.REGISTRY }}/web:v1' } };

ruleCases(workflowEnvSet, {
  accepts: {
    'a variable of the workflow, of the job and of the step': [
      workflow([reads], {}, { env: { REGISTRY: 'ghcr.io' } }),
      workflow([reads], { env: { REGISTRY: 'ghcr.io' } }),
      workflow([{ ...reads, env: { REGISTRY: 'ghcr.io' } }]),
    ],
    'one that a step before writes': [workflow([{ run: 'echo "REGISTRY=ghcr.io" >> $GITHUB_ENV' }, reads])],
    'one that an action or a script may write': [
      workflow([{ uses: 'acme/setup@v1' }, reads]),
      workflow([{ run: 'cat .env >> $GITHUB_ENV' }, reads]),
      workflow([{ run: './env.sh' }, reads]),
    ],
    'a word of a text, and an output': [workflow([{ run: "echo '${{ steps.env.outputs.x }} env.REGISTRY'" }])],
  },
  refuses: {
    'a variable that was taken out': {
      given: [workflow([{ uses: 'actions/checkout@v4' }, reads, reads], { env: { REGISTRIES: 'ghcr.io' } })],
      says: 'job build reads env.REGISTRY, which nothing sets; set are REGISTRIES',
      fix: 'Did you mean env.REGISTRIES?',
    },
    'a condition': { given: [workflow([{ run: 'make', if: "env.PUSH == 'true'" }])], says: 'job build reads env.PUSH, which nothing sets' },
  },
});
