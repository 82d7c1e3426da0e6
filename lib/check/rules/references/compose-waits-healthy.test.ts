import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composeWaitsHealthy } from './compose-waits-healthy.ts';

const compose = (services: object, file = 'docker-compose.yml') =>
  inFile(file, documentObject('Config', 'compose', { content: { services } }));
const web = { image: 'acme/web:1', depends_on: { db: { condition: 'service_healthy' } } };
const docker = (end: string) => inFile('db/Dockerfile', documentObject('TextFile', 'db', { text: `FROM postgres:15\n${end}\n` }));

ruleCases(composeWaitsHealthy, {
  accepts: {
    'a database that is examined': [compose({ web, db: { image: 'postgres:15', healthcheck: { test: ['CMD', 'pg_isready'] } } })],
    'one that is examined in the file that is laid over': [
      compose({ web, db: { image: 'postgres:15' } }),
      compose({ db: { healthcheck: { test: 'pg_isready' } } }, 'docker-compose.override.yml'),
    ],
    'an image of others, which may examine itself': [compose({ web, db: { image: 'quay.io/acme/db:1' } })],
    'an image that examines itself': [compose({ web, db: { build: './db' } }), docker('HEALTHCHECK CMD pg_isready')],
    'a Dockerfile that is not here': [compose({ web, db: { build: './db' } })],
    'one that is only to have started': [
      compose({ web: { depends_on: { db: { condition: 'service_started' } } }, db: { image: 'postgres:15' } }),
      compose({ web: { depends_on: ['db'] }, db: { image: 'postgres:15' } }, 'compose.yaml'),
    ],
  },
  refuses: {
    'an official image': {
      given: [compose({ web, db: { image: 'docker.io/postgres:15.6-alpine' } })],
      says: 'web waits until db is healthy, and db has no healthcheck',
      fix: 'Give db a healthcheck, or wait for service_started.',
    },
    'an image of the tree': {
      given: [compose({ web, db: { build: { context: 'db' } } }), docker('USER postgres')],
      says: 'web waits until db is healthy, and db has no healthcheck',
    },
    'an examination that is switched off': {
      given: [compose({ web, db: { image: 'quay.io/acme/db:1', healthcheck: { disable: true } } })],
      says: 'web waits until db is healthy, and the healthcheck of db is switched off',
    },
  },
});
