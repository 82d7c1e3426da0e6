import { kube, ruleCases } from '../../testing.ts';
import { programStays } from './program-stays.ts';

const pods = (container: object) =>
  kube(
    'apps/v1/Deployment',
    { name: 'app', namespace: 'blog' },
    { spec: { template: { spec: { containers: [{ name: 'app', image: 'redis:7', ...container }] } } } },
  );

ruleCases(programStays, {
  accepts: {
    'programs in the foreground': [
      pods({ command: ['redis-server', '/etc/redis.conf'] }),
      pods({ command: ['nginx', '-g', 'daemon off;'] }),
      pods({ command: ['sh', '-c', 'envsubst < a > b && exec nginx -g "daemon off;"'] }),
      pods({ args: ['--daemonize', 'no'] }),
      pods({ command: ['crond', '-f', '-l', '8'] }),
      pods({ command: ['httpd', '-DFOREGROUND'] }),
    ],
    'what waits behind it': [pods({ command: ['sh', '-c', 'service ssh start && tail -f /dev/null'] })],
    'a test of the configuration': [pods({ command: ['nginx', '-t'] })],
    'the program of the image': [pods({})],
  },
  refuses: {
    'Redis as a daemon': {
      given: [pods({ command: ['redis-server', '--daemonize', 'yes'] }), pods({ args: ['--daemonize', 'yes'] })],
      says: [
        'container "app" starts "redis-server --daemonize yes", which goes into the background',
        'container "app" starts "redis-server --daemonize yes", which goes into the background',
      ],
      fix: 'Leave out --daemonize.',
    },
    'nginx without a word': {
      given: [pods({ command: ['/usr/sbin/nginx'] })],
      says: 'container "app" starts "/usr/sbin/nginx", which goes into the background',
    },
    'a service that is started': {
      given: [pods({ command: ['sh', '-c', 'set -e\nservice nginx start'] })],
      says: 'container "app" starts "service nginx start", which goes into the background',
    },
  },
});
