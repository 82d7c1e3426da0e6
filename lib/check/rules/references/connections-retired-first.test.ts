import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { connectionsRetiredFirst } from './connections-retired-first.ts';

const door = service({ name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] });
const server = (container: object = {}) =>
  deployment({
    name: 'mysql',
    labels: { app: 'mysql' },
    container: {
      image: 'mysql:8.0',
      ports: [{ containerPort: 3306 }],
      volumeMounts: [{ name: 'cnf', mountPath: '/etc/mysql/conf.d' }],
      ...container,
    },
    pod: { volumes: [{ name: 'cnf', configMap: { name: 'cnf' } }] },
  });
const cnf = (text: string) => kube('v1/ConfigMap', { name: 'cnf' }, { data: { 'my.cnf': text } });
const app = (settings: Record<string, string> = {}) =>
  deployment({
    container: {
      env: Object.entries({ SPRING_DATASOURCE_URL: 'jdbc:mysql://mysql:3306/shop', ...settings }).map(([name, value]) => ({ name, value })),
    },
  });
const LIFE = 'SPRING_DATASOURCE_HIKARI_MAX_LIFETIME';

ruleCases(connectionsRetiredFirst, {
  accepts: {
    'the usual times of both': [door, server(), app()],
    'a pool that is quicker': [door, server(), cnf('[mysqld]\nwait_timeout = 600\n'), app({ [LIFE]: '570000' })],
    'connections that are kept alive': [
      door,
      server(),
      cnf('[mysqld]\nwait_timeout = 600\n'),
      app({ SPRING_DATASOURCE_HIKARI_KEEPALIVE_TIME: '120000' }),
    ],
    'a time of clients': [door, server(), cnf('[mysql]\nwait_timeout = 60\n'), app()],
    'a time that is filled in later': [door, server(), cnf('[mysqld]\nwait_timeout = 600\n'), app({ [LIFE]: '${LIFE}' })],
  },
  refuses: {
    'a file of the server': {
      given: [door, server(), cnf('[mysqld]\nwait_timeout = 600 # ten minutes\n'), app({ [LIFE]: '1200000' })],
      says: 'the pool keeps a connection for 1200000 ms (SPRING_DATASOURCE_HIKARI_MAX_LIFETIME), and mysql closes one that is idle for 600 s (wait_timeout)',
      fix: 'Set spring.datasource.hikari.max-lifetime some seconds below 600000, or raise wait_timeout.',
    },
    'an option of the server, and the usual time': {
      given: [door, server({ args: ['--wait-timeout=300'] }), app()],
      says: 'the pool keeps a connection for 1800000 ms (max-lifetime, the default), and mysql closes one that is idle for 300 s (wait_timeout)',
    },
    'connections that live for ever': {
      given: [door, server({ args: ['--wait_timeout', '28800'] }), app({ [LIFE]: '0' })],
      says: 'the pool keeps a connection for ever (SPRING_DATASOURCE_HIKARI_MAX_LIFETIME), and mysql closes one that is idle for 28800 s (wait_timeout)',
    },
  },
});
