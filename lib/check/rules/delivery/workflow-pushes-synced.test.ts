import { documentKind } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { workflowPushesSynced } from './workflow-pushes-synced.ts';

const workflow = (...steps: readonly object[]) =>
  kube(documentKind('Workflow'), { name: 'ci' }, { workflow: { jobs: { bump: { steps } } } });
const bump = (push: string) =>
  workflow({ uses: 'actions/checkout@v4' }, { run: `sed -i "s|web:.*|web:v2|" apps/web/web.yaml\ngit commit -am bump\n${push}` });
const app = (targetRevision: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://github.com/acme/gitops.git', path: 'apps/web', targetRevision }, destination: {} } },
  );
const files = ['apps/web/web.yaml'];

const edits = (file: string, ...more: readonly string[]) =>
  workflow(
    { uses: 'actions/checkout@v4' },
    { run: `yq -i '.image.tag = "v2"' ${file}\ngit commit -am bump\ngit push` },
    ...more.map((run) => ({ run })),
  );
const values = inFile(
  'helm/web/values.yaml',
  kube(documentKind('HelmValues'), { name: 'helm/web/values' }, { values: { image: { tag: 'v1' } } }),
);
const both = ['apps/web/web.yaml', 'helm/web/values.yaml'];

ruleCases(workflowPushesSynced, {
  accepts: {
    'values that the Application names': {
      given: [
        edits('helm/web/values.yaml'),
        values,
        kube(
          'argoproj.io/v1alpha1/Application',
          { name: 'web', namespace: 'argocd' },
          {
            spec: {
              source: {
                repoURL: 'https://github.com/acme/gitops.git',
                path: 'apps/web',
                helm: { valueFiles: ['../../helm/web/values.yaml'] },
              },
              destination: {},
            },
          },
        ),
      ],
      files: both,
    },
    'values that a step installs by itself': {
      given: [edits('helm/web/values.yaml', 'helm upgrade web ./helm/web'), values, app('main')],
      files: both,
    },
    'a file that is no manifest': { given: [edits('web/version.yaml'), app('main')], files: [...both, 'web/version.yaml'] },
    'the branch of the run': { given: [bump('git push'), app('main')], files },
    'the branch that is followed': { given: [bump('git push origin HEAD:deploy'), app('deploy')], files },
    'the main branch by its other name': { given: [bump('git push origin main'), app('HEAD')], files },
    'a branch that is worked out': { given: [bump('git push origin "HEAD:$BRANCH"'), app('main')], files },
    'a proposal': { given: [bump('git push origin HEAD:bump\ngh pr create --fill'), app('main')], files },
    'another repository': {
      given: [
        workflow(
          { uses: 'actions/checkout@v4', with: { repository: 'acme/other' } },
          { run: 'sed -i s/a/b/ apps/web/web.yaml\ngit push origin x' },
        ),
        app('main'),
      ],
      files,
    },
    'a folder that nobody installs': { given: [bump('git push origin HEAD:deploy'), app('main')], files: ['README.md'] },
  },
  refuses: {
    'values of a chart that nobody installs any more': {
      given: [edits('helm/web/values.yaml'), values, app('main')],
      files: both,
      says: 'it changes helm/web/values.yaml, and the Applications of this repository read apps/web',
    },
    'another branch': {
      given: [bump('git push origin HEAD:deploy'), app('main')],
      files,
      says: 'it changes apps/web/web.yaml and pushes to deploy, and the Application of that folder follows main',
    },
    'the main branch, which nobody follows': {
      given: [bump('git push origin main'), app('release')],
      files,
      says: 'it changes apps/web/web.yaml and pushes to main, and the Application of that folder follows release',
    },
  },
});
