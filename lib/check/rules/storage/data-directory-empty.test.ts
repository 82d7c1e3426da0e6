import { deployment, kube, ruleCases } from '../../testing.ts';
import { dataDirectoryEmpty } from './data-directory-empty.ts';

const namespace = 'shop';
const claim = (storageClassName: string) =>
  kube('v1/PersistentVolumeClaim', { namespace, name: 'data' }, { spec: { accessModes: ['ReadWriteOnce'], storageClassName } });
const postgres = (image: string, mount: object = {}, container: object = {}) =>
  deployment({
    namespace,
    pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
    container: { image, volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data', ...mount }], ...container },
  });
const pgdata = { env: [{ name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' }] };

ruleCases(dataDirectoryEmpty, {
  accepts: {
    'a folder below': [claim('longhorn'), postgres('postgres:16.2', {}, pgdata)],
    'a part of the volume': [claim('longhorn'), postgres('postgres:16.2', { subPath: 'pgdata' })],
    'a folder of the node': [claim('local-path'), postgres('postgres:16.2')],
    'variables from elsewhere': [claim('longhorn'), postgres('postgres:16.2', {}, { envFrom: [{ configMapRef: { name: 'db' } }] })],
    'an image of others': [claim('longhorn'), postgres('bitnami/postgresql:16.2')],
    'the place of version 18': [claim('longhorn'), postgres('postgres:18.0', { mountPath: '/var/lib/postgresql' })],
  },
  refuses: {
    'the root of a new file system': {
      given: [claim('longhorn'), postgres('postgres:16.2-alpine')],
      says: 'the data folder is the root of a file system of its own, in which lost+found lies',
    },
    'the old place with version 18': {
      given: [claim('local-path'), postgres('postgres:18.0')],
      says: 'a volume is mounted at /var/lib/postgresql/data, and postgres:18.0 keeps its data in /var/lib/postgresql/18/docker',
      fix: 'Mount the volume at /var/lib/postgresql.',
    },
  },
});
