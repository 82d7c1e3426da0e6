import { documentObject } from '../../document.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { namespaceExists } from './namespace-exists.ts';

const made = kube('v1/Namespace', { name: 'blog-system' });
const application = (spec: object) => kube('argoproj.io/v1alpha1/Application', { namespace: 'default' }, { spec });

ruleCases(namespaceExists, {
  accepts: {
    'a Namespace object': [made, service({ namespace: 'blog-system' })],
    'a tree that makes no namespace at all': [service({ namespace: 'shop' })],
    'an Application that makes it': [
      made,
      application({ source: { path: 'shop' }, destination: { namespace: 'shop' }, syncPolicy: { syncOptions: ['CreateNamespace=true'] } }),
      service({ namespace: 'shop' }),
    ],
    'a script that makes it': [
      made,
      documentObject('Script', 'install', { text: 'helm upgrade --install kiali kiali/kiali-server \\\n  -n shop --create-namespace' }),
      service({ namespace: 'shop' }),
    ],
    'namespaces of every cluster': [made, service({ namespace: 'kube-system' }), service({ namespace: 'default' })],
  },
  refuses: {
    'a slip, said once': {
      given: [made, service({ namespace: 'blog-systm' }), service({ namespace: 'blog-systm', name: 'zeta' })],
      says: 'nothing here makes namespace "blog-systm"',
      fix: 'Did you mean "blog-system"?',
    },
    'an Application that does not make it': {
      given: [made, application({ source: { path: 'shop' }, destination: { namespace: 'shop' } }), service({ namespace: 'shop' })],
      says: 'nothing here makes namespace "shop"',
    },
  },
});
