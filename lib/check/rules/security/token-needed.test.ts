import { deployment, kube, ruleCases } from '../../testing.ts';
import { tokenNeeded } from './token-needed.ts';

const web = (pod: object = {}) => deployment({ namespace: 'shop', pod: { ...pod } });
const careful = deployment({ namespace: 'shop', name: 'careful', pod: { automountServiceAccountToken: false } });
const account = (rest: object = {}) => kube('v1/ServiceAccount', { namespace: 'shop', name: 'web' }, { ...rest });
const binding = kube(
  'rbac.authorization.k8s.io/v1/RoleBinding',
  { namespace: 'shop' },
  { roleRef: { name: 'view' }, subjects: [{ kind: 'ServiceAccount', name: 'web' }] },
);

ruleCases(tokenNeeded, {
  accepts: {
    'a tree in which nobody cares': [web()],
    'no token': [careful, web({ automountServiceAccountToken: false })],
    'no token by the account': [careful, web({ serviceAccountName: 'web' }), account({ automountServiceAccountToken: false })],
    'an account with a role': [careful, web({ serviceAccountName: 'web' }), account(), binding],
    'a program that speaks to Kubernetes': [
      careful,
      deployment({ namespace: 'shop', container: { image: 'quay.io/acme/shop-operator:1' } }),
    ],
  },
  refuses: {
    'a token for nothing': { given: [careful, web()], says: 'it gets the token of ServiceAccount default, to which no role is given' },
  },
});
