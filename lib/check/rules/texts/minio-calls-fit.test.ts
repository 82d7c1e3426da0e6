import { chartApplication } from '../../observability/testing.ts';
import { cronJob, ruleCases } from '../../testing.ts';
import { minioCallsFit } from './minio-calls-fit.ts';

const running = (...lines: readonly string[]) => cronJob({ container: { command: ['sh', '-c'], args: [lines.join('\n')] } });
const SET = 'mc alias set minio https://minio.example.com "$USER" "$PASSWORD"';
const replicate = 'mc replicate add minio/velero --remote-bucket "$REMOTE" --priority 1';

ruleCases(minioCallsFit, {
  accepts: {
    'an alias that is set': [running(SET, 'mc mb --ignore-existing minio/velero', 'mc cp /backup/a.db minio/velero/etcd/')],
    'aliases that come from a file': [running('mc cp /backup/a.db store/velero/')],
    'an alias of the client': [running(SET, 'mc mirror s3/velero minio/velero')],
    'files and folders': [running(SET, 'mc cp backup/a.db minio/velero/')],
    'versions before replication': [running(SET, 'mc version enable minio/velero', replicate)],
    'a bucket that is made with versions': [running(SET, 'mc mb --with-versioning minio/velero', replicate)],
    'versions by the values of the chart': [
      chartApplication('minio', 'minio', { buckets: [{ name: 'velero', versioning: true }] }),
      running(SET, replicate),
    ],
  },
  refuses: {
    'an alias of another script': {
      given: [running(SET, 'mc mb --ignore-existing myminio/velero')],
      says: 'line 2: no alias myminio is set; there is minio',
      fix: 'Write minio/velero.',
    },
    'replication without versions': {
      given: [running(SET, replicate)],
      says: 'line 2: bucket velero is to be replicated, and nothing switches its versions on',
    },
  },
});
