import { itemsAt, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { API_RESOURCES } from '../../security/api-resources.ts';

const GROUP_OF = new Map(Object.entries(API_RESOURCES).flatMap(([group, names]) => names.split(' ').map((name) => [name, group] as const)));

export const rbacGroupFits = defineRule({
  id: 'rbac-group-fits',
  severity: 'warning',
  kinds: ['rbac.authorization.k8s.io/v1/Role', 'rbac.authorization.k8s.io/v1/ClusterRole'],
  asks: 'The resources of a role belong to the API groups that it names.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  *check({ object }) {
    const rules = itemsAt(object, 'rules').map((rule) => ({ groups: words(rule, 'apiGroups'), resources: words(rule, 'resources') }));
    for (const [index, { groups, resources }] of rules.entries()) {
      // Old groups and those of operators may have resources by the same name.
      if (groups.length === 0 || groups.some((group) => !(group in API_RESOURCES))) continue;
      for (const resource of resources) {
        const group = GROUP_OF.get(resource.split('/')[0] ?? '');
        const granted = rules.some(
          (each) => each.resources.includes(resource) && (each.groups.includes(group ?? '') || each.groups.includes('*')),
        );
        if (group === undefined || granted) continue;
        yield {
          path: `rules[${index}].apiGroups`,
          message: `${resource} are of the group ${group === '' ? '"" (the core)' : group}, and the rule names ${groups.map((each) => each || '""').join(', ')}`,
          why: 'The rule grants nothing: whoever has the role is told "forbidden" by the API server.',
          fix: `Add ${group === '' ? '""' : group} to apiGroups.`,
        };
      }
    }
  },
});

function words(rule: unknown, list: string): readonly string[] {
  return itemsAt(rule, list).flatMap((each) => text(each) ?? []);
}
