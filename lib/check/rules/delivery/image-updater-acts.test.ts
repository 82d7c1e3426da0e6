import { kube, ruleCases } from '../../testing.ts';
import { imageUpdaterActs } from './image-updater-acts.ts';

const PREFIX = 'argocd-image-updater.argoproj.io/';
const app = (own: Record<string, string>, source: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    {
      name: 'blog',
      namespace: 'argocd',
      annotations: Object.fromEntries(Object.entries(own).map(([key, value]) => [`${PREFIX}${key}`, value])),
    },
    {
      spec: {
        source: { repoURL: 'https://github.com/acme/gitops.git', path: 'apps/blog', targetRevision: 'main', ...source },
        destination: {},
      },
    },
  );
const LIST = { 'image-list': 'web=ghcr.io/acme/web' };
const built = ['apps/blog/kustomization.yaml', 'apps/blog/web.yaml'];
const bare = ['apps/blog/web.yaml', 'apps/blog/was.yaml'];

ruleCases(imageUpdaterActs, {
  accepts: {
    'a kustomization': {
      given: [
        app({
          ...LIST,
          'web.update-strategy': 'newest-build',
          'web.allow-tags': 'regexp:^v[0-9]+$',
          'write-back-method': 'git:secret:argocd/git',
        }),
      ],
      files: built,
    },
    'a chart of a repository': { given: [app(LIST, { path: undefined, chart: 'web' })], files: bare },
    'values of a chart': { given: [app(LIST, { helm: { valueFiles: ['values.yaml'] } })], files: bare },
    'a target of its own': { given: [app({ ...LIST, 'write-back-target': 'kustomization:overlays/prod' })], files: bare },
    'a folder of another repository': { given: [app(LIST)], files: ['README.md'] },
    'an image without an alias': { given: [app({ 'image-list': 'ghcr.io/acme/web:~1.2', 'update-strategy': 'semver' })], files: built },
    'an Application without it': { given: [app({})], files: bare },
  },
  refuses: {
    'a plain folder': {
      given: [app({ 'image-list': 'web=ghcr.io/acme/web:1.x, was=ghcr.io/acme/was' })],
      files: bare,
      says: 'it is to update acme/web, acme/was, and apps/blog is a plain folder, neither a kustomization nor a chart',
    },
    'an alias by another name': {
      given: [app({ ...LIST, 'wep.update-strategy': 'digest' })],
      files: built,
      says: 'wep.update-strategy is about "wep", and image-list has web',
      fix: `Did you mean "${PREFIX}web.update-strategy"?`,
    },
    'a strategy that there is not': {
      given: [app({ ...LIST, 'web.update-strategy': 'newest' })],
      files: built,
      says: 'there is no update strategy "newest": there are semver, newest-build, latest, digest, alphabetical, name',
    },
    'a way of writing back that there is not': {
      given: [app({ ...LIST, 'write-back-method': 'kubernetes' })],
      files: built,
      says: 'there is no write-back-method "kubernetes": there are argocd and git',
    },
    'a filter without its form': {
      given: [app({ ...LIST, 'web.allow-tags': '^v[0-9]+$' })],
      files: built,
      says: 'allow-tags is "^v[0-9]+$", without regexp: before it',
    },
    'a setting without an image': {
      given: [app({ ...LIST, 'helm.image-tag': 'image.tag' }), app({ 'web.update-strategy': 'semver' })],
      files: built,
      says: [
        'helm.image-tag is about "helm", and image-list has web',
        `${PREFIX}web.update-strategy is set, and there is no ${PREFIX}image-list`,
      ],
    },
  },
});
