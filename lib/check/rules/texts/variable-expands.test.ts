import { deployment, ruleCases } from '../../testing.ts';
import { variableExpands } from './variable-expands.ts';

const env = [{ name: 'DB_HOST', value: 'db' }];
const args = (...words: readonly string[]) => deployment({ container: { env, args: words } });
const probe = (...command: readonly string[]) => deployment({ container: { livenessProbe: { exec: { command } } } });

ruleCases(variableExpands, {
  accepts: {
    'what Kubernetes fills in': [args('--db=$(DB_HOST):3306')],
    'what a shell fills in': [
      args('sh', '-c', 'run --db=$DB_HOST'),
      probe('sh', '-c', 'mysqladmin ping -p$PASSWORD'),
      probe('/bin/bash', '-ec', 'test -f $FILE'),
    ],
    'what the program reads itself': [args('--db=${DB_HOST}', '--price=$5', '--regex=^a$')],
    'a line for an entry point that is a shell': [args('run --db=$DB_HOST')],
    'a name that is no variable of the container': [args('--topic=$SYS/broker')],
    'no variables': [probe('pg_isready', '-U', 'postgres')],
  },
  refuses: {
    'an argument as a shell would have it': {
      given: [args('--db=$DB_HOST:3306')],
      says: 'container "app" gets $DB_HOST as it stands',
      fix: 'Write $(DB_HOST).',
    },
    'a probe without a shell': {
      given: [probe('mysqladmin', 'ping', '-p$MYSQL_ROOT_PASSWORD')],
      says: 'livenessProbe of container "app" hands $MYSQL_ROOT_PASSWORD to mysqladmin as it stands',
      fix: 'Write [sh, -c, "mysqladmin ping -p$MYSQL_ROOT_PASSWORD"].',
    },
    'a probe with what is filled in elsewhere': {
      given: [probe('redis-cli', '-a', '$(REDIS_PASSWORD)', 'ping')],
      says: 'livenessProbe of container "app" hands $(REDIS_PASSWORD) to redis-cli as it stands',
      fix: 'Write [sh, -c, "redis-cli -a $REDIS_PASSWORD ping"].',
    },
  },
});
