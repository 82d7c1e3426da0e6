import { LOGIN_KINDS } from '../../clusters/vault-logins.ts';
import { isEncrypted } from '../../hosts/vault-listener.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const vaultSchemeAgrees = defineRule({
  id: 'vault-scheme-agrees',
  severity: 'error',
  kinds: [...LOGIN_KINDS, ...POD_KINDS],
  asks: 'Clients call the Vault of the tree by https where its listener is encrypted, and by http where it is not.',
  source:
    'https://developer.hashicorp.com/vault/docs/configuration/listener/tcp; https://github.com/hashicorp/vault-helm/blob/main/values.yaml; seed 004, section 13',
  *check(manifest, world) {
    for (const { path, url } of calls(manifest, world)) {
      const [, scheme = '', host = ''] = /^(https?):\/\/([a-z0-9.-]+)/.exec(url) ?? [];
      const target = scheme === '' ? undefined : serviceHost(host, manifest.object.metadata.namespace ?? '');
      const release = target === undefined ? undefined : vaultAt(world, target.namespace, target.name);
      const encrypted = release === undefined || release.open === true ? undefined : isEncrypted(release.values);
      if (encrypted === undefined || encrypted === (scheme === 'https')) continue;
      yield {
        path,
        message: `${url} is called by ${scheme}, and the listener of release ${release?.name ?? ''} is ${encrypted ? '' : 'not '}encrypted`,
        why: encrypted
          ? 'Vault answers "Client sent an HTTP request to an HTTPS server": nobody logs in, and no secret is read.'
          : 'The handshake ends with "server gave HTTP response to HTTPS client": nobody logs in, and no secret is read.',
        fix: encrypted
          ? `Write https://${host}, with the CA of Vault.`
          : 'Give the listener tls_cert_file and tls_key_file (and global.tlsDisable: false), or call it by http.',
      };
    }
  },
});

function* calls(manifest: WorldObject, world: World): Iterable<{ readonly path: string; readonly url: string }> {
  for (const path of ['spec.vault.server', 'spec.provider.vault.server']) {
    const url = textAt(manifest.object, path);
    if (url !== undefined) yield { path, url };
  }
  for (const container of world.podTemplate(manifest)?.containers ?? []) {
    for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
      const url = textAt(variable, 'name') === 'VAULT_ADDR' ? textAt(variable, 'value') : undefined;
      if (url !== undefined) yield { path: `${container.path}.env[${index}].value`, url };
    }
  }
}

function vaultAt(world: World, namespace: string, name: string): ReturnType<typeof releasesOf>[number] | undefined {
  return releasesOf(world).find(
    (each) =>
      each.chart === 'vault' && each.namespace === namespace && [each.name, `${each.name}-active`, `${each.name}-internal`].includes(name),
  );
}
