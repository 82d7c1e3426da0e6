import { deployment, ruleCases } from '../../testing.ts';
import { fileDatabaseSingle } from './file-database-single.ts';

const app = (value: string, replicas: number, pod: object = {}, mountPath?: string): ReturnType<typeof deployment> =>
  deployment({
    container: {
      env: [{ name: 'DATABASE_PATH', value }],
      ...(mountPath === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath }] }),
    },
    pod: pod as never,
    spec: { replicas },
  });
const CLAIM = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

ruleCases(fileDatabaseSingle, {
  accepts: {
    'one pod with a volume': [app('/data/users.db', 1, CLAIM, '/data')],
    'a database server': [app('postgresql://db:5432/users', 3)],
    'a database in memory': [app('sqlite://:memory:', 3)],
    'a file that is read from the image by a relative path': [app('geo.db', 3)],
  },
  refuses: {
    'two pods with a file each': {
      given: [app('/app/blog.db', 2)],
      says: '/app/blog.db is a database in a file, and there are up to 2 pods, each with a file of its own',
    },
    'three pods with one file': {
      given: [app('sqlite:////data/users.db', 3, CLAIM, '/data')],
      says: '/data/users.db is a database in a file, and there are up to 3 pods, all of them writing it',
    },
    'a file of the container': {
      given: [app('/app/blog.db', 1)],
      says: '/app/blog.db is a database in a file of the container, on no volume',
    },
  },
});
