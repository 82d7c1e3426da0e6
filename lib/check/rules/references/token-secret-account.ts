import { missing } from '../../reference.ts';
import { textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

const ACCOUNT = 'kubernetes.io/service-account.name';

export const tokenSecretAccount = defineRule({
  id: 'token-secret-account',
  severity: 'error',
  kinds: ['v1/Secret'],
  asks: 'A Secret for the token of an account names an account that exists.',
  source:
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#manual-secret-management-for-serviceaccounts; seed 004, section 4.2',
  *check({ object }, world) {
    if (textAt(object, 'type') !== 'kubernetes.io/service-account-token') return;
    const { namespace = '' } = object.metadata;
    const account = textsAt(object, 'metadata.annotations')[ACCOUNT];
    if (account === undefined) {
      yield {
        path: 'metadata.annotations',
        message: `the annotation ${ACCOUNT} is missing`,
        why: 'The API server refuses the Secret ("Required value"): there is no token, and whoever logs in with it stays outside.',
        fix: `Add ${ACCOUNT}: NAME.`,
      };
      return;
    }
    const absent = account === 'default' ? undefined : missing(world, 'v1/ServiceAccount', namespace, account);
    if (absent === undefined || absent.severity === 'info') return;
    yield {
      path: `metadata.annotations["${ACCOUNT}"]`,
      severity: absent.near === undefined ? 'warning' : 'error',
      message: `there is no ServiceAccount ${namespace}/${account}`,
      why: 'Kubernetes deletes a Secret for an account that is not there: there is no token.',
      fix: absent.near === undefined ? 'Add the account, or name one that exists.' : `Did you mean "${absent.near}"?`,
    };
  },
});
