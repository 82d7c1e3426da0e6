import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { GLOBAL_SERVICES, globalAddress } from '../global-services.ts';

/** Buckets of MinIO on the management cluster (seed 004, 16.3). */
export const BUCKETS = { velero: 'velero', thanos: 'thanos', etcd: 'etcd' } as const;

export type Bucket = (typeof BUCKETS)[keyof typeof BUCKETS];

/** The same on all clusters: in plain HTTP inside the mesh of clusters (seed 004, open questions). */
export const OBJECT_STORE = globalAddress(GLOBAL_SERVICES.minio);
export const OBJECT_STORE_URL = `http://${OBJECT_STORE}`;

/** MinIO asks for some region in signatures and takes any. */
export const REGION = 'us-east-1';

/** Who writes to a bucket: somebody of its own for each bucket, and for each cluster where several share one. */
export interface BucketUser {
  readonly bucket: Bucket;
  /** Access key, which is no secret. */
  readonly name: string;
  /** Folder of the bucket beyond which nothing is read or written. @default the whole bucket */
  readonly prefix?: string | undefined;
  /** Entry in Vault; its property {@link SECRET_KEY} is what signs requests. */
  readonly path: string;
}

export const SECRET_KEY = 'secretKey';

/** Of a bucket that one program of the management cluster has for itself. */
export function bucketUser(bucket: Bucket): BucketUser {
  return { bucket, name: bucket, path: `minio/${bucket}` };
}

/** Of one cluster's folder in a bucket that all clusters write to: what leaks from one cluster opens nothing of another. */
export function clusterUser(bucket: Bucket, { name: cluster }: Cluster): BucketUser {
  const name = `${bucket}-${cluster}`;
  return { bucket, name, prefix: cluster, path: `minio/${name}` };
}
