import type { Construct } from 'constructs';
import { VaultSecret, type VaultSecretProps } from '../../../lib/constructs/vault-secret.ts';
import { VAULT_STORE } from '../global-services.ts';
import { inWave, WAVE } from '../waves.ts';

/** A Secret of the cluster that is kept in Vault (seed 004, 4.3), made in the wave of the store that it is read from. */
export function fromVault(scope: Construct, id: string, props: Omit<VaultSecretProps, 'store' | 'annotations'>): VaultSecret {
  return new VaultSecret(scope, id, {
    ...props,
    store: VAULT_STORE,
    annotations: inWave(WAVE.secrets, { definedElsewhere: true }),
  });
}
