import { cronJob, deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { imageVariablesGiven } from './image-variables-given.ts';

const namespace = 'shop';
const database = (container: Readonly<Record<string, unknown>>, image = 'postgres:15.6') =>
  statefulSet({ name: 'db', namespace, container: { image, ...container } });
const secret = (...keys: readonly string[]) =>
  kube('v1/Secret', { name: 'db', namespace }, { stringData: Object.fromEntries(keys.map((key) => [key, 'x'])) });
const from = { envFrom: [{ secretRef: { name: 'db' } }] };

ruleCases(imageVariablesGiven, {
  accepts: {
    'a password': [database({ env: [{ name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] })],
    'a password in a file': [database({ env: [{ name: 'POSTGRES_PASSWORD_FILE', value: '/run/secrets/password' }] })],
    'all keys of a Secret': [secret('POSTGRES_PASSWORD', 'POSTGRES_USER'), database(from)],
    'a Secret that is not in the tree': [database(from)],
    'a prefix': [secret('PASSWORD'), database({ envFrom: [{ prefix: 'POSTGRES_', secretRef: { name: 'db' } }] })],
    'no password, on a volume that is filled': [database({ env: [{ name: 'POSTGRES_DB', value: 'shop' }] })],
    'a dump': [cronJob({ namespace, container: { image: 'postgres:15.6', command: ['pg_dump'] } })],
    'an image with ways of its own': [database({}, 'bitnami/postgresql:15')],
    'the older words of MariaDB': [database({ env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'x' }] }, 'mariadb:11')],
    'a shell of its own': [deployment({ container: { image: 'mysql:8.4', command: ['sh', '-c', 'sleep infinity'] } })],
  },
  refuses: {
    'keys with hyphens': {
      given: [secret('postgres-password', 'postgres-user'), database(from)],
      says: 'container "app" (postgres:15.6) is given postgres-password, and its image reads POSTGRES_PASSWORD',
      fix: 'Name the key of the Secret POSTGRES_PASSWORD, or take postgres-password by secretKeyRef as POSTGRES_PASSWORD.',
    },
  },
});
