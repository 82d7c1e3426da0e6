import { documentKind } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
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

ruleCases(workflowPushesSynced, {
  accepts: {
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
