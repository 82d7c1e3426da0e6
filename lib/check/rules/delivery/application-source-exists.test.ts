import { kube, ruleCases } from '../../testing.ts';
import { applicationSourceExists } from './application-source-exists.ts';

const repoURL = 'https://github.com/acme/platform.git';
const app = (name: string, path: string, more: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    { spec: { source: { repoURL, path, ...more }, destination: { namespace: name } } },
  );
const found = app('web', 'apps/web');
const files = ['apps/web/deployment.yaml', 'apps/web/service.yaml'];

ruleCases(applicationSourceExists, {
  accepts: {
    'a folder with manifests': { given: [found], files },
    'a tree that was read from above its root': { given: [found], files: files.map((file) => `platform/${file}`) },
    'another repository': { given: [found, app('other', 'apps/other', { repoURL: 'git@github.com:acme/other.git' })], files },
    'folders that are read recursively': { given: [app('all', 'apps', { directory: { recurse: true } })], files },
    'values beside a manifest that installs their chart': {
      given: [found, app('stack', 'apps/stack')],
      files: [...files, 'apps/stack/values.yaml', 'apps/stack/application.yaml'],
    },
    'values of a chart in a folder below, which are no manifests': { given: [found], files: [...files, 'apps/web/cache/values.yaml'] },
    'a chart of the repository': {
      given: [found, app('chart', 'charts/db')],
      files: [...files, 'charts/db/Chart.yaml', 'charts/db/templates/x.yaml'],
    },
    'a folder below that has an Application of its own': { given: [app('root', 'apps'), found], files: [...files, 'apps/root.yaml'] },
    'folders of an ApplicationSet': {
      given: [
        app('root', 'apps'),
        kube(
          'argoproj.io/v1alpha1/ApplicationSet',
          { name: 'set' },
          {
            spec: {
              generators: [{ git: { directories: [{ path: 'apps/*' }] } }],
              template: { spec: { source: { repoURL, path: '{{path}}' } } },
            },
          },
        ),
      ],
      files: [...files, 'apps/root.yaml'],
    },
    'objects without their files': { given: [app('web', 'nowhere')] },
  },
  refuses: {
    'values of a chart, and no chart': {
      given: [found, app('stack', 'apps/stack')],
      files: [...files, 'apps/stack/values.yaml'],
      says: 'the folder apps/stack holds values of a chart only (values.yaml), and no Chart.yaml that says which',
    },
    'folders of values below, which recursion would not install': {
      given: [found, app('parts', 'parts', { directory: { recurse: true } })],
      files: [...files, 'parts/cache/values.yaml', 'parts/queue/values-prod.yaml'],
      says: 'the folder parts holds no manifest, chart or kustomization; below it are values of charts only (cache, queue)',
    },
    'a folder that is not there': {
      given: [found, app('was', 'app/was')],
      files: [...files, 'apps/was/x.yaml'],
      says: 'there is no folder app/was',
      fix: 'Did you mean "apps/was"?',
    },
    'settings for kustomize without a kustomization': {
      given: [app('web', 'apps/web', { kustomize: { namePrefix: 'prod-' } })],
      files,
      says: 'the folder apps/web has no kustomization.yaml, and the source has settings for kustomize',
    },
    'a folder that a list names in an ApplicationSet': {
      given: [
        found,
        kube(
          'argoproj.io/v1alpha1/ApplicationSet',
          { name: 'set' },
          {
            spec: {
              generators: [{ list: { elements: [{ app: 'web' }, { app: 'wbe' }] } }],
              template: { spec: { source: { repoURL, path: 'apps/{{app}}' } } },
            },
          },
        ),
      ],
      files,
      says: 'there is no folder apps/wbe',
      fix: 'Did you mean "apps/web"?',
    },
    'a folder without manifests': {
      given: [found, app('docs', 'docs')],
      files: [...files, 'docs/README.md'],
      says: 'the folder docs holds no manifest, chart or kustomization',
    },
    'files under odd names': {
      given: [found, app('sealed', 'apps/sealed')],
      files: [...files, 'apps/sealed/Chart.yaml:', 'apps/sealed/values.yaml:'],
      says: 'the folder apps/sealed holds no manifest, chart or kustomization (only "Chart.yaml:")',
    },
    'folders below the top level': {
      given: [app('monitoring', 'configs/monitoring')],
      files: ['configs/monitoring/a.yaml', 'configs/monitoring/ingress/b.yaml', 'configs/monitoring/rules/c.yaml'],
      says: 'ingress, rules below configs/monitoring are not read: a directory source takes the top level only',
    },
    'nothing but folders below': {
      given: [app('monitoring', 'configs')],
      files: ['configs/ingress/b.yaml'],
      says: 'the folder configs holds no manifest, chart or kustomization; there are manifests in ingress, which are not read without directory.recurse',
    },
  },
});
