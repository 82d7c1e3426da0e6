import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { commandNamespaceKnown } from './command-namespace-known.ts';

const script = (text: string) => kube('slipway.dev/v1/Script', { name: 'ops.sh' }, { text });
const mysql = deployment({ name: 'mysql', namespace: 'blog-system' });

ruleCases(commandNamespaceKnown, {
  accepts: {
    'namespaces that there are': [mysql, script('kubectl -n blog-system get pods\nkubectl -n argocd get applications\n')],
    'a namespace that is like none': [mysql, script('kubectl -n sandbox get pods\n')],
    'a namespace that the script makes': [mysql, script('kubectl create namespace blog-sytem\nkubectl -n blog-sytem get pods\n')],
    'pods of a set': [statefulSet({ name: 'mysql', namespace: 'blog-system' }), script('kubectl -n blog-system exec -it mysql-0 -- sh\n')],
    'the Deployment itself': [mysql, script('kubectl -n blog-system exec -it deploy/mysql -- sh\n')],
  },
  refuses: {
    'two letters swapped': {
      given: [mysql, script('kubectl -n blog-sytsem get pods\n')],
      says: 'line 1: there is no namespace blog-sytsem',
      fix: 'Did you mean "blog-system"?',
    },
    'a hyphen too many': {
      given: [mysql, script('kubectl get applications -n argo-cd\n')],
      says: 'line 1: there is no namespace argo-cd',
      fix: 'Did you mean "argocd"?',
    },
    'a pod with a number': {
      given: [mysql, script('kubectl -n blog-system exec -it mysql-0 -- sh\n')],
      says: 'line 1: mysql is a Deployment: it has no pod mysql-0',
      fix: 'Write deploy/mysql.',
    },
  },
});
