import { vaultSetup, type VaultRole } from '../../clusters/vault-setup.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

const PROVIDER = 'secrets-store.csi.x-k8s.io/v1/SecretProviderClass';
const START = 'vault.hashicorp.com/';
const WHY = 'Vault answers 403 to the log-in: the container that fetches the secrets tries for ever, and the pod stays in Init.';

export const vaultLoginAdmits = defineRule({
  id: 'vault-login-admits',
  severity: 'error',
  kinds: [...POD_KINDS, PROVIDER],
  asks: 'Pods that fetch secrets from Vault by themselves log in with a role that the scripts of the tree make, and with an account that it admits.',
  source:
    'https://developer.hashicorp.com/vault/docs/auth/kubernetes; https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const isProvider = manifest.object.kind === 'SecretProviderClass';
    if (isProvider ? textAt(manifest.object, 'spec.provider') !== 'vault' : pod?.annotations[`${START}agent-inject`] !== 'true') return;
    const setup = vaultSetup(world);
    const said = (name: string, parameter: string): string | undefined =>
      isProvider ? textAt(manifest.object, `spec.parameters.${parameter}`) : pod?.annotations[`${START}${name}`];
    const mount = (said('auth-path', 'vaultKubernetesMountPath') ?? 'kubernetes').replace(/^\/?(auth\/)?|\/$/g, '');
    const name = said('role', 'roleName');
    const roles = setup?.logins.get(mount);
    if (setup === undefined || name === undefined || roles === undefined || roles.size === 0 || /[${<]/.test(name)) return;
    const path = isProvider ? 'spec.parameters.roleName' : `${pod?.path ?? ''}.metadata.annotations["${START}role"]`;
    const role = roles.get(name);
    if (role === undefined) {
      if (setup.open || [...roles.keys()].some((each) => each.includes('$'))) return;
      const near = nearName(name, roles.keys());
      yield {
        path,
        message: `there is no role ${name} at ${mount}, ${setup.file} makes ${[...roles.keys()].join(', ')}`,
        why: WHY,
        fix: near === undefined ? `Make the role in ${setup.file}, or name one that there is.` : `Did you mean "${near}"?`,
      };
      return;
    }
    if (pod === undefined) return;
    const account = textAt(pod.spec, 'serviceAccountName') ?? textAt(pod.spec, 'serviceAccount') ?? 'default';
    yield* admitted(role, name, account, pod.namespace, pod.path, setup.file);
  },
});

function* admitted(role: VaultRole, name: string, account: string, namespace: string, path: string, file: string): Iterable<Issue> {
  const lacks = (known: readonly string[], wanted: string): boolean =>
    known.length > 0 &&
    wanted !== '' &&
    !known.some((each) => each.includes('$') || each === wanted || (each.endsWith('*') && wanted.startsWith(each.slice(0, -1))));
  if (lacks(role.accounts, account)) {
    yield {
      path: `${path}.spec.serviceAccountName`,
      message: `role ${name} admits account ${role.accounts.join(', ')}, and the pods run as ${account}`,
      why: WHY,
      fix: `Set serviceAccountName: ${role.accounts[0] ?? ''}, or add ${account} to bound_service_account_names in ${file}.`,
    };
  }
  if (lacks(role.namespaces, namespace)) {
    yield {
      path: `${path}.metadata.annotations["${START}role"]`,
      message: `role ${name} admits accounts of namespace ${role.namespaces.join(', ')}, and the pods are in ${namespace}`,
      why: WHY,
      fix: `Add ${namespace} to bound_service_account_namespaces in ${file}.`,
    };
  }
}
