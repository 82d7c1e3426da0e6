import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { databaseNameAgrees } from './database-name-agrees.ts';

const namespace = 'blog';
const ports = [{ port: 3306 }];
const front = service({ namespace, name: 'mysql-service', selector: { app: 'mysql' }, ports });
const env = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }));
const mysql = (container = {}) =>
  deployment({
    namespace,
    name: 'mysql',
    labels: { app: 'mysql' },
    container: { image: 'mysql:8.0', env: env(['MYSQL_DATABASE', 'boarddb'], ['MYSQL_USER', 'board']), ...container },
  });
const config = (data: object) => kube('v1/ConfigMap', { namespace, name: 'was-config' }, { data });
const url = (text: string) => config({ URL: text });

ruleCases(databaseNameAgrees, {
  accepts: {
    'the same name': [mysql(), front, url('jdbc:mysql://mysql-service:3306/boarddb?useSSL=false')],
    'a database of the server itself': [mysql(), front, url('mysql://root@mysql-service/information_schema')],
    'a server whose scripts may make more': [
      mysql({ volumeMounts: [{ name: 'init', mountPath: '/docker-entrypoint-initdb.d' }] }),
      front,
      url('jdbc:mysql://mysql-service/other'),
    ],
    'a database that the client makes': [mysql(), front, url('jdbc:mysql://mysql-service/other?createDatabaseIfNotExist=true')],
    'a dump of the database': [mysql(), front, config({ 'dump.sh': 'mysqldump -h mysql-service --databases boarddb > /b/x' })],
    'another server': [mysql(), front, url('jdbc:mysql://db.example.com/other')],
    'a name that only a Secret knows': [
      mysql({ env: [{ name: 'MYSQL_DATABASE', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }),
      front,
      url('jdbc:mysql://mysql-service/other'),
    ],
    'variables that agree': [mysql(), front, config({ DB_HOST: 'mysql-service', DB_NAME: 'boarddb', DB_USER: 'board' })],
  },
  refuses: {
    'another name in a URL': {
      given: [mysql(), front, url('jdbc:mysql://mysql-service:3306/board?useSSL=false')],
      says: 'uses database "board" of Service mysql-service, but Deployment mysql makes only "boarddb"',
      fix: 'Write "boarddb", or change the server\'s variable to "board".',
    },
    'a user in variables of Spring, with a slip': {
      given: [mysql(), front, config({ SPRING_DATASOURCE_URL: 'jdbc:mysql://mysql-service/boarddb', SPRING_DATASOURCE_USERNAME: 'bord' })],
      says: 'connects to Service mysql-service as "bord", but Deployment mysql makes only user "board"',
      fix: 'Did you mean "board"?',
    },
    'a dump of another database': {
      given: [mysql(), front, config({ 'dump.sh': 'mysqldump -h mysql-service -u root --databases board | gzip > /b/x' })],
      says: 'uses database "board" of Service mysql-service, but Deployment mysql makes only "boarddb"',
    },
    'another name in variables, made by one from a ConfigMap': {
      given: [
        mysql({ env: [], envFrom: [{ configMapRef: { name: 'db' } }] }),
        kube('v1/ConfigMap', { namespace, name: 'db' }, { data: { MYSQL_DATABASE: 'boarddb' } }),
        front,
        deployment({ namespace, container: { env: env(['DB_HOST', 'mysql-service.blog'], ['DB_NAME', 'board']) } }),
      ],
      says: 'uses database "board" of Service mysql-service, but Deployment mysql makes only "boarddb"',
    },
    'a user with a slip': {
      given: [mysql(), front, config({ MYSQL_HOST: 'mysql-service', MYSQL_USER: 'bord' })],
      says: 'connects to Service mysql-service as "bord", but Deployment mysql makes only user "board"',
      fix: 'Did you mean "board"?',
    },
  },
});
