import { inFile, kube, ruleCases } from '../../testing.ts';
import { oneApplicationPerObject } from './one-application-per-object.ts';

const here = { server: 'https://kubernetes.default.svc', namespace: 'blog' };
const app = (name: string, path: string, destination: object = here, directory: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://github.com/acme/platform.git', path, directory }, destination } },
  );
const web = inFile('apps/web/service.yaml', kube('v1/Service', { name: 'web' }));

ruleCases(oneApplicationPerObject, {
  accepts: {
    'folders of their own': [app('web', 'apps/web'), app('was', 'apps/was'), web],
    'one folder into two clusters': [
      app('a', 'apps/web', { name: 'a', namespace: 'blog' }),
      app('b', 'apps/web', { name: 'b', namespace: 'blog' }),
      web,
    ],
    'one folder into two namespaces': [
      app('a', 'apps/web', { name: 'a', namespace: 'dev' }),
      app('b', 'apps/web', { name: 'a', namespace: 'prod' }),
      web,
    ],
    'a root that reads its own folder only': [app('root', 'apps'), app('web', 'apps/web'), web],
  },
  refuses: {
    'a folder inside a folder': {
      given: [app('all', 'apps', here, { recurse: true }), app('web', 'apps/web'), web],
      says: ['Application web installs Service web too', 'Application all installs Service web too'],
    },
  },
});
