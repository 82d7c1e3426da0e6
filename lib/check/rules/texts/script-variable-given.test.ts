import { cronJob, ruleCases } from '../../testing.ts';
import { scriptVariableGiven } from './script-variable-given.ts';

const job = (script: string, container: object = { env: [{ name: 'MYSQL_PWD', value: 'x' }] }) =>
  cronJob({ name: 'backup', namespace: 'blog', container: { image: 'mysql:8.0', command: ['bash', '-c', script], ...container } });

ruleCases(scriptVariableGiven, {
  accepts: {
    'a variable that is given': [job('mysqldump -u root -p"$MYSQL_PWD" board')],
    'one that the script sets': [job('DB_HOST=mysql\nmysqldump -h $DB_HOST board')],
    'one with a default': [job('mysqldump -h ${DB_HOST:-mysql} board')],
    'one of the image': [job('echo $MYSQL_VERSION $HOME')],
    'a Secret as a whole': [
      job('mysqldump -p"$DB_PASSWORD" board', { env: [{ name: 'A', value: 'b' }], envFrom: [{ secretRef: { name: 'db' } }] }),
    ],
    'a file that is read': [job('. /vault/secrets/db\nmysqldump -p"$DB_PASSWORD" board')],
    'a text in single quotes': [job("kubectl exec db -- sh -c 'mysql -p$MYSQL_ROOT_PASSWORD'")],
  },
  refuses: {
    'one that nobody gives': {
      given: [job('mysqldump -u root -p"$MYSQL_ROOT_PASSWORD" board')],
      says: '$MYSQL_ROOT_PASSWORD is read, and container "app" has MYSQL_PWD',
      fix: 'Add MYSQL_ROOT_PASSWORD to env, or read one that is there.',
    },
    'one that is spelt otherwise': {
      given: [job('curl "$SLACK_WEBHOOK_URL"', { env: [{ name: 'SLACK_WEBHOK_URL', value: 'x' }] })],
      says: '$SLACK_WEBHOOK_URL is read, and container "app" has SLACK_WEBHOK_URL',
      fix: 'Did you mean "$SLACK_WEBHOK_URL"?',
    },
  },
});
