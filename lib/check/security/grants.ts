import { itemsAt, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';

/**
 * The rules of the roles that a ServiceAccount has; none where the tree has the account and binds nothing to it. `undefined` where the tree
 * does not show all of it: an account that is not there, or a role that comes from elsewhere.
 */
export function grantsOf(world: World, namespace: string, account: string): readonly unknown[] | undefined {
  const bound = boundRoles(world).get(`${namespace}/${account}`) ?? [];
  if (bound.length === 0) return world.find('v1/ServiceAccount', namespace, account) === undefined ? undefined : [];
  const rules: unknown[] = [];
  for (const { kind, place, name } of bound) {
    const role = world.find(`rbac.authorization.k8s.io/v1/${kind}`, kind === 'Role' ? place : '', name);
    if (role === undefined || role.object['aggregationRule'] !== undefined) return undefined;
    rules.push(...itemsAt(role.object, 'rules'));
  }
  return rules;
}

interface Bound {
  readonly kind: string;
  readonly place: string;
  readonly name: string;
}

function boundRoles(world: World): ReadonlyMap<string, readonly Bound[]> {
  return world.once('roles by account', () => {
    const found = new Map<string, Bound[]>();
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      for (const { object } of world.ofKind(`rbac.authorization.k8s.io/v1/${kind}`)) {
        const place = object.metadata.namespace ?? '';
        const role = { kind: textAt(object, 'roleRef.kind') ?? '', place, name: textAt(object, 'roleRef.name') ?? '' };
        for (const subject of itemsAt(object, 'subjects')) {
          if (textAt(subject, 'kind') !== 'ServiceAccount') continue;
          addTo(found, `${textAt(subject, 'namespace') ?? place}/${textAt(subject, 'name') ?? ''}`, role);
        }
      }
    }
    return found;
  });
}
