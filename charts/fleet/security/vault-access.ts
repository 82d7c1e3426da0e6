import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GLOBAL_SERVICES, globalAddress } from '../global-services.ts';
import { CERT_MANAGER, isManagement } from './peers.ts';

export const VAULT_URL = `https://${globalAddress(GLOBAL_SERVICES.vault)}`;

/**
 * Certificate of the authority behind Vault's own certificate. On the management cluster phase 1 of the PKI writes it, on the
 * others it is put there at bootstrap (seed 004, 4.5).
 */
export const VAULT_CA = { name: 'vault-ca', namespace: CERT_MANAGER, key: 'ca.crt' } as const;

/** Vault's pages behind the Gateway: a listener without TLS of its own, because Cilium speaks plain HTTP to backends (seed 004, 8.4). */
export const VAULT_UI = { name: 'vault-ui', namespace: GLOBAL_SERVICES.vault.namespace, port: 8210 } as const;

/**
 * Where this cluster logs in: a token of its ServiceAccounts can be verified by its own API server only, so each cluster has
 * a mount of its own (seed 004, section 13).
 */
export function authMount(cluster: Cluster): string {
  return isManagement(cluster) ? 'kubernetes' : `kubernetes-${cluster.name}`;
}
