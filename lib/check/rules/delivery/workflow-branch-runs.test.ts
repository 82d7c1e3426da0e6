import { kube, ruleCases } from '../../testing.ts';
import { workflowBranchRuns } from './workflow-branch-runs.ts';

const workflow = (step: object, on: object = { push: { branches: ['main'] }, pull_request: {} }) =>
  kube('slipway.dev/v1/Workflow', { name: 'ci' }, { workflow: { on, jobs: { build: { steps: [step] } } } });
const application = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'shop' },
  {
    spec: { source: { repoURL: 'https://github.com/acme/shop.git', path: 'k8s', targetRevision: 'main' } },
  },
);

ruleCases(workflowBranchRuns, {
  accepts: {
    'the branch that starts it': [workflow({ if: "github.ref == 'refs/heads/main'", run: 'make' })],
    'events that run on any branch': [
      workflow({ if: "github.ref == 'refs/heads/master'", run: 'make' }, { push: {}, workflow_dispatch: {} }),
    ],
    'branches by a pattern': [workflow({ if: "github.ref_name == 'release/1'", run: 'make' }, { push: { branches: ['release/*'] } })],
    'a workflow of tags': [workflow({ if: "startsWith(github.ref, 'refs/tags/')", run: 'make' })],
    'a push to the branch that is read': [application, workflow({ run: 'git push origin HEAD:main' })],
    'a push to a branch of its own': [application, workflow({ run: 'git push origin "bump-$TAG"\ngit push origin gh-pages' })],
  },
  refuses: {
    'a reference by the name of its branch': {
      given: [workflow({ if: "github.ref == 'main'", run: 'make' })],
      says: 'github.ref is compared with "main", and is refs/heads/main',
    },
    'a branch that never starts it': {
      given: [workflow({ if: "github.event_name == 'push' && github.ref == 'refs/heads/master'", run: 'make' })],
      says: 'it holds on branch master only, and pushes to main start the workflow',
      fix: 'Ask for main, or add master to the branches that start it.',
    },
    'a push to the branch of former days': {
      given: [application, workflow({ run: 'git commit -am x\ngit push origin HEAD:master' })],
      says: 'it pushes to master, and workflows and Applications here work with main',
      fix: 'Push to main.',
    },
  },
});
