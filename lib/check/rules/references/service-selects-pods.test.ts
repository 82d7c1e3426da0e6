import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { serviceSelectsPods } from './service-selects-pods.ts';

const blogPods = deployment({ namespace: 'blog', labels: { app: 'blog' } });

ruleCases(serviceSelectsPods, {
  accepts: {
    'no selector at all': [service({ namespace: 'blog' })],
    'pods of the same namespace': [blogPods, service({ namespace: 'blog', selector: { app: 'blog' } })],
    'pods that a chart makes': { given: [service({ namespace: 'blog', selector: { app: 'blog' } })], provided: [blogPods] },
    'a namespace that an unread chart fills': [
      kube(
        'argoproj.io/v1alpha1/Application',
        { namespace: 'argocd' },
        { spec: { source: { chart: 'tempo' }, destination: { namespace: 'monitoring' } } },
      ),
      service({ namespace: 'monitoring', selector: { app: 'tempo' } }),
    ],
  },
  refuses: {
    'pods that live in another namespace': {
      given: [blogPods, service({ namespace: 'web', selector: { app: 'blog' } })],
      says: 'the only matching pods are in "blog"',
      fix: 'Move the Service to "blog".',
    },
    'a slip in the label': {
      given: [blogPods, service({ namespace: 'blog', selector: { app: 'blgo' } })],
      says: 'no pod template carries app=blgo',
      fix: 'Did you mean app=blog?',
    },
    'labels of two workloads at once': {
      given: [blogPods, service({ namespace: 'blog', selector: { app: 'blog', tier: 'x' } })],
      says: 'no pod template carries app=blog,tier=x',
    },
  },
});
