import { API_RESOURCES } from '../../security/api-resources.ts';
import { itemsAt, text } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Resources of the whole cluster by their group; a Namespace is asked for within itself, and so can be given there. */
const OF_CLUSTER: ReadonlySet<string> = new Set(
  [
    'nodes persistentvolumes componentstatuses mutatingwebhookconfigurations validatingwebhookconfigurations customresourcedefinitions',
    'clusterroles clusterrolebindings csidrivers csinodes storageclasses volumeattachments ingressclasses',
  ].flatMap((line) => line.split(' ')),
);
/** Groups beside those of {@link API_RESOURCES} whose resources are of the whole cluster. */
const GROUPS_OF_CLUSTER: ReadonlySet<string> = new Set([
  'scheduling.k8s.io',
  'node.k8s.io',
  'certificates.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
]);

export const rightsTakeEffect = defineRule({
  id: 'rights-take-effect',
  severity: 'warning',
  kinds: ['rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/ClusterRole'],
  asks: 'Each rule of a role gives what it names: a name is not asked of what does not exist yet, a namespace gives nothing of the whole cluster, and what collects other roles has no rules of its own.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  *check({ object }, world) {
    const rules = itemsAt(object, 'rules').map((rule) => ({
      groups: words(rule, 'apiGroups'),
      resources: words(rule, 'resources'),
      verbs: words(rule, 'verbs'),
      names: words(rule, 'resourceNames'),
    }));
    const collects = itemsAt(object, 'aggregationRule.clusterRoleSelectors').length > 0;
    if (object.kind === 'ClusterRole' && collects && rules.length > 0) {
      yield {
        path: 'rules',
        message: `the role collects others (aggregationRule) and has ${rules.length === 1 ? 'a rule' : `${rules.length} rules`} of its own`,
        why: 'The controller writes the rules of the collected roles over them: the rights are gone a moment after each sync, and Argo CD writes them again.',
        fix: 'Move the rules into a ClusterRole with the label that is collected, and write rules: [].',
      };
    }
    // Of two roles by one name, what the narrow one gives in vain comes with the wide one.
    const wide = object.kind === 'Role' ? world.find('rbac.authorization.k8s.io/v1/ClusterRole', '', object.metadata.name) : undefined;
    const beside = new Set(itemsAt(wide?.object, 'rules').flatMap((rule) => words(rule, 'resources')));
    for (const [index, { groups, resources, verbs, names }] of rules.entries()) {
      const path = `rules[${index}]`;
      // A part of an object (pods/exec) is made of one that has a name.
      const made = names.length > 0 && verbs.includes('create') ? resources.find((each) => each !== '*' && !each.includes('/')) : undefined;
      if (made !== undefined && !rules.some((rule) => rule.names.length === 0 && has(rule.verbs, 'create') && has(rule.resources, made))) {
        yield {
          path: `${path}.verbs`,
          // Who lists every verb there is may not have meant this one.
          severity: verbs.includes('delete') && verbs.includes('list') ? 'info' : 'warning',
          message: `create of ${made} is given for the name ${names.join(', ')} only, and a request to create has no name yet`,
          why: 'The API server answers "forbidden" to each create: what is to be made the first time never is.',
          fix: `Give create of ${made} in a rule without resourceNames.`,
        };
      }
      if (object.kind === 'Role')
        yield* ofCluster(
          groups,
          resources.filter((each) => !beside.has(each)),
          path,
        );
    }
  },
});

function* ofCluster(groups: readonly string[], resources: readonly string[], path: string): Iterable<Issue> {
  const fix = 'Give it by a ClusterRole, bound with a ClusterRoleBinding.';
  const why = 'A Role gives rights within its namespace: whoever has it is told "forbidden" by the API server.';
  const allWide = groups.length > 0 && groups.every((group) => GROUPS_OF_CLUSTER.has(group));
  const known = groups.length > 0 && groups.every((group) => group in API_RESOURCES || GROUPS_OF_CLUSTER.has(group));
  const wide = known ? resources.filter((each) => allWide || OF_CLUSTER.has(each.split('/')[0] ?? '')) : [];
  if (wide.length > 0) {
    const message = `a Role cannot give ${wide.join(' and ')}: they are of the whole cluster`;
    yield { path: `${path}.resources`, message, why, fix };
  }
}

function words(rule: unknown, list: string): readonly string[] {
  return itemsAt(rule, list).flatMap((each) => text(each) ?? []);
}

function has(list: readonly string[], word: string): boolean {
  return list.includes(word) || list.includes('*');
}
