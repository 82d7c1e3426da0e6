import { deployment, ruleCases } from '../../testing.ts';
import { mountedConfigKept } from './mounted-config-kept.ts';

const CONFIG = { name: 'config', configMap: { name: 'web' } };
const WORK = { name: 'work', emptyDir: {} };
const run = (command: readonly string[], mounts: Readonly<Record<string, string>> = { config: '/etc/app' }, image = 'acme/web:1') =>
  deployment({
    namespace: 'shop',
    container: { name: 'web', image, command, volumeMounts: Object.entries(mounts).map(([name, mountPath]) => ({ name, mountPath })) },
    pod: { volumes: [CONFIG, WORK, { name: 'keys', secret: { secretName: 'keys' } }] },
  });
const HOMEPAGE = 'ghcr.io/gethomepage/homepage:v0.9.5';
const sh = (script: string, mounts?: Readonly<Record<string, string>>) => run(['sh', '-c', script], mounts);

ruleCases(mountedConfigKept, {
  accepts: {
    'a copy that is changed': [
      sh('cp /etc/app/app.conf /copy/app.conf\nsed -i s/HOST/web/ /copy/app.conf\nenvsubst < /etc/app/x > /copy/x', {
        config: '/etc/app',
        work: '/copy',
      }),
    ],
    'a folder of its own within': [sh('echo x > /etc/app/run/pid', { config: '/etc/app', work: '/etc/app/run' })],
    'what is only read': [sh('cat /etc/app/app.conf > /tmp/x\nsed s/a/b/ /etc/app/app.conf\ntest -f /etc/app/x')],
    'a failure that is looked at': [sh('chmod 600 /etc/app/key || true')],
    'a program whose folder takes what it writes': [run([], { work: '/app/config', config: '/app/config/settings.yaml' }, HOMEPAGE)],
    'a server of Redis': [run(['redis-server', '/etc/app/redis.conf'], undefined, 'redis:7.2')],
    'Sentinel with a copy': [run(['redis-sentinel', '/copy/sentinel.conf'], { config: '/etc/app', work: '/copy' }, 'redis:7.2')],
  },
  refuses: {
    'a program that keeps files beside its configuration': {
      given: [run([], { config: '/app/config' }, HOMEPAGE)],
      says: 'homepage keeps its logs, and the files that it finds missing in /app/config, which is ConfigMap web',
    },
    Sentinel: {
      given: [run(['redis-sentinel', '/etc/app/sentinel.conf'], undefined, 'redis:7.2')],
      says: 'Sentinel keeps its state in /etc/app/sentinel.conf, which is of ConfigMap web',
    },
    'a server that is Sentinel': {
      given: [run(['redis-server', '/etc/app/sentinel.conf', '--sentinel'], undefined, 'redis:7.2')],
      says: 'Sentinel keeps its state in /etc/app/sentinel.conf, which is of ConfigMap web',
    },
    'a file that is edited in its place': {
      given: [sh('sed -i "s/HOST/$HOST/" /etc/app/app.conf && exec web')],
      says: 'sed -i changes /etc/app/app.conf, which is of ConfigMap web',
    },
    'a file that is written': {
      given: [sh('envsubst < /tmp/app.tmpl > /etc/app/app.conf')],
      says: 'the script writes to /etc/app/app.conf, which is of ConfigMap web',
    },
    'rights of a Secret': {
      given: [sh('chmod 600 /keys/id_rsa\nssh web', { keys: '/keys' })],
      says: 'chmod changes /keys/id_rsa, which is of Secret keys',
    },
  },
});
