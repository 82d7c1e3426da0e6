import type { Construct } from 'constructs';
import type { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { warn } from '../../../lib/constructs/warn.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { fromVault } from './from-vault.ts';
import { BUCKETS, SECRET_KEY } from './object-store.ts';

/** What the inventory calls a store outside the management cluster that gets a copy of every bucket (seed 004, 16.1 and 23). */
const REPLICA = 'minio-replica';
/** Where the job that sets MinIO up finds the login there. */
const FOLDER = '/replica';
const ACCESS_KEY = 'accessKey';

/** What the chart's job for commands gets: each bucket's rule anew, and the login that stands in it. Nothing without a replica. */
export function replication({ externals }: Cluster): {
  readonly commands: readonly { readonly command: string }[];
  readonly job: { readonly extraVolumes?: readonly unknown[]; readonly extraVolumeMounts?: readonly unknown[] };
} {
  const replica = externals[REPLICA];
  if (replica === undefined) return { commands: [], job: {} };
  const login = `$(cat ${FOLDER}/${ACCESS_KEY}):$(cat ${FOLDER}/${SECRET_KEY})`;
  return {
    commands: Object.values(BUCKETS).map((bucket) => ({
      // A second rule for the same bucket would be refused; without one there is nothing to remove.
      command: [
        `replicate rm --all --force myminio/${bucket} || true`,
        `runCommand replicate add myminio/${bucket} --priority 1 --replicate existing-objects,delete,delete-marker \\`,
        `  --remote-bucket "https://${login}@${replica.host}:${replica.port}/${bucket}"`,
      ].join('\n'),
    })),
    job: {
      extraVolumes: [{ name: REPLICA, secret: { secretName: REPLICA } }],
      extraVolumeMounts: [{ name: REPLICA, mountPath: FOLDER, readOnly: true }],
    },
  };
}

/** The login and the way to the replica; without one, whoever delivers is told what that means. */
export function replicaObjects(scope: Construct, { externals, file }: Cluster, minio: ProvidedWorkload): void {
  const replica = externals[REPLICA];
  if (replica === undefined) {
    warn(scope, {
      where: `${file} externals.${REPLICA}`,
      what: 'there is none, so the backups of mgmt lie on mgmt',
      fix: 'Name host and port of a store elsewhere.',
    });
    return;
  }
  fromVault(scope, 'MinioReplica', {
    name: REPLICA,
    namespace: minio.namespace,
    path: 'minio/replica',
    keys: [ACCESS_KEY, SECRET_KEY],
  });
  minio.connectsToWorld(replica.port, { hosts: [replica.host] });
}
