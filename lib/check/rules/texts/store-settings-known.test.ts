import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { storeSettingsKnown } from './store-settings-known.ts';

const namespace = 'shop';
const postgres = (...args: readonly string[]) => deployment({ name: 'db', namespace, container: { image: 'postgres:15.6-alpine', args } });
const redis = (...args: readonly string[]) => deployment({ name: 'cache', namespace, container: { image: 'redis:7.2.4-alpine', args } });
const configured = (image: string, key: string, text: string) => [
  kube('v1/ConfigMap', { name: 'config', namespace }, { data: { [key]: text } }),
  deployment({
    name: 'store',
    namespace,
    container: { image, volumeMounts: [{ name: 'config', mountPath: '/config' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'config' } }] },
  }),
];
const door = service({ name: 'store', namespace, selector: { app: 'web' } });
const redisFile = (text: string) => configured('redis:7.2.4', 'redis.conf', text);

ruleCases(storeSettingsKnown, {
  accepts: {
    'settings that there are': [postgres('-c', 'max_connections=200', '-c', 'shared_buffers=256MB'), postgres('--max-connections=20')],
    'a setting of an extension': [postgres('-c', 'timescaledb.max_background_workers=8')],
    'settings of Redis': [redis('redis-server', '--appendonly', 'yes', '--save', '60 1', '--maxmemory-policy', 'allkeys-lru')],
    'a file with notes': redisFile(
      '# maxmemory_policy x\nmaxmemory 128mb\nmaxmemory-policy volatile-ttl\nuser default on nopass ~* +@all\n',
    ),
    'blocks that were meant': [postgres('-c', 'shared_buffers=32768')],
    'protected, with a password': [...redisFile('protected-mode yes\nrequirepass ${PASSWORD}\n'), door],
    'another program': [deployment({ container: { image: 'acme/web:1', args: ['--max-connection=2'] } })],
  },
  refuses: {
    'a name without its plural': {
      given: [postgres('-c', 'max_connection=200')],
      says: 'PostgreSQL has no setting max_connection, which arguments set',
      fix: 'Did you mean "max_connections"?',
    },
    'a name in a file': {
      given: configured('postgres:15.6', 'postgresql.conf', "listen_address = '*'\nmax_connections = 100\n"),
      says: 'PostgreSQL has no setting listen_address, which postgresql.conf of ConfigMap config sets',
    },
    'a word with the wrong line': {
      given: redisFile('maxmemory 128mb\nmaxmemory-policy allkeys_lru\n'),
      says: 'maxmemory-policy is "allkeys_lru" in redis.conf of ConfigMap config, and Redis knows volatile-lru, allkeys-lru, volatile-lfu, allkeys-lfu, volatile-random, allkeys-random, volatile-ttl, noeviction',
      fix: 'Did you mean "allkeys-lru"?',
    },
    'a switch in other words': {
      given: [redis('--appendonly', 'true')],
      says: 'appendonly is "true" in arguments, and Redis knows yes, no',
    },
    'a directive with the wrong line': {
      given: [redis('--max-memory', '128mb')],
      says: 'Redis has no setting max-memory, which arguments set',
    },
    'a number alone': {
      given: [postgres('-c', 'shared_buffers=256')],
      says: 'shared_buffers is 256 in arguments, without a unit: blocks of 8 kB, 2 MB in all',
      fix: 'Write 256MB.',
    },
    'protected, and open to nobody': {
      given: [...redisFile('protected-mode yes\n'), door],
      says: 'protected-mode is on in redis.conf of ConfigMap config, and neither a password nor an address to listen on is set',
    },
  },
});
