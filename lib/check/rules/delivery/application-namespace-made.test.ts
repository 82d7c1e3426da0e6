import { kube, ruleCases } from '../../testing.ts';
import { applicationNamespaceMade } from './application-namespace-made.ts';

const application = (namespace: string, syncPolicy: object = { automated: {}, syncOptions: ['CreateNamespace=true'] }) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: namespace, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.com', chart: namespace, targetRevision: '1.0.0' },
        destination: { namespace },
        syncPolicy,
      },
    },
  );
const others = [application('loki'), application('tempo')];

ruleCases(applicationNamespaceMade, {
  accepts: {
    'all make theirs': others,
    'a Namespace of the tree': [...others, application('falco', { automated: {} }), kube('v1/Namespace', { name: 'falco' })],
    'a namespace of every cluster': [...others, application('kube-system', { automated: {} })],
    'labels for a namespace that is made': [
      application('falco', { automated: {}, syncOptions: ['CreateNamespace=true'], managedNamespaceMetadata: { labels: { a: 'b' } } }),
    ],
    'a chart of the tree with a template for namespaces': {
      given: [...others, application('falco', { automated: {} })],
      files: ['charts/infra/Chart.yaml', 'charts/infra/templates/namespaces.yaml'],
    },
    'a sync by hand': [...others, application('falco', {})],
    'a folder of another repository, where the Namespace may stand': [
      ...others,
      kube(
        'argoproj.io/v1alpha1/Application',
        { name: 'operator', namespace: 'argocd' },
        {
          spec: {
            sources: [{ repoURL: 'https://github.com/acme/operator.git', path: 'config/installation', targetRevision: 'v2.0.0' }],
            destination: { namespace: 'operator-system' },
            syncPolicy: { automated: {} },
          },
        },
      ),
    ],
    'a tree where nobody does': [application('falco', { automated: {} }), application('loki', { automated: {} })],
  },
  refuses: {
    'labels for a namespace that it does not make': {
      given: [application('falco', { managedNamespaceMetadata: { labels: { a: 'b' } } })],
      says: 'labels and annotations are given to namespace "falco", and the Application does not make it (CreateNamespace=true is missing)',
    },
    'one that forgot': {
      given: [...others, application('falco', { automated: { prune: true } })],
      says: 'nothing makes namespace "falco": 2 other Applications make theirs (CreateNamespace=true), this one does not',
      fix: 'Add CreateNamespace=true to syncOptions, or the Namespace to the tree.',
    },
  },
});
