import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { imageUpdaterWrites } from './image-updater-writes.ts';

const PREFIX = 'argocd-image-updater.argoproj.io/';
const app = (own: Record<string, string>, targetRevision = 'main') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {
      name: 'web',
      namespace: 'argocd',
      annotations: Object.fromEntries(
        Object.entries({ 'image-list': 'web=ghcr.io/acme/web', ...own }).map(([key, value]) => [`${PREFIX}${key}`, value]),
      ),
    },
    { spec: { source: { repoURL: 'https://github.com/acme/gitops.git', path: 'charts/web', targetRevision }, destination: {} } },
  );
const values = inFile(
  'charts/web/values.yaml',
  documentObject('HelmValues', 'charts/web/values', { values: { image: { repository: 'ghcr.io/acme/web', tag: '1.0.0' }, replicas: 1 } }),
);
const files = ['charts/web/Chart.yaml', 'charts/web/values.yaml'];
const keys = { 'web.helm.image-name': 'image.repository', 'web.helm.image-tag': 'image.tag' };

ruleCases(imageUpdaterWrites, {
  accepts: {
    'keys of the chart': { given: [app(keys), values], files },
    'a whole image': { given: [app({ 'web.helm.image-spec': 'image.repository' }), values], files },
    'keys of a chart that is elsewhere': { given: [app({ ...keys, 'web.helm.image-tag': 'app.tag' })], files },
    'the branch that is followed': { given: [app({ ...keys, 'write-back-method': 'git', 'git-branch': 'main' }), values], files },
    'a branch for merge requests': {
      given: [app({ ...keys, 'write-back-method': 'git', 'git-branch': 'main:update-{{.SHA256}}' }), values],
      files,
    },
    'a branch where nothing is written to Git': { given: [app({ ...keys, 'git-branch': 'updates' }), values], files },
    'a branch of a name that is not here': {
      given: [app({ ...keys, 'write-back-method': 'git', 'git-branch': 'main' }, 'HEAD'), values],
      files,
    },
  },
  refuses: {
    'the tag for its key': {
      given: [app({ ...keys, 'web.helm.image-tag': 'develop' }), values],
      files,
      says: 'helm.image-tag is develop, and the values of the chart have image.repository, image.tag',
    },
    'a name without a tag': {
      given: [app({ 'web.helm.image-name': 'image.repository' }), values],
      files,
      says: 'web.helm.image-name is image.repository, and there is no web.helm.image-tag',
    },
    'a chart into which nobody can write': {
      given: [
        {
          ...app({ ...keys, 'write-back-method': 'git' }),
          spec: { source: { repoURL: 'https://charts.acme.example', chart: 'web', targetRevision: '1.0.0' }, destination: {} },
        },
      ],
      says: 'tags are to be written to Git, and the Application has only the chart web of https://charts.acme.example',
    },
    'a branch that nobody follows': {
      given: [app({ ...keys, 'write-back-method': 'git:secret:argocd/git', 'git-branch': 'updates' }), values],
      files,
      says: 'Image Updater writes to the branch updates, and the Application follows main',
    },
  },
});
