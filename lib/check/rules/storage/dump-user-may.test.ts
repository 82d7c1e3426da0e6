import { cronJob, deployment, ruleCases, service } from '../../testing.ts';
import { dumpUserMay } from './dump-user-may.ts';

const server = deployment({
  name: 'mysql',
  namespace: 'blog',
  labels: { app: 'mysql' },
  container: {
    image: 'mysql:8.0',
    env: [
      { name: 'MYSQL_USER', value: 'board' },
      { name: 'MYSQL_DATABASE', value: 'boarddb' },
    ],
    ports: [{ containerPort: 3306 }],
  },
});
const door = service({ name: 'mysql', namespace: 'blog', selector: { app: 'mysql' }, ports: [{ port: 3306 }] });
const dump = (call: string, image = 'mysql:8.0') =>
  cronJob({
    name: 'backup',
    namespace: 'blog',
    labels: { app: 'backup' },
    container: { image, command: ['bash', '-c', `set -e\n${call} | gzip > /backup/a.gz`] },
  });

ruleCases(dumpUserMay, {
  accepts: {
    root: [server, door, dump('mysqldump -h mysql -u root --all-databases')],
    'a dump without tablespaces': [server, door, dump('mysqldump -h mysql -u board --no-tablespaces boarddb')],
    'a user that somebody else made': [server, door, dump('mysqldump -h mysql -u backup boarddb')],
    'a client of former times': [server, door, dump('mysqldump -h mysql -u board boarddb', 'mysql:5.7')],
  },
  refuses: {
    'a dump with tablespaces': {
      given: [server, door, dump('mysqldump -h mysql -u board boarddb')],
      says: 'mysqldump of MySQL 8 asks for tablespaces, and board has no PROCESS privilege',
      fix: 'Add --no-tablespaces, or grant PROCESS to the user.',
    },
    'a dump of all': {
      given: [server, door, dump('mysqldump -h mysql -u board --no-tablespaces --all-databases')],
      says: 'mysqldump --all-databases runs as board, who may read one database only',
    },
  },
});
