import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { workflowReferencesExist } from './workflow-references-exist.ts';

const workflow = (jobs: object, on: object = { push: {} }) =>
  inFile('.github/workflows/ci.yml', documentObject('Workflow', 'CI', { workflow: { on, jobs } }));
const files = [
  'services/api/Dockerfile',
  '.github/actions/setup/action.yml',
  '.github/workflows/ci.yml',
  'overlays/prod/kustomization.yaml',
];
const checkout = { uses: 'actions/checkout@v4' };

ruleCases(workflowReferencesExist, {
  accepts: {
    'a workflow that waits for another, by its name': [
      inFile(
        '.github/workflows/ci.yml',
        documentObject('Workflow', 'ci', { workflow: { name: 'CI Pipeline', on: { push: {} }, jobs: {} } }),
      ),
      workflow({}, { workflow_run: { workflows: ['CI Pipeline'], types: ['completed'] } }),
    ],
    'filters of an action for folders that exist': {
      given: [
        workflow({
          a: {
            steps: [
              checkout,
              { id: 'filter', uses: 'dorny/paths-filter@v3', with: { filters: "api: ['services/api/**']\nall: ['**', '!docs/**']\n" } },
            ],
          },
        }),
      ],
      files,
    },
    'jobs, steps and outputs that exist': [
      workflow({
        build: { outputs: { tag: '${{ steps.meta.outputs.tag }}' }, steps: [{ id: 'meta', run: 'true' }] },
        deploy: {
          needs: 'build',
          if: "needs.build.outputs.tag != ''",
          steps: [{ run: 'echo ${{ needs.build.outputs.tag }} ${{ needs.build.result }}' }],
        },
      }),
    ],
    'outputs of a workflow that is called': [
      workflow({
        build: { uses: 'o/r/.github/workflows/b.yml@v1' },
        deploy: { needs: ['build'], steps: [{ run: 'echo ${{ needs.build.outputs.x }}' }] },
      }),
    ],
    'an output of a step, whatever it is called': [
      workflow({ a: { steps: [{ id: 'x', uses: 'o/a@v1' }, { run: 'echo ${{ steps.x.outputs.anything }}' }] } }),
    ],
    'words that look like references in a shell': [workflow({ a: { steps: [{ run: 'echo needs.build.outputs.x and steps.y.z' }] } })],
    'folders and local actions that exist': {
      given: [
        workflow(
          { a: { steps: [checkout, { uses: './.github/actions/setup' }, { run: 'make', 'working-directory': './services/api' }] } },
          { push: { paths: ['services/**', '!services/api/README.md', '**/*.md', '*.yaml'] } },
        ),
      ],
      files,
    },
    'a folder of another repository': {
      given: [
        workflow({
          a: {
            steps: [
              { uses: 'actions/checkout@v4', with: { repository: 'o/gitops', path: 'gitops' } },
              { run: 'ls', 'working-directory': 'gitops' },
            ],
          },
        }),
      ],
      files,
    },
    'a folder that a step makes': {
      given: [workflow({ a: { steps: [checkout, { run: 'mkdir out' }, { run: 'ls', 'working-directory': 'out' }] } })],
      files,
    },
  },
  refuses: {
    'a workflow that is called otherwise': {
      given: [
        inFile(
          '.github/workflows/ci.yml',
          documentObject('Workflow', 'ci', { workflow: { name: 'CI Pipeline', on: { push: {} }, jobs: {} } }),
        ),
        workflow({}, { workflow_run: { workflows: ['CI'], types: ['completed'] } }),
      ],
      says: 'it waits for the workflow "CI", and the workflows here are called ".github/workflows/ci.yml", "CI Pipeline"',
      fix: 'Write the name of a workflow as it stands under its key name.',
    },
    'a filter of an action for a folder that is gone': {
      given: [
        workflow({
          a: {
            steps: [
              checkout,
              {
                id: 'filter',
                uses: 'dorny/paths-filter@v3',
                with: { filters: "api: ['services/api/**']\nui:\n  - 'services/dashboard-ui/**'\n" },
              },
            ],
          },
        }),
      ],
      files,
      says: 'the filter "ui" looks at services/dashboard-ui/**, and there is no folder services/dashboard-ui',
    },
    'a folder of a matrix that a filter of another job fills': {
      given: [
        workflow({
          changes: {
            outputs: { services: '${{ steps.filter.outputs.changes }}' },
            steps: [checkout, { id: 'filter', uses: 'dorny/paths-filter@v3', with: { filters: "api: ['services/api/**']\n" } }],
          },
          build: {
            needs: 'changes',
            strategy: { matrix: { service: '${{ fromJson(needs.changes.outputs.services) }}' } },
            steps: [checkout, { uses: 'docker/build-push-action@v5', with: { context: './${{ matrix.service }}' } }],
          },
        }),
      ],
      files,
      says: 'with.context is api, which is not in the tree',
      fix: 'Name one that exists.',
    },
    'a job that does not exist': {
      given: [workflow({ 'build-image': { steps: [] }, deploy: { needs: ['build'], steps: [] } })],
      says: 'job deploy needs "build", and there is no such job',
      fix: 'Did you mean "build-image"?',
    },
    'an output that the job does not have': {
      given: [
        workflow({
          build: { outputs: { tags: 'x' }, steps: [] },
          deploy: { needs: 'build', steps: [{ run: 'echo ${{ needs.build.outputs.tag }}' }] },
        }),
      ],
      says: 'job deploy reads needs.build.outputs.tag, and job build has the outputs tags',
    },
    'an output of a job that it does not wait for': {
      given: [
        workflow({ build: { outputs: { tag: 'x' }, steps: [] }, deploy: { steps: [{ run: 'echo ${{ needs.build.outputs.tag }}' }] } }),
      ],
      says: 'job deploy reads needs.build.outputs.tag, and does not need build',
      fix: 'Add build to needs.',
    },
    'a step without that id': {
      given: [
        workflow({
          a: {
            steps: [
              { id: 'filter', uses: 'o/a@v1' },
              { if: "steps.filters.outputs.api == 'true'", run: 'make' },
            ],
          },
        }),
      ],
      says: 'job a reads steps.filters.outputs.api, and there is no step "filters"',
    },
    'a folder that was moved': {
      given: [workflow({ a: { steps: [checkout, { uses: 'docker/build-push-action@v5', with: { context: './service/api' } }] } })],
      files,
      says: 'with.context is ./service/api, which is not in the tree',
      fix: 'Did you mean "services/api"?',
    },
    'a folder of a matrix': {
      given: [
        workflow({
          a: {
            strategy: { matrix: { service: ['api', 'web'] } },
            steps: [checkout, { run: 'make', 'working-directory': 'services/${{ matrix.service }}' }],
          },
        }),
      ],
      files,
      says: 'working-directory is services/web, which is not in the tree',
    },
    'a filter for a folder that was renamed': {
      given: [workflow({}, { pull_request: { paths: ['service/**'] } })],
      files,
      says: 'pull_request waits for changes of service/**, and there is no folder service',
    },
    'a workflow that is not there': {
      given: [workflow({ a: { uses: './.github/workflows/cii.yml' } })],
      files,
      says: 'uses is ./.github/workflows/cii.yml, which is not in the tree',
    },
  },
});
