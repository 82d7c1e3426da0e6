import { chartIn, inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { backupPlaceOwn } from './backup-place-own.ts';

const location = (objectStorage: object, more: object = {}): ReturnType<typeof kube> =>
  kube(
    'velero.io/v1/BackupStorageLocation',
    { name: 'default', namespace: 'velero' },
    { spec: { provider: 'aws', objectStorage, ...more } },
  );
const chart = (cluster: string, prefix?: string): ReturnType<typeof kube> =>
  chartIn(cluster, 'velero', {
    configuration: {
      backupStorageLocation: [{ name: 'default', provider: 'aws', bucket: 'backups', ...(prefix === undefined ? {} : { prefix }) }],
    },
  });

ruleCases(backupPlaceOwn, {
  accepts: {
    'a prefix each': [chart('a', 'a'), chart('b', 'b')],
    'a bucket each': [...inCluster('a', location({ bucket: 'one' })), ...inCluster('b', location({ bucket: 'two' }))],
    'stores of their own': [
      ...inCluster('a', location({ bucket: 'velero' }, { config: { s3Url: 'http://minio-a' } })),
      ...inCluster('b', location({ bucket: 'velero' }, { config: { s3Url: 'http://minio-b' } })),
    ],
    'a location to restore from': [
      ...inCluster('a', location({ bucket: 'one' })),
      ...inCluster('b', location({ bucket: 'one' }, { accessMode: 'ReadOnly' })),
    ],
    'one cluster': [location({ bucket: 'one' })],
  },
  refuses: {
    'one bucket without a prefix': {
      given: [chart('a'), chart('b')],
      says: 'backups go to bucket backups without a prefix, and so do those of Application a-velero',
    },
    'one prefix': {
      given: [
        ...inCluster('a', location({ bucket: 'one', prefix: 'velero' })),
        ...inCluster('b', location({ bucket: 'one', prefix: 'velero/' })),
      ],
      says: 'backups go to bucket one under velero/, and so do those of BackupStorageLocation default of a',
    },
  },
});
