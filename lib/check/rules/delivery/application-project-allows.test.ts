import { inFile, kube, ruleCases } from '../../testing.ts';
import { applicationProjectAllows } from './application-project-allows.ts';

const repoURL = 'https://github.com/acme/platform.git';
const server = 'https://kubernetes.default.svc';
const app = (project: string, { repo = repoURL, namespace = 'blog' } = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd' },
    { spec: { project, source: { repoURL: repo, path: 'apps/web' }, destination: { server, namespace } } },
  );
const project = (spec: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/AppProject',
    { name: 'blog', namespace: 'argocd' },
    { spec: { sourceRepos: [repoURL], destinations: [{ server, namespace: 'blog' }], ...spec } },
  );
const to = (name: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd' },
    { spec: { project: 'blog', source: { repoURL, path: 'apps/web' }, destination: { name, namespace: 'blog' } } },
  );
const clusterSecret = (name: string, address: string) =>
  kube(
    'v1/Secret',
    { name, namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
    { stringData: { name, server: address, config: '{}' } },
  );
const namespace = inFile('apps/web/namespace.yaml', kube('v1/Namespace', { name: 'blog' }));

const config = inFile('apps/web/settings.yaml', kube('v1/ConfigMap', { name: 'settings', namespace: 'blog' }));

ruleCases(applicationProjectAllows, {
  accepts: {
    'an Application in a namespace of its team, under a project of Argo CD': [
      { ...app('blog'), metadata: { name: 'web', namespace: 'team-blog' } },
      project(),
    ],
    'a project of the same name besides': [app('blog'), project(), { ...project(), metadata: { name: 'blog', namespace: 'blog' } }],
    'a cluster by a name whose address the project has': [
      to('app1'),
      project({ destinations: [{ server: 'https://10.0.0.1:6443', namespace: 'blog' }] }),
    ],
    'the own cluster under another name': [to('mgmt'), clusterSecret('mgmt', server), project()],
    'the own cluster by its name': [to('in-cluster'), project()],
    'what the project allows': [app('blog'), project()],
    'a repository with .git at one end, and in other letters': [
      app('blog', { repo: 'https://github.com/Acme/platform' }),
      project({ sourceRepos: [repoURL] }),
    ],
    wildcards: [
      app('blog', { namespace: 'blog-dev' }),
      project({ sourceRepos: ['https://github.com/acme/*'], destinations: [{ server: '*', namespace: 'blog-*' }] }),
    ],
    'the project that comes with Argo CD': [app('default'), project()],
    'projects that are made elsewhere': [app('blog')],
    'a cluster by its name': [app('blog'), project({ destinations: [{ name: 'in-cluster', namespace: 'blog' }] })],
    'a Namespace that the project allows': [
      app('blog'),
      project({ clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }] }),
      namespace,
    ],
    'a kind of a namespace that the project allows': [
      app('blog'),
      project({ namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }] }),
      config,
    ],
    'the same repository by ssh': [app('blog', { repo: 'git@github.com:acme/platform.git' }), project()],
  },
  refuses: {
    'a repository of charts that the project has without the slash at its end': {
      given: [app('blog', { repo: 'https://strimzi.io/charts/' }), project({ sourceRepos: ['https://strimzi.io/charts'] })],
      says: 'project blog does not allow the source https://strimzi.io/charts/',
      fix: 'Add https://strimzi.io/charts/ to sourceRepos of the project. The project has it without a slash at its end.',
    },
    'a project in the namespace of what it is about': {
      given: [app('blog'), { ...project(), metadata: { name: 'blog', namespace: 'blog' } }],
      says: 'AppProject blog stands in "blog", and Argo CD reads projects in its own namespace only',
      fix: 'Move the AppProject to "argocd".',
    },
    'another cluster than that of Argo CD': {
      given: [to('app1'), clusterSecret('app1', 'https://10.0.0.1:6443'), project()],
      says: 'project blog does not allow the destination namespace "blog" on app1',
    },
    'a project of another name': { given: [app('blogs'), project()], says: 'there is no AppProject blogs', fix: 'Did you mean "blog"?' },
    'another repository': {
      given: [app('blog', { repo: 'https://github.com/acme/other.git' }), project()],
      says: 'project blog does not allow the source https://github.com/acme/other.git',
    },
    'a kind that is not on its list': {
      given: [app('blog'), project({ namespaceResourceWhitelist: [{ group: 'apps', kind: '*' }] }), config],
      says: 'project blog does not allow ConfigMap settings (namespaceResourceWhitelist)',
      fix: "Add {group: '', kind: ConfigMap} to namespaceResourceWhitelist.",
    },
    'a kind that is forbidden': {
      given: [app('blog'), project({ namespaceResourceBlacklist: [{ group: '', kind: 'ConfigMap' }] }), config],
      says: 'project blog does not allow ConfigMap settings (namespaceResourceBlacklist)',
    },
    'another namespace': {
      given: [app('blog', { namespace: 'shop' }), project()],
      says: 'project blog does not allow the destination namespace "shop" on https://kubernetes.default.svc',
    },
    'an object of the cluster': {
      given: [app('blog'), project(), namespace],
      says: 'project blog does not allow Namespace blog, which belongs to the whole cluster',
      fix: "Add {group: '', kind: Namespace} to clusterResourceWhitelist.",
    },
  },
});
