import { cronJob, deployment, kube, ruleCases, service } from '../../testing.ts';
import { loginTakesOwnPassword } from './login-takes-own-password.ts';

const secret = (name: string, key: string) => ({ name, valueFrom: { secretKeyRef: { name: 'db', key } } });
const door = service({ name: 'mysql', selector: { app: 'mysql' }, ports: [{ port: 3306 }] });
const server = deployment({
  name: 'mysql',
  labels: { app: 'mysql' },
  container: {
    image: 'mysql:8.0',
    ports: [{ containerPort: 3306 }],
    env: [secret('MYSQL_ROOT_PASSWORD', 'root'), secret('MYSQL_PASSWORD', 'user'), { name: 'MYSQL_USER', value: 'board' }],
  },
});
const spring = (user: string, key: string) =>
  deployment({
    container: {
      env: [
        { name: 'SPRING_DATASOURCE_URL', value: 'jdbc:mysql://mysql:3306/boarddb' },
        { name: 'SPRING_DATASOURCE_USERNAME', value: user },
        secret('SPRING_DATASOURCE_PASSWORD', key),
      ],
    },
  });
const dump = (call: string, variable: string, key: string) =>
  cronJob({
    name: 'dump',
    container: { image: 'mysql:8.0', command: ['sh', '-c', `set -e\n${call} | gzip > /b/x.gz`], env: [secret(variable, key)] },
  });
const exporter = (key: string) => [
  deployment({
    name: 'exporter',
    labels: { app: 'exporter' },
    container: { image: 'prom/mysqld-exporter:v0.16.0', env: [secret('MYSQLD_EXPORTER_PASSWORD', key)] },
    pod: { volumes: [{ name: 'c', configMap: { name: 'cnf' } }] },
  }),
  kube('v1/ConfigMap', { name: 'cnf' }, { data: { '.my.cnf': '[client]\nuser = root\nhost = mysql\n' } }),
];

ruleCases(loginTakesOwnPassword, {
  accepts: {
    'each with its own': [
      door,
      server,
      spring('root', 'root'),
      dump('mysqldump -h mysql -u board boarddb', 'MYSQL_PWD', 'user'),
      ...exporter('root'),
    ],
    'a key that the database does not take': [door, server, spring('board', 'app-password')],
    'a user whom somebody else made': [door, server, spring('reader', 'reader')],
    'a database elsewhere': [spring('root', 'user')],
  },
  refuses: {
    'root with the password of the user': {
      given: [door, server, spring('root', 'user')],
      says: 'container "app" logs in as "root" with user of Secret db (SPRING_DATASOURCE_PASSWORD), which Deployment mysql takes for "board"',
      fix: 'Take root, or log in as "board".',
    },
    'the user with the password of root': {
      given: [door, server, spring('board', 'root')],
      says: 'container "app" logs in as "board" with root of Secret db (SPRING_DATASOURCE_PASSWORD), which Deployment mysql takes for "root"',
    },
    'a dump': {
      given: [door, server, dump('mysqldump -h mysql -u root --single-transaction boarddb', 'MYSQL_PWD', 'user')],
      says: 'container "app" logs in as "root" with user of Secret db (MYSQL_PWD), which Deployment mysql takes for "board"',
    },
    'a dump with a variable of its own': {
      given: [door, server, dump('mysqldump --host=mysql --user=root -p"$ROOT_PASSWORD" boarddb', 'ROOT_PASSWORD', 'user')],
      says: 'container "app" logs in as "root" with user of Secret db (ROOT_PASSWORD), which Deployment mysql takes for "board"',
    },
    'an exporter': {
      given: [door, server, ...exporter('user')],
      says: 'container "app" logs in as "root" with user of Secret db (MYSQLD_EXPORTER_PASSWORD), which Deployment mysql takes for "board"',
    },
  },
});
