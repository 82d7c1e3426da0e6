import { cronJob, ruleCases } from '../../testing.ts';
import { copyKeepsOlder } from './copy-keeps-older.ts';

const backup = (script: string, volume: object = { emptyDir: {} }, more: object = {}) =>
  cronJob({
    name: 'db-backup',
    container: {
      image: 'amazon/aws-cli:2.15.0',
      command: ['sh', '-c', script],
      volumeMounts: [{ name: 'copies', mountPath: '/backup' }],
      ...more,
    },
    pod: { volumes: [{ name: 'copies', ...volume }] },
  });

ruleCases(copyKeepsOlder, {
  accepts: {
    'a copy': [backup('aws s3 cp /backup/ s3://copies/ --recursive')],
    'a sync that takes nothing away': [backup('aws s3 sync /backup/ s3://copies/')],
    'a volume that lasts': [backup('aws s3 sync /backup/ s3://copies/ --delete', { persistentVolumeClaim: { claimName: 'copies' } })],
    'a folder that is fetched first': [
      backup('aws s3 sync s3://copies/ /backup/\ntar cz /data > /backup/x.tgz\naws s3 sync /backup/ s3://copies/ --delete'),
    ],
    'a restore': [backup('rclone sync remote:copies /backup')],
    'a job that publishes a site': [
      cronJob({
        name: 'publish-site',
        container: {
          image: 'amazon/aws-cli:2.15.0',
          args: ['s3', 'sync', '/site', 's3://www', '--delete'],
          volumeMounts: [{ name: 's', mountPath: '/site' }],
        },
        pod: { volumes: [{ name: 's', emptyDir: {} }] },
      }),
    ],
  },
  refuses: {
    'a sync of what was dumped': {
      given: [backup('set -eu\naws s3 sync /backup/ s3://copies/ --delete')],
      says: 'aws s3 sync --delete makes s3://copies/ like /backup/, which is the emptyDir "copies" and holds what this run wrote only',
      fix: 'Leave --delete out, or use aws s3 cp.',
    },
    'a variable, and a program that always does so': {
      given: [backup('DIR=/backup/mysql\nrclone sync "$DIR" s3:copies')],
      says: 'rclone sync makes s3:copies like /backup/mysql, which is the emptyDir "copies" and holds what this run wrote only',
    },
    'a folder of the container': {
      given: [backup('pg_dump shop > /tmp/out/shop.sql && mc mirror --remove /tmp/out minio/copies')],
      says: 'mc mirror --remove makes minio/copies like /tmp/out, which is a folder of the container and holds what this run wrote only',
    },
    'arguments of the image': {
      given: [backup('', { emptyDir: {} }, { command: undefined, args: ['s3', 'sync', '--delete', '/backup', 's3://copies'] })],
      says: 'aws s3 sync --delete makes s3://copies like /backup, which is the emptyDir "copies" and holds what this run wrote only',
    },
  },
});
