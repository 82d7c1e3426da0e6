import { POD_KINDS } from '../../pods.ts';
import { at, fields, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { boundAccounts, usesApi } from '../../security/tokens.ts';

export const tokenNeeded = defineRule({
  id: 'token-needed',
  severity: 'info',
  kinds: POD_KINDS,
  asks: "Pods that do not speak to Kubernetes get no token for its API, where the tree's others are careful with it.",
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || usesApi(pod)) return;
    const { careful, bound } = boundAccounts(world);
    const name = text(pod.spec['serviceAccountName']) ?? text(pod.spec['serviceAccount']) ?? 'default';
    const account = world.find('v1/ServiceAccount', pod.namespace, name);
    const mounted = pod.spec['automountServiceAccountToken'] ?? at(account?.object, 'automountServiceAccountToken') ?? true;
    // An annotation binds the account to a role of the cloud, which needs the token.
    const bindsCloud = Object.keys(fields(account?.object.metadata.annotations)).some((key) => /role|workload|identity|iam/.test(key));
    if (!careful || mounted === false || bound.has(`${pod.namespace}/${name}`) || bindsCloud) return;
    yield {
      path: `${pod.specPath}.automountServiceAccountToken`,
      message: `it gets the token of ServiceAccount ${name}, to which no role is given`,
      why: 'It needs none, and whoever breaks in has a login to the API server, to look around and to try what it may.',
      fix: 'Set automountServiceAccountToken: false.',
    };
  },
});
