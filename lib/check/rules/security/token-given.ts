import { POD_KINDS } from '../../pods.ts';
import { at, items, itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { kubectlVerb } from '../../security/kubectl-calls.ts';

export const tokenGiven = defineRule({
  id: 'token-given',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Pods that call kubectl get the token of their account.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const name = text(pod.spec['serviceAccountName']) ?? text(pod.spec['serviceAccount']) ?? 'default';
    const account = world.find('v1/ServiceAccount', pod.namespace, name);
    const own = pod.spec['automountServiceAccountToken'];
    const byAccount = own === undefined && at(account?.object, 'automountServiceAccountToken') === false;
    if (own !== false && !byAccount) return;
    // A token that is mounted by hand.
    const projected = items(pod.spec['volumes']).some(
      (each) =>
        itemsAt(each, 'projected.sources').some((source) => at(source, 'serviceAccountToken') !== undefined) ||
        at(each, 'secret') !== undefined,
    );
    const verb = projected ? undefined : kubectlVerb(manifest, pod, world);
    if (verb === undefined) return;
    yield {
      path: byAccount ? `${pod.specPath}.serviceAccountName` : `${pod.specPath}.automountServiceAccountToken`,
      message: `it calls kubectl ${verb}, and ${byAccount ? `ServiceAccount ${name} gives its token to no pod` : 'its pods get no token'} (automountServiceAccountToken: false)`,
      why: 'kubectl finds no cluster and asks localhost:8080: "connection refused", each time it runs.',
      fix: `Set automountServiceAccountToken: true in the pod${byAccount ? ', which outweighs the account' : ''}.`,
    };
  },
});
