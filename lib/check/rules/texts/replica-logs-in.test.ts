import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { replicaLogsIn } from './replica-logs-in.ts';

const namespace = 'shop';
const redis = (name: string, args: readonly string[], more: object = {}, pod: Readonly<Record<string, unknown>> = {}) =>
  deployment({ name, namespace, labels: { app: name }, container: { name: 'redis', image: 'redis:7.2.4-alpine', args, ...more }, pod });
const door = service({ name: 'redis', namespace, selector: { app: 'redis' } });
const master = redis('redis', ['--requirepass', '$(PASSWORD)']);
const COPY = ['--replicaof', 'redis', '6379'];
const file = (text: string) => [
  kube('v1/ConfigMap', { name: 'conf', namespace }, { data: { 'redis.conf': text } }),
  redis(
    'copy',
    ['redis-server', '/conf/redis.conf'],
    { volumeMounts: [{ name: 'conf', mountPath: '/conf' }] },
    { volumes: [{ name: 'conf', configMap: { name: 'conf' } }] },
  ),
];

ruleCases(replicaLogsIn, {
  accepts: {
    'a password for the master': [door, master, redis('copy', [...COPY, '--masterauth', '$(PASSWORD)', '--requirepass', '$(PASSWORD)'])],
    'a master without one': [door, redis('redis', ['--appendonly', 'yes']), redis('copy', [...COPY, '--requirepass', '$(PASSWORD)'])],
    'a master that nobody knows': [redis('copy', ['--replicaof', 'redis.example.com', '6379'])],
    'no replica': [door, master],
    'a password in another file': [door, master, ...file('replicaof redis 6379\ninclude /secrets/auth.conf\n')],
  },
  refuses: {
    'a password for clients alone': {
      given: [door, master, redis('copy', [...COPY, '--requirepass', '$(PASSWORD)'])],
      says: 'container "redis" copies from redis, whose arguments set requirepass, and has no masterauth',
    },
    'a file': {
      given: [door, master, ...file('replicaof redis.shop.svc.cluster.local 6379\nappendonly yes\n')],
      says: 'container "redis" copies from redis.shop.svc.cluster.local, whose arguments set requirepass, and has no masterauth',
    },
  },
});
