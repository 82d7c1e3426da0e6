import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/thanos-1.24.1.ts';
import type { VaultSecret } from '../../../lib/constructs/vault-secret.ts';
import { ImageRef } from '../../../lib/values/image-ref.ts';
import { fromVault } from '../security/from-vault.ts';
import { BUCKETS, bucketUser, OBJECT_STORE, REGION, SECRET_KEY } from '../security/object-store.ts';
import { MONITORING } from './ends.ts';

/** The release that the pinned chart installs; its objects are our own, for the chart splits the receiver in two (see `thanos.ts`). */
export const THANOS_IMAGE = ImageRef.parse(`quay.io/thanos/thanos:v${chart.appVersion}`);

/** Secret with the configuration of the bucket, and its key (seed 004, 4.3: guide). */
export const THANOS_BUCKET = { secret: 'thanos-objstore', key: 'config.yaml' } as const;

/** Where Thanos keeps blocks: a bucket of MinIO on the same cluster. Only what signs the requests is secret and comes from Vault. */
export function thanosBucket(scope: Construct): VaultSecret {
  const user = bucketUser(BUCKETS.thanos);
  const config = [
    'type: S3',
    'config:',
    `  bucket: ${user.bucket}`,
    `  endpoint: ${OBJECT_STORE}`,
    `  region: ${REGION}`,
    '  insecure: true', // plain HTTP inside the cluster
    `  access_key: ${user.name}`,
    `  secret_key: "{{ .${SECRET_KEY} }}"`,
  ];
  return fromVault(scope, 'ThanosBucket', {
    name: THANOS_BUCKET.secret,
    namespace: MONITORING,
    path: user.path,
    keys: [SECRET_KEY],
    template: { data: { [THANOS_BUCKET.key]: `${config.join('\n')}\n` } },
  });
}
