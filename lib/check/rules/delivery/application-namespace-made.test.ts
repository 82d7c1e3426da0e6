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
    'a sync by hand': [...others, application('falco', {})],
    'a tree where nobody does': [application('falco', { automated: {} }), application('loki', { automated: {} })],
  },
  refuses: {
    'one that forgot': {
      given: [...others, application('falco', { automated: { prune: true } })],
      says: 'nothing makes namespace "falco": 2 other Applications make theirs (CreateNamespace=true), this one does not',
      fix: 'Add CreateNamespace=true to syncOptions, or the Namespace to the tree.',
    },
  },
});
