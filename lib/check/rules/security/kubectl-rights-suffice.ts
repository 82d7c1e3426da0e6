import { POD_KINDS } from '../../pods.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { rightsOf, type Right } from '../../security/given-rights.ts';
import { kubectlCalls } from '../../security/kubectl-calls.ts';
import { apiNeed, type ApiNeed } from '../../security/kubectl-needs.ts';

export const kubectlRightsSuffice = defineRule({
  id: 'kubectl-rights-suffice',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'What the calls of kubectl in a pod ask of the API server is in the roles of its account.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    const calls = kubectlCalls(manifest, pod, world);
    if (calls.length === 0) return;
    const account = text(pod.spec['serviceAccountName']) ?? text(pod.spec['serviceAccount']) ?? 'default';
    const given = rightsOf(account, pod.namespace, world);
    if (given === undefined || given.length === 0) return;
    const told = new Set<string>();
    for (const call of calls) {
      const need = apiNeed(call);
      if (need === undefined || given.some((each) => fits(each, need, pod.namespace))) continue;
      const what = `${need.verb} ${need.resource}${need.group === '' ? '' : `.${need.group}`}`;
      if (told.has(what)) continue;
      told.add(what);
      const where = need.namespace === '*' ? ' in all namespaces' : need.namespace === undefined ? '' : ` in ${need.namespace}`;
      const verb = call.words.slice(1).find(({ text: word }) => !word.startsWith('-'))?.text ?? '';
      yield {
        path: `${pod.specPath}.serviceAccountName`,
        message: `kubectl ${verb} asks to ${what}${where}, which no role of ServiceAccount ${account} gives`,
        why: 'The API server answers "forbidden": the call fails each time.',
        fix: `Add a rule with apiGroups: ["${need.group}"], resources: [${need.resource}], verbs: [${need.verb}] to a role of the account.`,
      };
    }
  },
});

function fits({ place, rule }: Right, { verb, group, resource, name, namespace }: ApiNeed, own: string): boolean {
  const list = (key: string): readonly string[] => itemsAt(rule, key).flatMap((each) => text(each) ?? []);
  const names = list('resourceNames');
  const has = (key: string, ...wanted: readonly string[]): boolean => list(key).some((each) => each === '*' || wanted.includes(each));
  // An object of the whole cluster is asked for in none.
  const reaches = place === undefined || (namespace !== '*' && place === (namespace ?? own));
  const part = resource.includes('/') ? [`*/${resource.split('/')[1] ?? ''}`] : [];
  const verbs = verb === 'patch' ? ['patch', ...(resource.endsWith('/scale') ? ['update'] : [])] : [verb];
  const named = names.length === 0 || name === undefined || names.includes(name);
  return reaches && named && has('apiGroups', group) && has('resources', resource, ...part) && has('verbs', ...verbs);
}
