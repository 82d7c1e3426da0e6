import { POD_KINDS } from '../../pods.ts';
import { text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { kubectlVerb } from '../../security/kubectl-calls.ts';
import { boundAccounts } from '../../security/tokens.ts';

export const accountMay = defineRule({
  id: 'account-may',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Pods that call kubectl run as an account to which a role is given.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#service-account-permissions',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const verb = kubectlVerb(manifest, pod, world);
    if (verb === undefined) return;
    const name = text(pod.spec['serviceAccountName']) ?? text(pod.spec['serviceAccount']) ?? 'default';
    // An account that no file makes may be given its role where it is made.
    if (name !== 'default' && world.find('v1/ServiceAccount', pod.namespace, name) === undefined) return;
    const { bound } = boundAccounts(world);
    const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${pod.namespace}`];
    if (bound.has(`${pod.namespace}/${name}`) || [...bound].some((each) => groups.includes(each.slice(each.indexOf('/') + 1)))) return;
    yield {
      path: `${pod.specPath}.serviceAccountName`,
      message: `it calls kubectl ${verb} as ServiceAccount ${name}, to which no role is given`,
      why: 'The API server answers "forbidden": the job fails each time, and what it was to do is never done.',
      fix: name === 'default' ? 'Name an account with a role for it in serviceAccountName.' : 'Bind a role to the account.',
    };
  },
});
