import type { KubeObject } from '../../manifest/manifest.ts';
import { itemsAt, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

/** Rights with which one gives oneself all others. */
const RISING: ReadonlySet<string> = new Set(['escalate', 'bind', 'impersonate']);
/** Roles that every caller of the API has anyway. */
const PUBLIC = /^system:(public-info-viewer|discovery|basic-user)$/;

/** What a role gives that is more than any program needs. */
export function* wideRights(object: KubeObject): Iterable<Issue> {
  for (const [index, rule] of itemsAt(object, 'rules').entries()) {
    const [verbs, resources, groups] = ['verbs', 'resources', 'apiGroups'].map((list) =>
      itemsAt(rule, list).map((each) => text(each) ?? ''),
    ) as [string[], string[], string[]];
    const path = `rules[${index}]`;
    if (verbs.includes('*') && resources.includes('*') && groups.includes('*')) {
      const why = `Whoever gets into one of its pods owns the ${object.kind === 'Role' ? 'namespace' : 'cluster'}, Secrets and all, and what the program needs cannot be told any more.`;
      // What applies manifests of any kind has to be able to.
      const severity = /argo-?cd|flux|kustomize-controller|helm-controller|crossplane/.test(object.metadata.name) ? 'info' : 'warning';
      yield {
        path,
        severity,
        message: 'the role may do everything with everything',
        why,
        fix: 'Name the resources and verbs that the program uses.',
      };
      continue;
    }
    const rising = verbs.filter((verb) => RISING.has(verb));
    if (rising.length > 0) {
      const why = 'With it one gives oneself any other right, cluster-admin included.';
      yield {
        path: `${path}.verbs`,
        message: `the role may ${rising.join(' and ')} ${resources.join(', ')}`,
        why,
        fix: 'Remove the verb, or name the roles that it is for in resourceNames.',
      };
    }
    if (
      object.kind === 'ClusterRole' &&
      resources.includes('secrets') &&
      verbs.some((verb) => verb === '*' || verb === 'list' || verb === 'get') &&
      itemsAt(rule, 'resourceNames').length === 0
    ) {
      const why = 'Bound to the cluster, it reads every password and token of every namespace.';
      yield {
        path,
        severity: 'info',
        message: 'the role reads all Secrets',
        why,
        fix: 'Bind it per namespace with RoleBindings, or name the Secrets in resourceNames.',
      };
    }
  }
}

/** Who gets a role that he should not have. */
export function* wideBindings(object: KubeObject): Iterable<Issue> {
  const role = textAt(object, 'roleRef.name') ?? '';
  for (const [index, subject] of itemsAt(object, 'subjects').entries()) {
    const name = textAt(subject, 'name') ?? '';
    const kind = textAt(subject, 'kind') ?? '';
    const path = `subjects[${index}]`;
    if (['system:anonymous', 'system:unauthenticated', 'system:authenticated'].includes(name) && !PUBLIC.test(role)) {
      const who =
        name === 'system:authenticated' ? 'everybody with any login, every ServiceAccount included' : 'everybody, without a login';
      const why = 'The API server is reachable by every pod, and often from outside: anybody uses these rights.';
      yield {
        path,
        severity: name === 'system:authenticated' ? 'warning' : 'error',
        message: `${role} is given to ${who}`,
        why,
        fix: 'Name the users, groups or ServiceAccounts that need it.',
      };
      continue;
    }
    if (kind === 'ServiceAccount' && name === 'default') {
      const why = 'Every pod of the namespace that names no account has these rights, the next one that is added too.';
      yield {
        path,
        message: `${role} is given to the account "default"${role === 'cluster-admin' ? ', which makes every pod there an administrator' : ''}`,
        why,
        fix: 'Make a ServiceAccount for the program, and name it in its pods.',
      };
    } else if (role === 'cluster-admin' && kind === 'ServiceAccount') {
      const why = 'Whoever gets into one of its pods owns the cluster.';
      yield {
        path,
        message: `the account ${name} is cluster-admin`,
        why,
        fix: 'Give it a role with the resources and verbs that the program uses.',
      };
    }
  }
}
