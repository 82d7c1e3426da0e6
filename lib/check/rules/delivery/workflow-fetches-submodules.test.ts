import { inFile, kube, ruleCases } from '../../testing.ts';
import { workflowFetchesSubmodules } from './workflow-fetches-submodules.ts';

const modules = inFile(
  '.gitmodules',
  kube(
    'slipway.dev/v1/TextFile',
    { name: '.gitmodules' },
    { text: '[submodule "theme"]\n\tpath = site/themes/PaperMod\n\turl = https://github.com/acme/theme\n' },
  ),
);
const workflow = (inputs: object, step: object) =>
  kube(
    'slipway.dev/v1/Workflow',
    { name: 'ci' },
    { workflow: { on: 'push', jobs: { build: { steps: [{ uses: 'actions/checkout@v4', with: inputs }, step] } } } },
  );
const build = { uses: 'docker/build-push-action@v6', with: { context: '.', push: true } };
const says = 'job build builds with site/themes/PaperMod, a submodule, and its checkout fetches none';

ruleCases(workflowFetchesSubmodules, {
  accepts: {
    'a checkout with submodules': [modules, workflow({ submodules: 'recursive' }, build)],
    'submodules that a command fetches': [modules, workflow({}, { run: 'git submodule update --init\nhugo --minify' })],
    'a job that does not use them': [modules, workflow({}, { run: 'kubectl kustomize k8s' })],
    'a build of another folder': [modules, workflow({}, { uses: 'docker/build-push-action@v6', with: { context: 'backend' } })],
    'a repository without submodules': [workflow({}, build)],
  },
  refuses: {
    'a build of all that is there': {
      given: [modules, workflow({}, build)],
      says,
      fix: 'Add with: {submodules: true} to actions/checkout.',
    },
    'a site with its theme': { given: [modules, workflow({ 'fetch-depth': 0 }, { run: 'cd site && hugo --minify' })], says },
  },
});
