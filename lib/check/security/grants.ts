import { documentKind } from '../document.ts';
import { itemsAt, someString, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { addTo } from '../../values/multimap.ts';
import { givenRoles } from './bindings.ts';

/**
 * The rules of the roles that a ServiceAccount has; none where the tree has the account and binds nothing to it. `undefined` where the tree
 * does not show all of it: an account that is not there, or a role that comes from elsewhere.
 */
export function grantsOf(world: World, namespace: string, account: string): readonly unknown[] | undefined {
  // Objects without a namespace are applied into one that only the binding says.
  const bound = boundRoles(world).get(namespace === '' ? account : `${namespace}/${account}`) ?? [];
  if (bound.length === 0)
    return world.find('v1/ServiceAccount', namespace, account) === undefined && !isBare(world, account) ? undefined : [];
  const rules: unknown[] = [];
  for (const { kind, place, name } of bound) {
    const role = world.find(`rbac.authorization.k8s.io/v1/${kind}`, kind === 'Role' ? place : '', name);
    if (role === undefined || role.object['aggregationRule'] !== undefined) return undefined;
    rules.push(...itemsAt(role.object, 'rules'));
  }
  return rules;
}

/** The account that every namespace has by itself, where nothing of the tree binds a role to all accounts at once, or by a command. */
function isBare(world: World, account: string): boolean {
  return account === 'default' && !world.once('roles for groups of accounts', () => boundToGroups(world) || boundByCommand(world));
}

function boundToGroups(world: World): boolean {
  return [...givenRoles(world)].some(
    ({ subject }) => textAt(subject, 'kind') === 'Group' && /^system:(serviceaccounts|authenticated)\b/.test(textAt(subject, 'name') ?? ''),
  );
}

/** Roles that a script, a workflow or Terraform binds. */
function boundByCommand(world: World): boolean {
  return (['Script', 'Workflow', 'TextFile', 'Config', 'Guide', 'Aside'] as const)
    .flatMap((kind) => world.ofKind(documentKind(kind)))
    .some(({ object }) => someString(object, (value) => /clusterrolebinding|rolebinding|_role_binding/i.test(value)));
}

interface Bound {
  readonly kind: string;
  readonly place: string;
  readonly name: string;
}

function boundRoles(world: World): ReadonlyMap<string, readonly Bound[]> {
  return world.once('roles by account', () => {
    const found = new Map<string, Bound[]>();
    for (const { binding, subject } of givenRoles(world)) {
      if (textAt(subject, 'kind') !== 'ServiceAccount') continue;
      const place = binding.object.metadata.namespace ?? '';
      const role = { kind: textAt(binding.object, 'roleRef.kind') ?? '', place, name: textAt(binding.object, 'roleRef.name') ?? '' };
      const name = textAt(subject, 'name') ?? '';
      addTo(found, `${textAt(subject, 'namespace') ?? place}/${name}`, role);
      addTo(found, name, role);
    }
    return found;
  });
}
