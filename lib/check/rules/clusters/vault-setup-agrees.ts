import { LOGIN_KINDS } from '../../clusters/vault-logins.ts';
import { vaultSetup, type VaultRole, type VaultSetup } from '../../clusters/vault-setup.ts';
import { at, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const vaultSetupAgrees = defineRule({
  id: 'vault-setup-agrees',
  severity: 'error',
  kinds: LOGIN_KINDS,
  asks: 'The mounts, roles and accounts that stores and issuers use in Vault are those that the scripts of the tree set up there.',
  source:
    'https://developer.hashicorp.com/vault/docs/auth/kubernetes; https://cert-manager.io/docs/configuration/vault/; seed 004, section 13',
  *check({ object }, world) {
    const byIssuer = object.apiVersion.startsWith('cert-manager.io/');
    const base = byIssuer ? 'spec.vault' : 'spec.provider.vault';
    const vault = at(object, base);
    const setup = vault === undefined ? undefined : vaultSetup(world);
    if (setup === undefined) return;
    yield* byIssuer ? signing(textAt(vault, 'path') ?? '', `${base}.path`, setup) : stored(vault, base, setup);
    const login = at(vault, 'auth.kubernetes');
    if (login === undefined) return;
    const mount = (textAt(login, 'mountPath') ?? textAt(login, byIssuer ? 'path' : 'mountPath') ?? 'kubernetes').replace(
      /^(\/?v1)?\/?(auth\/)?|\/$/g,
      '',
    );
    const path = `${base}.auth.kubernetes`;
    const roles = setup.logins.get(mount);
    if (roles === undefined) {
      if (setup.open || setup.logins.size === 0 || mount.includes('$')) return;
      yield issue(
        `${path}.mountPath`,
        `the log-in is at ${mount}, and ${setup.file} sets up ${[...setup.logins.keys()].join(', ')}`,
        LOGIN,
        setup,
      );
      return;
    }
    const name = textAt(login, 'role') ?? '';
    const role = roles.get(name);
    if (role === undefined) {
      if (roles.size > 0)
        yield issue(
          `${path}.role`,
          `there is no role ${name} at ${mount}, ${setup.file} makes ${[...roles.keys()].join(', ')}`,
          LOGIN,
          setup,
        );
      return;
    }
    const account = textAt(login, 'serviceAccountRef.name');
    const own = object.metadata.namespace ?? (byIssuer ? 'cert-manager' : undefined);
    yield* admitted(role, name, account, textAt(login, 'serviceAccountRef.namespace') ?? own, `${path}.serviceAccountRef`, setup);
  },
});

const LOGIN = 'Vault answers 403 to the log-in: the object never becomes ready, and nothing that needs it is made.';

function issue(path: string, message: string, why: string, { file }: VaultSetup): Issue {
  return { path, message, why, fix: `Write the same here and in ${file}.` };
}

function* admitted(
  role: VaultRole,
  name: string,
  account: string | undefined,
  namespace: string | undefined,
  path: string,
  setup: VaultSetup,
): Iterable<Issue> {
  const lacks = (known: readonly string[], wanted: string | undefined): boolean =>
    wanted !== undefined &&
    known.length > 0 &&
    !known.some((each) => each === '*' || each === wanted || (each.endsWith('*') && wanted.startsWith(each.slice(0, -1))));
  if (lacks(role.accounts, account))
    yield issue(path, `role ${name} admits account ${role.accounts.join(', ')}, not ${account ?? ''}`, LOGIN, setup);
  if (lacks(role.namespaces, namespace))
    yield issue(path, `role ${name} admits accounts of namespace ${role.namespaces.join(', ')}, not of ${namespace ?? ''}`, LOGIN, setup);
}

/** `pki_int/sign/k8s-certs` */
function* signing(written: string, path: string, setup: VaultSetup): Iterable<Issue> {
  const [, mount, role] = /^(.+)\/(?:sign|issue)\/([^/]+)$/.exec(written) ?? [];
  const roles = mount === undefined ? undefined : setup.authorities.get(mount);
  const why = 'Vault has no such path: requests stay unsigned, and certificates run out one by one.';
  if (mount !== undefined && roles === undefined && setup.authorities.size > 0 && !setup.open)
    yield issue(
      path,
      `certificates are signed at ${mount}, and ${setup.file} sets up ${[...setup.authorities.keys()].join(', ')}`,
      why,
      setup,
    );
  if (roles !== undefined && role !== undefined && roles.size > 0 && !roles.has(role))
    yield issue(path, `there is no role ${role} at ${mount ?? ''}, ${setup.file} makes ${[...roles.keys()].join(', ')}`, why, setup);
}

function* stored(vault: unknown, base: string, setup: VaultSetup): Iterable<Issue> {
  const path = textAt(vault, 'path')?.replace(/\/$/, '');
  if (path === undefined || setup.stores.size === 0) return;
  const version = setup.stores.get(path);
  const why = 'Every read asks for a path that Vault does not have: no Secret is made.';
  if (version === undefined && !setup.open)
    yield issue(
      `${base}.path`,
      `secrets are read from ${path}, and ${setup.file} sets up ${[...setup.stores.keys()].join(', ')}`,
      why,
      setup,
    );
  const read = textAt(vault, 'version') ?? 'v2';
  if (version !== undefined && read !== version)
    yield issue(`${base}.version`, `${path} is read as version ${read}, and ${setup.file} sets it up as ${version}`, why, setup);
}
