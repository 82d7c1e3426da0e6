import { at, itemsAt, strings, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import type { World } from '../../world.ts';

/** Where each kind keeps the settings of Vault. */
const VAULTS: Readonly<Record<string, string>> = {
  ClusterSecretStore: 'spec.provider.vault',
  SecretStore: 'spec.provider.vault',
  ClusterIssuer: 'spec.vault',
  Issuer: 'spec.vault',
  VaultConnection: 'spec',
};

export const secretStoreSound = defineRule({
  id: 'secret-store-sound',
  severity: 'error',
  kinds: [
    'external-secrets.io/v1/ClusterSecretStore',
    'external-secrets.io/v1/SecretStore',
    'cert-manager.io/v1/ClusterIssuer',
    'cert-manager.io/v1/Issuer',
    'secrets.hashicorp.com/v1beta1/VaultConnection',
  ],
  asks: 'A store of secrets is spoken to over TLS, by an account that is named with its namespace.',
  source: 'https://external-secrets.io/latest/provider/hashicorp-vault/; seed 004, M10 and M13',
  *check(manifest, world) {
    const { object } = manifest;
    const path = VAULTS[object.kind] ?? '';
    const vault = at(object, path);
    const account = at(vault, 'auth.kubernetes.serviceAccountRef');
    const named = textAt(account, 'name');
    if (
      object.kind === 'ClusterSecretStore' &&
      named !== undefined &&
      textAt(account, 'namespace') === undefined &&
      !isOfAsker(manifest, named, world)
    ) {
      yield {
        path: `${path}.auth.kubernetes.serviceAccountRef`,
        message: `the account ${named} has no namespace: a store of the whole cluster has none of its own`,
        why: 'It is looked for in the namespace of each ExternalSecret, and is in none of them: no Secret is made.',
        fix: 'Add namespace.',
      };
    }
    const authority = at(vault, 'caProvider');
    if (object.kind === 'ClusterSecretStore' && textAt(authority, 'name') !== undefined && textAt(authority, 'namespace') === undefined) {
      yield {
        path: `${path}.caProvider`,
        message: `the ${textAt(authority, 'type') ?? 'Secret'} ${textAt(authority, 'name') ?? ''} with the certificate of the CA has no namespace: a store of the whole cluster has none of its own`,
        why: 'The operator refuses the store ("missing namespace on caProvider secret"): no Secret is made.',
        fix: 'Add namespace.',
      };
    }
    const [key, server] =
      object.kind === 'VaultConnection' ? (['address', textAt(vault, 'address')] as const) : (['server', textAt(vault, 'server')] as const);
    const host = /^http:\/\/([^/:]+)/.exec(server ?? '')?.[1];
    // Within the cluster policies and the mesh may see to it.
    if (host === undefined || /^(localhost|127\.)/.test(host) || host.includes('$') || serviceHost(host, 'default') !== undefined) return;
    yield {
      path: `${path}.${key}`,
      severity: 'warning',
      message: `${server ?? ''} is no TLS, and the host is outside of the cluster`,
      why: 'Tokens and every secret that is read cross the network in clear text.',
      fix: 'Write https:// with a caProvider or caBundle for its certificate.',
    };
  },
});

const ASKERS = [
  'external-secrets.io/v1/ExternalSecret',
  'external-secrets.io/v1alpha1/PushSecret',
  'external-secrets.io/v1/ClusterExternalSecret',
];

/** Without a namespace, everybody comes with an account of the own namespace: meant so, where one that asks has such an account. */
function isOfAsker({ object }: WorldObject, account: string, world: World): boolean {
  const store = object.metadata.name;
  const asking = ASKERS.flatMap((kind) => world.ofKind(kind)).filter((each) =>
    [at(each.object, 'spec.secretStoreRef'), ...itemsAt(each.object, 'spec.secretStoreRefs')].some((ref) => textAt(ref, 'name') === store),
  );
  const stated = itemsAt(object, 'spec.conditions').flatMap((each) => [...strings(at(each, 'namespaces'))].map(({ value }) => value));
  return [...asking.map((each) => each.object.metadata.namespace ?? ''), ...stated].some(
    (namespace) => world.find('v1/ServiceAccount', namespace, account) !== undefined,
  );
}
