import { kube, ruleCases } from '../../testing.ts';
import { workflowFetchesHistory } from './workflow-fetches-history.ts';

const workflow = (run: string, inputs: object = {}, more: object[] = [], env: object = {}) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'cd' },
    { workflow: { jobs: { changes: { steps: [{ uses: 'actions/checkout@v4', with: inputs }, ...more, { run, env }] } } } },
  );

ruleCases(workflowFetchesHistory, {
  accepts: {
    'all commits': [workflow('git diff --name-only HEAD^ HEAD', { 'fetch-depth': 0 })],
    'as many as are asked for': [workflow('git diff --name-only HEAD~1', { 'fetch-depth': 2 })],
    'a file as it was checked out, and the branch itself': [
      workflow('git restore apps/web/values.yaml\ngit checkout -B main origin/main\ngit reset --hard HEAD'),
    ],
    'what is fetched on the way': [workflow('git fetch origin main --depth=50\ngit diff origin/main...HEAD')],
    'a step that fetches': [workflow('git log origin/main..HEAD', {}, [{ run: 'git fetch --unshallow' }])],
    'the last commit alone': [
      workflow('git log -1 --format=%s\ngit rev-parse --short HEAD\ngit diff --quiet && git push origin main\ngit show HEAD^{tree}'),
    ],
    'a job without a checkout': [
      kube('slipway.dev/v1/Workflow', { name: 'x' }, { workflow: { jobs: { a: { steps: [{ run: 'git diff HEAD^' }] } } } }),
    ],
  },
  refuses: {
    'an older state of a file than was fetched': {
      given: [workflow('git restore --source=HEAD~2 apps/web/values.yaml\ngit commit -am rollback', { 'fetch-depth': 2 })],
      says: '"git restore --source=HEAD~2 apps/web/values.yaml" in job changes asks for commits before the last, and the checkout fetches 2',
      fix: 'Add with: {fetch-depth: 3} to actions/checkout.',
    },
    'the commit before, which is not there': {
      given: [workflow('CHANGED=$(git diff --name-only HEAD^ HEAD)')],
      says: '"git diff --name-only HEAD^ HEAD)" in job changes asks for commits before the last, and the checkout fetches one',
      fix: 'Add with: {fetch-depth: 2} to actions/checkout.',
    },
    'a variable for the commit that was built': {
      given: [workflow('for s in $(git diff --name-only "$SHA^" "$SHA" -- services); do echo "$s"; done', { ref: 'main' })],
      says: '"git diff --name-only "$SHA^" "$SHA" -- services)" in job changes asks for commits before the last, and the checkout fetches one',
    },
    'the commit before the push': {
      given: [workflow('git diff --name-only "$BASE" HEAD', { 'fetch-depth': 2 }, [], { BASE: '${{ github.event.before }}' })],
      says: '"git diff --name-only "$BASE" HEAD" in job changes asks for commits before the last, and the checkout fetches 2',
      fix: 'Add with: {fetch-depth: 0} to actions/checkout.',
    },
    'another branch': {
      given: [workflow('git diff --name-only origin/${{ github.base_ref }}...HEAD')],
      says: '"git diff --name-only origin/${{ github.base_ref }}...HEAD" in job changes asks for commits before the last, and the checkout fetches one',
    },
  },
});
