import { textAt } from '../read.ts';
import type { World } from '../world.ts';

/** The name of another place of secrets with which a key begins, as if the store named none. */
export function mountOf(key: string, own: string, world: World): string | undefined {
  const mounts = world.once('mounts of vault', () => {
    const stores = ['ClusterSecretStore', 'SecretStore'].flatMap((kind) => world.ofKind(`external-secrets.io/v1/${kind}`));
    return new Set(['kv', 'secret', ...stores.flatMap(({ object }) => textAt(object, 'spec.provider.vault.path') ?? [])]);
  });
  const first = key.split('/')[0] ?? '';
  return key.includes('/') && first !== own && !own.startsWith(`${first}/`) && mounts.has(first) ? first : undefined;
}
