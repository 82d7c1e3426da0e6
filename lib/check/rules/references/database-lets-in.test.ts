import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { databaseLetsIn } from './database-lets-in.ts';

const door = service({ name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] });
const server = (container: object = {}) =>
  deployment({
    name: 'mysql',
    labels: { app: 'mysql' },
    container: {
      image: 'mysql:8.0',
      ports: [{ containerPort: 3306 }],
      volumeMounts: [
        { name: 'init', mountPath: '/docker-entrypoint-initdb.d' },
        { name: 'cnf', mountPath: '/etc/mysql/conf.d' },
      ],
      ...container,
    },
    pod: {
      volumes: [
        { name: 'init', configMap: { name: 'init' } },
        { name: 'cnf', configMap: { name: 'cnf' } },
      ],
    },
  });
const host = (value: string) => server({ env: [{ name: 'MYSQL_ROOT_HOST', value }] });
const init = (sql: string) => kube('v1/ConfigMap', { name: 'init' }, { data: { 'init.sql': sql } });
const cnf = (text: string) => kube('v1/ConfigMap', { name: 'cnf' }, { data: { 'my.cnf': text } });
const app = (user: string) =>
  deployment({
    container: {
      env: [
        { name: 'SPRING_DATASOURCE_URL', value: 'jdbc:mysql://mysql:3306/boarddb' },
        { name: 'SPRING_DATASOURCE_USERNAME', value: user },
      ],
    },
  });

ruleCases(databaseLetsIn, {
  accepts: {
    'root from anywhere, as usual': [door, server(), app('root')],
    'root from any host': [door, host('%'), app('root')],
    'another user where root is shut in': [door, host('localhost'), app('board')],
    'a user for both': [door, server(), init("CREATE USER 'board'@'localhost'; CREATE USER 'board'@'%';"), app('board')],
    'a user without a host': [door, server(), init('CREATE USER IF NOT EXISTS board;'), app('board')],
    'the port to which the Service sends': [door, server(), cnf('[mysqld]\nport = 3306\n')],
    'a port for clients': [door, server(), cnf('[client]\nport = 3307\n')],
  },
  refuses: {
    'root, who is shut in': {
      given: [door, host('localhost'), app('root')],
      says: 'container "app" logs in as "root", whom Deployment mysql lets in from localhost only (MYSQL_ROOT_HOST)',
      fix: 'Leave MYSQL_ROOT_HOST out, or log in as another user.',
    },
    'a user for the machine itself': {
      given: [door, server(), init("CREATE USER IF NOT EXISTS 'board'@'localhost' IDENTIFIED BY 'x';"), app('board')],
      says: 'container "app" logs in as "board", whom Deployment mysql lets in from localhost only (by the script that makes it)',
    },
    'another port': {
      given: [door, server(), cnf('[mysqld]\nport = 3307\n')],
      says: 'MySQL is told to listen on 3307, and Service mysql sends to 3306',
    },
  },
});
