import { deployment, kube, ruleCases } from '../../testing.ts';
import { mountedFileExists } from './mounted-file-exists.ts';

const namespace = 'monitoring';
const config = (data: Record<string, string>) => kube('v1/ConfigMap', { namespace, name: 'prometheus-config' }, { data });
const pod = (args: readonly string[], mount = {}, more: readonly object[] = []) =>
  deployment({
    namespace,
    container: { args, volumeMounts: [{ name: 'config', mountPath: '/etc/prometheus', ...mount }, ...more] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'prometheus-config' } }] },
  });
const file = '--config.file=/etc/prometheus/prometheus.yml';

/** An agent that an init container copies to a volume, which the program mounts at a folder. */
const agent = (mountPath: string) =>
  deployment({
    container: {
      env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-javaagent:/otel/javaagent.jar' }],
      volumeMounts: mountPath === '' ? [] : [{ name: 'otel', mountPath }],
    },
    pod: {
      initContainers: [
        { name: 'agent', command: ['cp', '/javaagent.jar', '/otel/javaagent.jar'], volumeMounts: [{ name: 'otel', mountPath: '/otel' }] },
      ],
      volumes: [{ name: 'otel', emptyDir: {} }],
    },
  });

ruleCases(mountedFileExists, {
  accepts: {
    'a configuration on a volume': [
      deployment({
        container: {
          image: 'postgres:15.6',
          args: ['-c', 'config_file=/etc/postgresql/postgresql.conf'],
          volumeMounts: [{ name: 'config', mountPath: '/etc/postgresql' }],
        },
        pod: { volumes: [{ name: 'config', emptyDir: {} }] },
      }),
    ],
    'a configuration that the image has': [
      deployment({ container: { image: 'nginx:1.25', args: ['nginx', '-c', '/etc/nginx/nginx.conf'] } }),
    ],
    'a configuration that a shell writes': [
      deployment({ container: { image: 'redis:7.2', command: ['sh', '-c', 'echo > /tmp/r.conf; redis-server /tmp/r.conf'] } }),
    ],
    'a key of that name': [config({ 'prometheus.yml': '' }), pod([file])],
    'a single file mounted into a folder of the image': [
      config({ 'web.yml': '' }),
      pod([file], { subPath: 'web.yml', mountPath: '/etc/prometheus/web.yml' }),
    ],
    'a deeper mount': [
      config({ 'prometheus.yml': '' }),
      pod([file, '--rules=/etc/prometheus/rules/a.yml'], {}, [{ name: 'rules', mountPath: '/etc/prometheus/rules' }]),
    ],
    'a pattern that matches': [config({ 'prometheus.yml': 'rule_files: [/etc/prometheus/*.rules]', 'a.rules': '' }), pod([file])],
    'the folder alone, a comment, a variable': [
      config({ 'prometheus.yml': '# /etc/prometheus/old.yml' }),
      pod([file, '--dir=/etc/prometheus/', '--x=/etc/prometheus/$(NAME).yml']),
    ],
    'a ConfigMap that is not in the tree': [pod([file])],
    'a file that an init container hands over': [agent('/otel')],
  },
  refuses: {
    'a configuration for which nothing is mounted': {
      given: [deployment({ container: { image: 'postgres:15.6', args: ['-c', 'config_file=/etc/postgresql/postgresql.conf'] } })],
      says: '/etc/postgresql/postgresql.conf is not there: the image has no such file, and nothing is mounted at /etc/postgresql',
    },
    'the same of Redis': {
      given: [deployment({ container: { image: 'redis:7.2', command: ['redis-server', '/usr/local/etc/redis/redis.conf'] } })],
      says: '/usr/local/etc/redis/redis.conf is not there: the image has no such file, and nothing is mounted at /usr/local/etc/redis',
    },
    'a file that is mounted elsewhere': {
      given: [config({ 'prometheus.yml': '' }), pod(['--config.file=/etc/prometheus-config/prometheus.yml'])],
      says: 'nothing is mounted at /etc/prometheus-config: ConfigMap prometheus-config puts prometheus.yml into /etc/prometheus',
    },
    'a secret that the configuration reads by its file': {
      given: [config({ 'prometheus.yml': 'x: { api_url_file: /etc/prometheus/webhook }' }), pod([file])],
      says: '/etc/prometheus/webhook is not there: ConfigMap prometheus-config, mounted at /etc/prometheus, has prometheus.yml',
    },
    'a volume that the program does not mount': {
      given: [agent('')],
      says: '/otel/javaagent.jar is not there: agent puts it on volume otel, which app does not mount',
    },
    'a file that is handed over at another folder': {
      given: [agent('/agent')],
      says: '/otel/javaagent.jar is not there: agent puts it on volume otel, which app mounts at /agent',
    },
    'another ending': {
      given: [config({ 'prometheus.yaml': '' }), pod([file])],
      says: '/etc/prometheus/prometheus.yml is not there: ConfigMap prometheus-config, mounted at /etc/prometheus, has prometheus.yaml',
      fix: 'Did you mean "/etc/prometheus/prometheus.yaml"?',
    },
    'a rule file that the configuration names': {
      given: [config({ 'prometheus.yml': 'rule_files:\n  - /etc/prometheus/alerts.yml\n' }), pod([file])],
      says: '/etc/prometheus/alerts.yml is not there: ConfigMap prometheus-config, mounted at /etc/prometheus, has prometheus.yml',
    },
  },
});
