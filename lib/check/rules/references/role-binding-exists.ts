import { chartsFill } from '../../hosts/chart-services.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { itemsAt, textAt } from '../../read.ts';
import { isPlatform, meant, missing, nearName } from '../../reference.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Roles that the API server brings along. */
const BUILT_IN = /^(cluster-admin|admin|edit|view|system:.*|cilium.*|calico.*)$/;

export const roleBindingExists = defineRule({
  id: 'role-binding-exists',
  severity: 'error',
  kinds: ['rbac.authorization.k8s.io/v1/RoleBinding', 'rbac.authorization.k8s.io/v1/ClusterRoleBinding'],
  asks: 'The role that a binding gives and the ServiceAccounts that it gives it to exist.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding; seed 002, D-13',
  *check(manifest, world) {
    yield* role(manifest, world);
    const { namespace: own } = manifest.object.metadata;
    for (const [index, subject] of itemsAt(manifest.object, 'subjects').entries()) {
      if (textAt(subject, 'kind') !== 'ServiceAccount') continue;
      const name = textAt(subject, 'name') ?? '';
      const namespace = textAt(subject, 'namespace') ?? own;
      if (textAt(subject, 'namespace') === undefined && own === undefined) {
        const fix = 'Write the namespace of the account.';
        const why = 'The API server refuses the binding.';
        // Beside an account without one, a kustomization may fill in both.
        if (manifest.object.kind === 'ClusterRoleBinding' && world.find('v1/ServiceAccount', '', name) === undefined)
          yield { path: `subjects[${index}].namespace`, message: `subject ServiceAccount ${name} has no namespace`, why, fix };
        continue;
      }
      const absent = name === 'default' ? undefined : missing(world, 'v1/ServiceAccount', namespace ?? '', name);
      if (absent === undefined) continue;
      // Operators and charts make accounts of their own: only what looks like a slip is surely one.
      const isSlip = absent.near !== undefined || absent.elsewhere !== undefined;
      if (!isSlip && world.facts.whole !== true && chartsFill(world, namespace ?? '')) continue;
      if (absent.elsewhere === undefined && isReleases(world, namespace ?? '', name)) continue;
      yield {
        path: `subjects[${index}]`,
        severity: isSlip
          ? absent.severity
          : isEmptyPlatform(world, namespace ?? '')
            ? 'info'
            : absent.severity === 'error'
              ? 'warning'
              : absent.severity,
        message: `there is no ServiceAccount ${namespace ?? ''}/${name}`,
        why: 'The rights go to nobody: the pods that need them are told "forbidden" by the API server.',
        fix: meant(absent, 'Add the account, or bind one that exists.'),
      };
    }
  },
});

/** A namespace of the platform in which nothing of this tree runs: its programs, with their accounts, come from elsewhere. */
function isEmptyPlatform(world: World, namespace: string): boolean {
  if (world.facts.whole === true || !isPlatform(namespace)) return false;
  return !world.once('namespaces in which pods run', () => new Set(world.podTemplates().map((pod) => pod.namespace))).has(namespace);
}

/** Charts call an account after the release, after themselves or after both. */
function isReleases(world: World, namespace: string, account: string): boolean {
  return releasesOf(world).some(
    (each) => each.namespace === namespace && [each.name, each.chart, `${each.name}-${each.chart}`].includes(account),
  );
}

function* role({ object }: WorldObject, world: World): Iterable<Issue> {
  const kind = textAt(object, 'roleRef.kind') ?? '';
  const name = textAt(object, 'roleRef.name') ?? '';
  const why = 'The binding gives no right at all, and nothing says so: requests are answered with "forbidden".';
  if (kind === 'Role') {
    if (name === 'extension-apiserver-authentication-reader') return;
    const namespace = object.metadata.namespace ?? '';
    const absent = object.kind === 'ClusterRoleBinding' ? undefined : missing(world, 'rbac.authorization.k8s.io/v1/Role', namespace, name);
    const wide = world.find('rbac.authorization.k8s.io/v1/ClusterRole', '', name) !== undefined;
    if (absent !== undefined && wide) {
      yield {
        path: 'roleRef.kind',
        message: `there is no Role ${name} in "${namespace}"; ${name} is a ClusterRole`,
        why,
        fix: 'Write kind: ClusterRole.',
      };
    } else if (absent !== undefined) {
      const message = `there is no Role ${namespace === '' ? '' : `${namespace}/`}${name}`;
      yield { path: 'roleRef.name', severity: absent.severity, message, why, fix: meant(absent, 'Add the Role, or name one that exists.') };
    }
    return;
  }
  if (kind !== 'ClusterRole' || BUILT_IN.test(name) || world.find('rbac.authorization.k8s.io/v1/ClusterRole', '', name) !== undefined)
    return;
  const namespace = object.metadata.namespace ?? '';
  if (object.kind === 'RoleBinding' && world.find('rbac.authorization.k8s.io/v1/Role', namespace, name) !== undefined) {
    yield {
      path: 'roleRef.kind',
      message: `there is no ClusterRole ${name}; ${name} is a Role of "${namespace}"`,
      why,
      fix: 'Write kind: Role.',
    };
    return;
  }
  const near = nearName(
    name,
    world.ofKind('rbac.authorization.k8s.io/v1/ClusterRole').map((each) => each.object.metadata.name),
  );
  const severity = world.facts.whole === true || near !== undefined ? 'error' : 'info';
  const fix = near === undefined ? 'Add the ClusterRole, or name one that exists.' : `Did you mean "${near}"?`;
  yield { path: 'roleRef.name', severity, message: `there is no ClusterRole ${name} here`, why, fix };
}
