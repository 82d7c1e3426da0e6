import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composeVariablesInside } from './compose-variables-inside.ts';

const compose = (db: object) => inFile('docker-compose.yml', documentObject('Config', 'compose', { content: { services: { db } } }));
const environment = { POSTGRES_USER: '${DB_USER}', POSTGRES_DB: 'shop' };
const asks = (name: string) => ({ test: ['CMD-SHELL', `pg_isready -U ${name}`] });

ruleCases(composeVariablesInside, {
  accepts: {
    'the name inside': [compose({ environment, healthcheck: asks('$${POSTGRES_USER}') })],
    'a name that Compose fills in': [compose({ environment, healthcheck: asks('${DB_USER}') })],
    'a name that the image may have': [compose({ environment, command: 'sh -c "ls $$PGDATA"' })],
    'both names': [compose({ environment: ['DB_USER=${DB_USER}', 'POSTGRES_USER=${DB_USER}'], healthcheck: asks('$$DB_USER') })],
    'a file with more variables': [compose({ environment, env_file: ['.env'], healthcheck: asks('$$DB_USER') })],
  },
  refuses: {
    'the name outside': {
      given: [compose({ environment, healthcheck: asks('$${DB_USER}') })],
      says: 'the healthcheck of db reads $DB_USER, which the container does not have: there it is called POSTGRES_USER',
      fix: 'Write $$POSTGRES_USER.',
    },
    'in a list, and in a command': {
      given: [
        compose({
          environment: ['REDIS_PASSWORD=${CACHE_PASSWORD}'],
          command: ['sh', '-c', 'redis-server --requirepass $$CACHE_PASSWORD'],
        }),
      ],
      says: 'command of db reads $CACHE_PASSWORD, which the container does not have: there it is called REDIS_PASSWORD',
    },
  },
});
