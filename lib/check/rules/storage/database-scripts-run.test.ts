import { kube, ruleCases, statefulSet } from '../../testing.ts';
import { databaseScriptsRun } from './database-scripts-run.ts';

const config = (data: object) => kube('v1/ConfigMap', { name: 'init', namespace: 'shop' }, { data });
const database = (env: object[] = [{ name: 'POSTGRES_DB', value: 'shop' }], mount: object = {}) =>
  statefulSet({
    name: 'pg',
    namespace: 'shop',
    container: {
      name: 'pg',
      image: 'postgres:15-alpine',
      env,
      volumeMounts: [{ name: 'init', mountPath: '/docker-entrypoint-initdb.d', ...mount }],
    },
    pod: { volumes: [{ name: 'init', configMap: { name: 'init' } }] },
  });
const TABLE = 'CREATE TABLE IF NOT EXISTS posts (id SERIAL PRIMARY KEY, title TEXT);\n';

ruleCases(databaseScriptsRun, {
  accepts: {
    'a user who may create': [
      config({ 'init.sql': `CREATE USER blog;\nGRANT ALL ON DATABASE shop TO blog;\nGRANT ALL ON SCHEMA public TO blog;\n` }),
      database(),
    ],
    'a user who owns the database': [
      config({ 'init.sql': `CREATE USER blog;\nCREATE DATABASE posts OWNER blog;\nGRANT ALL ON DATABASE posts TO blog;\n` }),
      database(),
    ],
    'a user who only reads': [config({ 'init.sql': 'CREATE USER reader;\nGRANT CONNECT ON DATABASE shop TO reader;\n' }), database()],
    'scripts with endings that are run': [config({ 'init.sql': TABLE, '02-users.sh': 'psql -c x' }), database()],
    'another database beside the first': [config({ 'init.sql': `CREATE DATABASE reports;\n${TABLE}` }), database()],
    'a file of its own under a good name': [
      config({ schema: TABLE, notes: 'x' }),
      database([], { mountPath: '/docker-entrypoint-initdb.d/init.sql', subPath: 'schema' }),
    ],
    'a configuration elsewhere': [config({ 'postgresql.conf': 'max_connections = 20' }), database([], { mountPath: '/etc/postgresql' })],
  },
  refuses: {
    'a user who may not create': {
      given: [config({ 'init.sql': `CREATE USER blog WITH PASSWORD 'x';\nGRANT ALL PRIVILEGES ON DATABASE shop TO blog;\n` }), database()],
      says: 'data["init.sql"] of ConfigMap init gives "blog" the database, and not its schema public, in which nobody else may create since PostgreSQL 15',
    },
    'a key without an ending': {
      given: [config({ 'init-sql': TABLE }), database()],
      says: 'data.init-sql of ConfigMap init becomes /docker-entrypoint-initdb.d/init-sql, an ending that the image does not run',
      fix: 'Give the key an ending: init.sql, or init.sh.',
    },
    'a database that is there already': {
      given: [config({ 'init.sql': `CREATE DATABASE shop;\n${TABLE}` }), database()],
      says: 'data["init.sql"] of ConfigMap init makes the database "shop", which POSTGRES_DB has made before',
    },
    'a statement of another server': {
      given: [config({ 'init.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT);\n' }), database()],
      says: 'data["init.sql"] of ConfigMap init uses AUTOINCREMENT, a word of SQLite, on PostgreSQL',
      fix: 'Write SERIAL PRIMARY KEY.',
    },
    'an index before its table': {
      given: [config({ 'init.sql': `CREATE INDEX idx_title ON posts(title);\n${TABLE}` }), database()],
      says: 'data["init.sql"] of ConfigMap init makes an index on posts before it makes the table',
    },
    'an index on a column that is not there': {
      given: [config({ 'init.sql': `${TABLE}CREATE INDEX idx_author ON posts(author);` }), database()],
      says: 'data["init.sql"] of ConfigMap init makes index idx_author on posts(author), and posts has the columns id, title',
    },
  },
});
