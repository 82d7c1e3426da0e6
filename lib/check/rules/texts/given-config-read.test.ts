import { deployment, kube, ruleCases } from '../../testing.ts';
import { givenConfigRead } from './given-config-read.ts';

const config = (...keys: readonly string[]) =>
  kube('v1/ConfigMap', { name: 'conf', namespace: 'blog' }, { data: Object.fromEntries(keys.map((key) => [key, 'x'])) });
const pods = (image: string, mountPath: string, container: object = {}, mount: object = {}) =>
  deployment({
    namespace: 'blog',
    container: { name: 'app', image, volumeMounts: [{ name: 'conf', mountPath, ...mount }], ...container },
    pod: { volumes: [{ name: 'conf', configMap: { name: 'conf' } }] },
  });

ruleCases(givenConfigRead, {
  accepts: {
    'a path that is told': [config('redis.conf'), pods('redis:7', '/etc/redis', { command: ['redis-server', '/etc/redis/redis.conf'] })],
    'its own place': [config('custom.cnf'), pods('mysql:8.0', '/etc/mysql/conf.d'), pods('nginx:1.27', '/etc/nginx/conf.d')],
    'a single file at its own place': [
      config('prometheus.yml'),
      pods('prom/prometheus:v2.55.1', '/etc/prometheus/prometheus.yml', {}, { subPath: 'prometheus.yml' }),
    ],
    'a setting that names it': [
      config('postgresql.conf'),
      pods('postgres:15', '/etc/postgresql', { args: ['-c', 'config_file=/etc/postgresql/postgresql.conf'] }),
    ],
    'a shell that takes it along': [
      config('redis.conf'),
      pods('redis:7', '/conf', { command: ['sh', '-c', 'cp /conf/redis.conf /data/ && redis-server /data/redis.conf'] }),
    ],
    'other files': [config('init.sql'), pods('postgres:15', '/docker-entrypoint-initdb.d')],
    'another program': [config('redis.conf'), pods('acme/cache:1', '/etc/redis')],
  },
  refuses: {
    'Redis without a path': {
      given: [config('redis.conf'), pods('redis:7-alpine', '/etc/redis')],
      says: '/etc/redis/redis.conf (ConfigMap conf) is mounted for redis, which is not told to read it',
      fix: 'Start it with the path: command: [redis-server, /etc/redis/redis.conf].',
    },
    'a folder where MySQL does not look': {
      given: [config('custom.cnf'), pods('mysql:8.0', '/config')],
      says: '/config/custom.cnf (ConfigMap conf) is mounted for mysql, which is not told to read it and looks at /etc/mysql/, /etc/my.cnf',
    },
    'another ending than the default': {
      given: [config('prometheus.yaml'), pods('prom/prometheus:v2.55.1', '/etc/prometheus')],
      says: '/etc/prometheus/prometheus.yaml (ConfigMap conf) is mounted for prometheus, which is not told to read it and looks at /etc/prometheus/prometheus.yml',
    },
  },
});
