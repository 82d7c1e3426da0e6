import type { Endpoint, Peer } from '../../../lib/constructs/peer.ts';
import type { Port } from '../../../lib/constructs/port.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GLOBAL_SERVICES } from '../global-services.ts';

export const CERT_MANAGER = 'cert-manager';
export const EXTERNAL_SECRETS = 'external-secrets';
export const VELERO = 'velero';

/** Port under the name that a chart gives it, for the Service of a chart is known by it. */
export function chartPort(number: number, name: string): Port {
  return { number, name, protocol: 'tcp' };
}

/** Labels of the pods of a chart's release that has only one kind of them, or names each by its program. */
export function labels(program: string, release: string): Record<string, string> {
  return { 'app.kubernetes.io/name': program, 'app.kubernetes.io/instance': release };
}

/** Asks Vault to sign. */
export const SIGNER: Peer = { name: CERT_MANAGER, namespace: CERT_MANAGER, podLabels: labels(CERT_MANAGER, CERT_MANAGER) };

/** Reads Vault's entries. */
export const SECRET_READER: Peer = {
  name: EXTERNAL_SECRETS,
  namespace: EXTERNAL_SECRETS,
  podLabels: labels(EXTERNAL_SECRETS, EXTERNAL_SECRETS),
};

/**
 * Everything that writes backups: the server, the agents, and pods that Velero starts for each volume and each repository,
 * which have labels of their own. Nobody else is in that namespace.
 */
export const BACKUP: Peer = { name: VELERO, namespace: VELERO, podLabels: {} };

export const ETCD_SNAPSHOT: Peer = { name: 'etcd-snapshot', namespace: 'kube-system', podLabels: { app: 'etcd-snapshot' } };

/** Name of the cluster that manages this one; nothing where this is the one. */
export function managementOf({ fleet }: Cluster): string | undefined {
  return fleet?.others.find((other) => other.fleet?.role === 'management')?.name;
}

export function isManagement({ fleet }: Cluster): boolean {
  return fleet?.role === 'management';
}

export const VAULT_LABELS = { ...labels('vault', 'vault'), component: 'server' } as const;
export const MINIO_LABELS = { app: 'minio', release: 'minio' } as const;

/** Vault, from wherever it is called. */
export function vaultFor(cluster: Cluster): Endpoint {
  return globalEnd(cluster, GLOBAL_SERVICES.vault, VAULT_LABELS);
}

/** MinIO, from wherever it is called. */
export function objectStoreFor(cluster: Cluster): Endpoint {
  return globalEnd(cluster, GLOBAL_SERVICES.minio, MINIO_LABELS);
}

function globalEnd(
  cluster: Cluster,
  { name, namespace, port, portName }: (typeof GLOBAL_SERVICES)[keyof typeof GLOBAL_SERVICES],
  podLabels: Readonly<Record<string, string>>,
): Endpoint {
  return { peer: { name, namespace, podLabels, cluster: managementOf(cluster) }, port: chartPort(port, portName) };
}
