import { documentObject } from '../../document.ts';
import { chartApplication } from '../../observability/testing.ts';
import { cronJob, kube, ruleCases } from '../../testing.ts';
import { bucketExists } from './bucket-exists.ts';

const minio = chartApplication('minio', 'minio', { buckets: [{ name: 'loki-data' }, { name: 'tempo-traces' }] });
const tempo = (bucket: string, endpoint = 'minio.minio.svc:9000') =>
  chartApplication('tempo', 'monitoring', { tempo: { storage: { trace: { s3: { bucket, endpoint } } } } });
const backup = cronJob({
  namespace: 'shop',
  name: 'backup',
  container: { command: ['sh', '-c', 'aws s3 cp /x.sql s3://shop-backups/db/'] },
});
const restore = (bucket: string) => documentObject('Script', 'restore', { text: `aws s3 cp "s3://${bucket}/db/x.sql" .\n` });

ruleCases(bucketExists, {
  accepts: {
    'a bucket that the store makes': [minio, tempo('tempo-traces')],
    'a store of somebody else': [minio, tempo('tempo', 's3.eu-central-1.amazonaws.com')],
    'a bucket that a script makes': [minio, tempo('tempo'), documentObject('Script', 'up', { text: 'mc mb store/tempo\n' })],
    'one name at both ends': [backup, restore('shop-backups')],
    'buckets of two stages': [
      kube('v1/ConfigMap', { name: 'a' }, { data: { S3_BUCKET: 'shop-1' } }),
      kube('v1/ConfigMap', { name: 'b' }, { data: { S3_BUCKET: 'shop-2' } }),
    ],
    'buckets of other names': [backup, restore('shop-media')],
    'a bucket in a variable': [backup, documentObject('Script', 'x', { text: 'aws s3 cp "s3://$BUCKET/db" .\n' })],
  },
  refuses: {
    'a bucket that the store does not make': {
      given: [minio, tempo('tempo')],
      says: 'bucket tempo is in the object store of the tree, which is told to make loki-data, tempo-traces',
      fix: 'Did you mean "tempo-traces"?',
    },
    'a restore from elsewhere': {
      given: [backup, { ...backup, metadata: { ...backup.metadata, name: 'weekly' } }, restore('shop-backup')],
      says: 'bucket shop-backup is named here only, and everything else says shop-backups',
    },
  },
});
