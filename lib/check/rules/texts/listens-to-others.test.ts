import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { listensToOthers } from './listens-to-others.ts';

const service = (port: number) =>
  kube('v1/Service', { name: 'app', namespace: 'blog' }, { spec: { selector: { app: 'app' }, ports: [{ port }] } });
const pods = (port: number, container: object, more: object = {}) =>
  kube(
    'apps/v1/Deployment',
    { name: 'app', namespace: 'blog' },
    {
      spec: {
        selector: { matchLabels: { app: 'app' } },
        template: {
          metadata: { labels: { app: 'app' } },
          spec: { containers: [{ name: 'app', ports: [{ containerPort: port }], ...container }], ...more },
        },
      },
    },
  );
const docker = (end: string) =>
  inFile('app/Dockerfile', documentObject('TextFile', 'app', { text: `FROM python:3.11\nEXPOSE 8000\n${end}\n` }));
const conf = (text: string, file = 'redis.conf') => kube('v1/ConfigMap', { name: 'conf', namespace: 'blog' }, { data: { [file]: text } });
const postgres = (...args: readonly string[]) =>
  pods(
    5432,
    { image: 'postgres:16', args, volumeMounts: [{ name: 'conf', mountPath: '/etc/pg' }] },
    { volumes: [{ name: 'conf', configMap: { name: 'conf' } }] },
  );
const redis = pods(
  6379,
  { image: 'redis:7', command: ['redis-server', '/etc/redis/redis.conf'], volumeMounts: [{ name: 'conf', mountPath: '/etc/redis' }] },
  { volumes: [{ name: 'conf', configMap: { name: 'conf' } }] },
);

ruleCases(listensToOthers, {
  accepts: {
    'every address': [
      service(8000),
      pods(8000, { image: 'acme/app:1', args: ['--host', '0.0.0.0'] }),
      docker('CMD ["uvicorn", "main:app", "--host", "127.0.0.1"]'),
    ],
    'another port for itself': [
      service(8000),
      pods(8000, { image: 'x', args: ['--web.listen-address=127.0.0.1:9100', '--address=:8000'] }),
    ],
    'nobody sends to it': [pods(8000, { image: 'x', args: ['--host=127.0.0.1'] })],
    'a command beside the image': [
      service(8000),
      pods(8000, { image: 'acme/app:1', command: ['serve'] }),
      docker('CMD ["uvicorn", "--host", "127.0.0.1"]'),
    ],
    'addresses beside the loopback': [service(6379), redis, conf('bind 127.0.0.1 0.0.0.0\n')],
    'the address of a server that it calls': [
      service(8000),
      pods(8000, { image: 'x', env: [{ name: 'SERVER_ADDRESS', value: '127.0.0.1' }] }),
      pods(8000, { image: 'x', env: [{ name: 'LISTEN_ADDR', value: '127.0.0.1:9000' }] }),
    ],
    'a file of PostgreSQL that opens it, or an argument that does': [
      service(5432),
      postgres('-c', 'config_file=/etc/pg/pg.conf'),
      conf("listen_addresses = '*'\nmax_connections = 100\n", 'pg.conf'),
    ],
    'a file of PostgreSQL beside an argument': [
      service(5432),
      postgres('-c', 'config_file=/etc/pg/pg.conf', '-c', 'listen_addresses=*'),
      conf('max_connections = 100\n', 'pg.conf'),
    ],
    'the host of a client': [service(8000), pods(8000, { image: 'x', args: ['--db-host', 'localhost', '--redis=localhost:6379'] })],
  },
  refuses: {
    'a file of PostgreSQL that takes the place of that of the image': {
      given: [
        service(5432),
        postgres('-c', 'config_file=/etc/pg/pg.conf'),
        conf("#listen_addresses = 'localhost'\nmax_connections = 100\n", 'pg.conf'),
      ],
      says: 'container "app" listens on the loopback only (pg.conf of ConfigMap conf sets no listen_addresses), and Service app sends port 5432 to it',
    },
    'an argument': {
      given: [service(8000), pods(8000, { image: 'x', args: ['--bind', '127.0.0.1:8000'] })],
      says: 'container "app" listens on the loopback only (--bind 127.0.0.1:8000), and Service app sends port 8000 to it',
    },
    'a variable of Spring Boot': {
      given: [
        service(8000),
        pods(8000, {
          image: 'x',
          env: [
            { name: 'SPRING_PROFILES_ACTIVE', value: 'prod' },
            { name: 'SERVER_ADDRESS', value: '127.0.0.1' },
          ],
        }),
      ],
      says: 'container "app" listens on the loopback only (SERVER_ADDRESS=127.0.0.1), and Service app sends port 8000 to it',
    },
    'a variable with the port': {
      given: [service(8000), pods(8000, { image: 'x', env: [{ name: 'LISTEN_ADDR', value: 'localhost:8000' }] })],
      says: 'container "app" listens on the loopback only (LISTEN_ADDR=localhost:8000), and Service app sends port 8000 to it',
    },
    'the command of the image': {
      given: [service(8000), pods(8000, { image: 'acme/app:1' }), docker('CMD ["uvicorn", "main:app", "--host", "127.0.0.1"]')],
      says: 'container "app" listens on the loopback only (--host 127.0.0.1 in app/Dockerfile), and Service app sends port 8000 to it',
    },
    'a setting of PostgreSQL': {
      given: [service(5432), pods(5432, { image: 'postgres:15', args: ['-c', 'listen_addresses=localhost'] })],
      says: 'container "app" listens on the loopback only (listen_addresses=localhost), and Service app sends port 5432 to it',
    },
    'a configuration': {
      given: [service(6379), redis, conf('maxmemory 200mb\nbind 127.0.0.1 ::1\n')],
      says: 'container "app" listens on the loopback only ("bind 127.0.0.1 ::1" in redis.conf of ConfigMap conf), and Service app sends port 6379 to it',
      fix: 'Listen on 0.0.0.0.',
    },
  },
});
