import { kube, ruleCases } from '../../testing.ts';
import { tokenSecretAccount } from './token-secret-account.ts';

const account = kube('v1/ServiceAccount', { name: 'argocd-manager', namespace: 'ops' });
const secret = (annotations?: Record<string, string>, type = 'kubernetes.io/service-account-token') => ({
  ...kube('v1/Secret', { name: 'token', namespace: 'ops', ...(annotations === undefined ? {} : { annotations }) }),
  type,
});
const named = (name: string) => secret({ 'kubernetes.io/service-account.name': name });

ruleCases(tokenSecretAccount, {
  accepts: {
    'an account that exists': [account, named('argocd-manager')],
    'the account that every namespace has': [account, named('default')],
    'a Secret of another type': [secret(undefined, 'Opaque')],
  },
  refuses: {
    'no account': { given: [account, secret()], says: 'the annotation kubernetes.io/service-account.name is missing' },
    'an account with a slip': {
      given: [account, named('argocd-manger')],
      says: 'there is no ServiceAccount ops/argocd-manger',
      fix: 'Did you mean "argocd-manager"?',
    },
  },
});
