/**
 * Services of the management cluster that every cluster calls by one name (seed 004, section 6). There they are global
 * Services of the cluster mesh; on app clusters a stub of the same name, namespace, port number and port name leads to them.
 */
export const GLOBAL_SERVICES = {
  vault: { name: 'vault', namespace: 'vault', port: 8200, portName: 'https' },
  thanosReceive: { name: 'thanos-receive', namespace: 'monitoring', port: 19291, portName: 'remote-write' },
  loki: { name: 'loki', namespace: 'monitoring', port: 3100, portName: 'http-metrics' },
  minio: { name: 'minio', namespace: 'minio', port: 9000, portName: 'http' },
} as const;

export type GlobalService = (typeof GLOBAL_SERVICES)[keyof typeof GLOBAL_SERVICES];

/** `vault.vault.svc:8200`: the same on all clusters. */
export function globalAddress({ name, namespace, port }: GlobalService): string {
  return `${name}.${namespace}.svc:${port}`;
}

/** Annotation that makes a Service one of the whole cluster mesh. */
export const GLOBAL = { 'service.cilium.io/global': 'true' } as const;

/** ClusterSecretStore of every cluster: Vault on the management cluster. */
export const VAULT_STORE = 'vault-backend';

/** ClusterIssuer of every cluster from phase 2 of the PKI on: an intermediate CA in Vault. */
export const VAULT_ISSUER = 'vault-issuer';
