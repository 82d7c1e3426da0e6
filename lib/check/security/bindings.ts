import { itemsAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

const API = 'rbac.authorization.k8s.io/v1';

/** A binding of a role, with one of those to whom it gives the role. */
export interface Given {
  readonly binding: WorldObject;
  readonly subject: unknown;
}

/** All that the tree gives to anybody: roles of the cluster first, then those of namespaces. */
export function* givenRoles(world: World): Iterable<Given> {
  for (const kind of ['ClusterRoleBinding', 'RoleBinding'])
    for (const binding of world.ofKind(`${API}/${kind}`))
      for (const subject of itemsAt(binding.object, 'subjects')) yield { binding, subject };
}
