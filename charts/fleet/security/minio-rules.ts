import { BUCKETS, type Bucket, type BucketUser } from './object-store.ts';

/** What a user may do, as MinIO's chart takes it. */
export interface BucketPolicy {
  readonly name: string;
  readonly statements: readonly { readonly resources: readonly string[]; readonly actions: readonly string[] }[];
}

/** Days that a version stays which was replaced or deleted: as long as a backup is kept (seed 004, 16.2). */
const OLD_VERSION_DAYS = 7;

/** Days that a snapshot of etcd is kept (seed 004, 16.1). */
const SNAPSHOT_DAYS = 7;

/** One user's rights: all names of its bucket, since clients ask whether it exists, and objects of its own folder. */
export function policyOf({ name, bucket, prefix }: BucketUser): BucketPolicy {
  const objects = prefix === undefined ? `${bucket}/*` : `${bucket}/${prefix}/*`;
  return {
    name,
    statements: [
      {
        resources: [`arn:aws:s3:::${bucket}`],
        actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      },
      {
        resources: [`arn:aws:s3:::${objects}`],
        actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', ...removal(bucket)],
      },
    ],
  };
}

/** Snapshots of etcd go by the bucket's own rule: who can write them cannot take them away. */
function removal(bucket: Bucket): string[] {
  return bucket === BUCKETS.etcd ? [] : ['s3:DeleteObject'];
}

/**
 * Commands of the MinIO client that give each bucket its rules. An import replaces what is there, so it can be repeated; the
 * chart hands a command to a shell as it is written, which is how the rules come to standard input.
 */
export function lifecycleCommands(): { readonly command: string }[] {
  return Object.values(BUCKETS).map((bucket) => ({
    command: [`ilm rule import myminio/${bucket} <<'RULES'`, JSON.stringify({ Rules: rulesOf(bucket) }), 'RULES'].join('\n'),
  }));
}

/** Versions that nobody can reach any more would fill the volume. */
function rulesOf(bucket: Bucket): object[] {
  const everything = { Status: 'Enabled', Filter: { Prefix: '' } };
  const versions = {
    ID: 'old-versions',
    ...everything,
    NoncurrentVersionExpiration: { NoncurrentDays: OLD_VERSION_DAYS },
    Expiration: { ExpiredObjectDeleteMarker: true },
  };
  const snapshots = { ID: 'old-snapshots', ...everything, Expiration: { Days: SNAPSHOT_DAYS } };
  return bucket === BUCKETS.etcd ? [versions, snapshots] : [versions];
}
