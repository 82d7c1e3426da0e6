import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { workflowCallsWhole } from './workflow-calls-whole.ts';

const caller = (job: object) =>
  inFile('.github/workflows/ci.yml', kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { jobs: { deploy: job } } }));
const called = inFile(
  '.github/workflows/deploy.yml',
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'deploy' },
    {
      workflow: {
        on: {
          workflow_call: {
            inputs: { stage: { required: true }, tag: { required: true, default: 'x' } },
            secrets: { TOKEN: { required: true } },
          },
        },
        jobs: {},
      },
    },
  ),
);
const reading = (job: object = {}, secrets: object = {}) =>
  inFile(
    '.github/workflows/notify.yml',
    kube(
      'slipway.dev/v1/Workflow',
      { name: 'notify' },
      {
        workflow: {
          on: { workflow_call: { secrets } },
          jobs: { send: { steps: [{ run: 'x', env: { URL: '${{ secrets.SLACK }}', T: '${{ secrets.GITHUB_TOKEN }}' } }], ...job } },
        },
      },
    ),
  );
const NOTIFY = './.github/workflows/notify.yml';
const action = inFile(
  '.github/actions/tag/action.yml',
  documentObject('Config', 'action', { content: { inputs: { image: { required: true } }, runs: {} } }),
);
const USES = './.github/workflows/deploy.yml';
const step = (inputs: object) => ({ steps: [{ uses: './.github/actions/tag', with: inputs }] });

ruleCases(workflowCallsWhole, {
  accepts: {
    'all that is demanded': [called, caller({ uses: USES, with: { stage: 'prod' }, secrets: { TOKEN: 'x' } })],
    'secrets that are handed on': [called, caller({ uses: USES, with: { stage: 'prod' }, secrets: 'inherit' })],
    'all secrets, for one that declares none': [reading(), caller({ uses: NOTIFY, secrets: 'inherit' })],
    'a secret that is declared, and may lack': [reading({}, { slack: {} }), caller({ uses: NOTIFY })],
    'secrets of an environment': [reading({ environment: 'prod' }), caller({ uses: NOTIFY })],
    'an action with its input': [action, caller(step({ image: 'web' }))],
    'what is not in the tree': [caller({ uses: 'acme/workflows/.github/workflows/x.yml@v1' }), caller({ steps: [{ uses: './other' }] })],
  },
  refuses: {
    'a secret that nobody hands on': {
      given: [reading(), caller({ uses: NOTIFY })],
      says: 'job deploy calls ./.github/workflows/notify.yml, which reads secrets.SLACK, and hands on no secrets',
      fix: 'Add secrets: inherit to the job, or declare the secret under workflow_call and hand it over.',
    },
    'an input and a secret that lack': {
      given: [called, caller({ uses: USES, with: { tag: 'v1' } })],
      says: [
        'job deploy calls ./.github/workflows/deploy.yml without the secret TOKEN, which it demands',
        'job deploy calls ./.github/workflows/deploy.yml without the input stage, which it demands',
      ],
    },
    'an input that was renamed': {
      given: [
        called,
        action,
        caller({ uses: USES, with: { stage: 'prod', tags: 'v1' }, secrets: 'inherit' }),
        caller(step({ images: 'web', image: 'web' })),
      ],
      says: [
        'a step of job deploy gives ./.github/actions/tag the input images, which it does not know',
        'job deploy gives ./.github/workflows/deploy.yml the input tags, which it does not know',
      ],
      fix: 'Did you mean "image"?',
    },
  },
});
