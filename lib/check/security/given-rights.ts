import { addTo } from '../../values/multimap.ts';
import { itemsAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { givenRoles } from './bindings.ts';

const API = 'rbac.authorization.k8s.io/v1';

/** What a rule of a role gives, and where. */
export interface Right {
  /** `undefined` for every namespace. */
  readonly place: string | undefined;
  readonly rule: unknown;
}

/** Rules of all roles of an account; `undefined` where one of them is in no file, or collects others. */
export function rightsOf(account: string, namespace: string, world: World): readonly Right[] | undefined {
  const rights: Right[] = [];
  const subjects = [`${namespace}/${account}`, 'system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  for (const binding of subjects.flatMap((each) => bindings(world).get(each) ?? [])) {
    const kind = textAt(binding.object, 'roleRef.kind') ?? '';
    const place = binding.object.kind === 'RoleBinding' ? (binding.object.metadata.namespace ?? '') : undefined;
    const role = world.find(`${API}/${kind}`, kind === 'Role' ? (place ?? '') : '', textAt(binding.object, 'roleRef.name') ?? '');
    if (role === undefined || itemsAt(role.object, 'aggregationRule.clusterRoleSelectors').length > 0) return undefined;
    rights.push(...itemsAt(role.object, 'rules').map((rule) => ({ place, rule })));
  }
  return rights;
}

/** Bindings by those whom they are about: `shop/ops` for an account, the name of a group. */
function bindings(world: World): ReadonlyMap<string, readonly WorldObject[]> {
  return world.once('bindings by subject', () => {
    const found = new Map<string, WorldObject[]>();
    for (const { binding, subject } of givenRoles(world)) {
      const name = textAt(subject, 'name') ?? '';
      const isAccount = textAt(subject, 'kind') === 'ServiceAccount';
      addTo(found, isAccount ? `${textAt(subject, 'namespace') ?? binding.object.metadata.namespace ?? ''}/${name}` : name, binding);
    }
    return found;
  });
}
