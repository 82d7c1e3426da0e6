import { kube, ruleCases } from '../../testing.ts';
import { workflowFormValid } from './workflow-form-valid.ts';

const workflow = (on: unknown, job: object) => ({
  file: '.github/workflows/ci.yml',
  object: kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { build: job } } }),
});
const sound = { 'runs-on': 'ubuntu-24.04', steps: [{ uses: 'actions/checkout@v4' }, { name: 'Build', id: 'build', run: 'make' }] };

ruleCases(workflowFormValid, {
  accepts: {
    'filters of different things': [workflow({ push: { branches: ['main'], 'paths-ignore': ['docs/**'] }, pull_request: null }, sound)],
    'a schedule of five fields': [workflow({ schedule: [{ cron: '0 3 * * 1-5' }] }, sound)],
    'a reusable workflow': [workflow('workflow_dispatch', { uses: './.github/workflows/build.yml', with: { tag: 1 } })],
    'a workflow of another server': [
      {
        file: '.gitea/workflows/ci.yml',
        object: kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on: 'wiki', jobs: { build: sound } } }),
      },
    ],
  },
  refuses: {
    'branches to take and to leave out': {
      given: [workflow({ push: { branches: ['main'], 'branches-ignore': ['gh-pages'] } }, sound)],
      says: 'push has both branches and branches-ignore',
      fix: 'Keep branches, and except with "!pattern" in it.',
    },
    'a schedule with seconds': {
      given: [workflow({ schedule: [{ cron: '0 0 3 * * *' }] }, sound)],
      says: '"0 0 3 * * *" has 6 fields, and GitHub reads five',
    },
    'an event with a hyphen': {
      given: [workflow(['pull-request'], sound)],
      says: 'GitHub knows no event "pull-request"',
      fix: 'Did you mean "pull_request"?',
    },
    'steps that do two things, or none': {
      given: [workflow('push', { 'runs-on': 'x', steps: [{ uses: 'actions/checkout@v4', run: 'make' }, { with: { path: 'x' } }] })],
      says: ['step "actions/checkout" uses actions/checkout and runs a command', 'step "[1]" neither uses an action nor runs a command'],
    },
    'a key that is misspelt, and a job without a machine': {
      given: [
        workflow('push', {
          step: [],
          steps: [
            { run: 'a', id: 'x' },
            { run: 'b', id: 'x' },
          ],
        }),
      ],
      says: ['job build does not say where it runs', 'GitHub knows no key "step" of job build', 'two steps of the job have the id "x"'],
    },
  },
});
