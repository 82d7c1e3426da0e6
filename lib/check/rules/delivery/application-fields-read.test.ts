import { kube, ruleCases } from '../../testing.ts';
import { applicationFieldsRead } from './application-fields-read.ts';

const application = (source: object, server = 'https://kubernetes.default.svc', finalizers: readonly string[] = []) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'blog', namespace: 'argocd', ...({ finalizers } as object) },
    {
      spec: { source: { repoURL: 'https://github.com/acme/gitops', ...source }, destination: { server, namespace: 'blog' } },
    },
  );
const files = ['apps/blog/web.yaml', 'apps/blog/db/db.yaml'];

ruleCases(applicationFieldsRead, {
  accepts: {
    'a path from the root': { given: [application({ path: 'apps/blog' }), application({ path: './apps/blog/' })], files },
    'a pattern that lets some in': {
      given: [application({ path: 'apps/blog', directory: { recurse: true, include: '{db/*.yaml,*.json}' } })],
      files,
    },
    'finalizers of Argo CD': {
      given: [application({ path: 'apps/blog' }, undefined, ['resources-finalizer.argocd.argoproj.io/background', 'acme.example/audit'])],
      files,
    },
    'another cluster': { given: [application({ path: 'apps/blog' }, 'https://10.0.0.1:6443')], files },
  },
  refuses: {
    'a path from the root of the machine': {
      given: [application({ path: '/apps/blog' })],
      files,
      says: 'the path /apps/blog begins with a slash',
      fix: 'Write apps/blog, from the root of the repository.',
    },
    'a pattern that leaves everything out': {
      given: [application({ path: 'apps/blog', directory: { recurse: true, exclude: '*.yaml' } })],
      files,
      says: 'exclude *.yaml leaves out all of the 2 files of apps/blog, the first of which is web.yaml',
    },
    'a pattern that lets none in': {
      given: [application({ path: 'apps/blog', directory: { recurse: true, include: '*.yml' } })],
      files,
      says: 'include *.yml lets in none of the 2 files of apps/blog, the first of which is web.yaml',
      fix: 'Write a pattern that the files have, such as *.yaml.',
    },
    'a list with blanks': {
      given: [application({ path: 'apps/blog', directory: { recurse: true, include: '{*.json,  db/*.yaml}' } })],
      files: [...files, 'apps/blog/a.json'],
      says: '" db/*.yaml" in the list of include has a blank, which no file has: db/db.yaml is left out',
      fix: 'Write the list without blanks and line breaks.',
    },
    'a name of the own cluster without its first word': {
      given: [application({ path: 'apps/blog' }, 'https://default.svc')],
      files,
      says: 'https://default.svc is not the name by which Argo CD knows its own cluster',
      fix: 'Write https://kubernetes.default.svc.',
    },
    'half a name of the own cluster': {
      given: [application({ path: 'apps/blog' }, 'https://kubernetes.default')],
      files,
      says: 'https://kubernetes.default is not the name by which Argo CD knows its own cluster',
    },
    'a finalizer that is off by a letter': {
      given: [application({ path: 'apps/blog' }, undefined, ['resource-finalizer.argocd.argoproj.io'])],
      files,
      says: 'Argo CD knows no finalizer resource-finalizer.argocd.argoproj.io',
      fix: 'Did you mean "resources-finalizer.argocd.argoproj.io"?',
    },
  },
});
