import { LOGIN_KINDS, vaultLogins, type VaultLogin } from '../../clusters/vault-logins.ts';
import { areApart, calledWhere, toldBy } from '../../clusters/where.ts';
import { at } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { serviceHost } from '../../services.ts';

export const vaultMountOwn = defineRule({
  id: 'vault-mount-own',
  severity: 'error',
  kinds: LOGIN_KINDS,
  asks: 'A log-in to Vault names the mount as its operator reads it, and each cluster has a mount of its own.',
  source:
    'https://developer.hashicorp.com/vault/docs/auth/kubernetes; https://cert-manager.io/docs/configuration/vault/; https://external-secrets.io/latest/provider/hashicorp-vault/; seed 004, L17',
  *check(manifest, world) {
    const all = vaultLogins(world);
    for (const own of toldBy(all, manifest)) {
      yield* form(own);
      // In one cluster many may share a mount; of two clusters the later one is spoken of.
      const twin = all.find(
        (each) => areApart(each, own) && isWide(each) && isWide(own) && isSameMount(each, own) && !hasOwnVault(own) && !hasOwnVault(each),
      );
      if (twin === undefined || all.indexOf(twin) > all.indexOf(own)) continue;
      yield {
        path: own.path,
        severity: 'warning',
        message: `mount ${plain(own.mount)} of ${own.server} is that of ${calledWhere(twin)}, too`,
        why: 'A mount knows one API server: tokens of the other cluster are refused with 403, and no Secret or certificate is made there.',
        fix: `Enable a mount for each cluster, such as kubernetes-${own.cluster ?? 'NAME'}, and name it here.`,
      };
    }
  },
});

function plain(mount: string): string {
  return mount
    .replace(/^\/?v1\//, '')
    .replace(/^\/?auth\//, '')
    .replace(/\/$/, '');
}

function* form({ mount, path, by }: VaultLogin): Iterable<Issue> {
  if (mount.includes('$')) return;
  if (by === 'cert-manager' && mount !== 'kubernetes' && !/^\/v1\/auth\/./.test(mount)) {
    const message = `mountPath ${mount} is no path of Vault's API: cert-manager wants /v1/auth/${plain(mount)}`;
    yield {
      path,
      message,
      why: 'The log-in goes to a path that does not exist: the issuer never becomes ready.',
      fix: `Write /v1/auth/${plain(mount)}.`,
    };
  }
  if (by === 'external-secrets' && /^\/?(v1\/)?auth\/|^\//.test(mount)) {
    const message = `mountPath ${mount} is a path: External Secrets wants the name of the mount, ${plain(mount)}`;
    yield {
      path,
      message,
      why: 'The log-in goes to auth/ twice: the store never becomes ready, and no Secret is made.',
      fix: `Write ${plain(mount)}.`,
    };
  }
}

function isSameMount(a: VaultLogin, b: VaultLogin): boolean {
  return a.server === b.server && a.space === b.space && plain(a.mount) === plain(b.mount);
}

/** One for the whole cluster: stages that are namespaces of one cluster have their own kind. */
function isWide({ manifest }: VaultLogin): boolean {
  return manifest.object.kind.startsWith('Cluster');
}

/** A Service with pods behind it: each cluster has a Vault. */
function hasOwnVault({ server, world, manifest }: VaultLogin): boolean {
  const host = /^https?:\/\/([^/:]+)/.exec(server)?.[1] ?? '';
  const service = serviceHost(host, manifest.object.metadata.namespace ?? '');
  if (service === undefined) return false;
  const found = world.find('v1/Service', service.namespace, service.name)?.object;
  // What a chart makes is not among the objects.
  return found === undefined || at(found, 'spec.selector') !== undefined;
}
