import { check } from '../../check.ts';
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
    'a script that makes it in a loop': [
      made,
      documentObject('Script', 'install', {
        text: 'for ns in demo "shop"; do\n  kubectl create namespace "${ns}" --dry-run=client -o yaml | kubectl apply -f -\ndone',
      }),
      service({ namespace: 'shop' }),
    ],
    'scripts that name it in a variable, or in a list of them': [
      made,
      documentObject('Script', 'one', {
        text: 'NS="${NS:-shop}"\nhelm upgrade --install web ./chart -n "$NS" \\\n  --create-namespace',
      }),
      documentObject('Script', 'all', {
        text: 'SPACES=(\n  "mail"\n  "wiki"\n)\nfor each in "${SPACES[@]}"; do kubectl create ns $each; done',
      }),
      service({ namespace: 'shop' }),
      service({ namespace: 'wiki' }),
    ],
    'namespaces of every cluster': [made, service({ namespace: 'kube-system' }), service({ namespace: 'default' })],
  },
  refuses: {
    'a slip, said once': {
      given: [made, service({ namespace: 'blog-systm' }), service({ namespace: 'blog-systm', name: 'zeta' })],
      says: 'nothing here makes namespace "blog-systm"',
      fix: 'Did you mean "blog-system"?',
    },
    'a variable of another command': {
      given: [made, documentObject('Script', 'install', { text: 'NS=shop\nkubectl -n "$NS" get pods' }), service({ namespace: 'shop' })],
      says: 'nothing here makes namespace "shop"',
    },
    'an Application that does not make it': {
      given: [made, application({ source: { path: 'shop' }, destination: { namespace: 'shop' } }), service({ namespace: 'shop' })],
      says: 'nothing here makes namespace "shop"',
    },
  },
});

test('where most namespaces are made elsewhere, one more is a remark', () => {
  const tree = [made, ...['blog-system', 'wiki', 'mail', 'games'].map((namespace) => service({ namespace }))];
  const severities = (objects: readonly ReturnType<typeof service>[]) =>
    check(
      objects.map((object) => ({ object })),
      { rules: [namespaceExists] },
    ).map(({ severity }) => severity);

  expect(severities(tree)).toEqual(['info', 'info', 'info']);
  expect(severities([...tree, ...['wiki', 'mail'].map((name) => kube('v1/Namespace', { name }))])).toEqual(['warning']);
});
