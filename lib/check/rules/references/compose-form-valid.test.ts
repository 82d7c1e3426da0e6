import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { composeFormValid } from './compose-form-valid.ts';

const compose = (web: object) => inFile('docker-compose.yml', documentObject('Config', 'compose', { content: { services: { web } } }));

ruleCases(composeFormValid, {
  accepts: {
    'healthchecks in their forms': [
      compose({ healthcheck: { test: ['CMD', 'pg_isready'] } }),
      compose({ healthcheck: { test: ['CMD-SHELL', 'pg_isready -U a || exit 1'] } }),
      compose({ healthcheck: { test: 'pg_isready' } }),
      compose({ healthcheck: { test: ['CMD', 'pg_isready', '-U', 'a b'] } }),
      compose({ healthcheck: { test: ['NONE'] } }),
    ],
    'dependencies in both forms': [
      compose({ depends_on: ['db'] }),
      compose({ depends_on: { db: { condition: 'service_healthy', restart: true } } }),
    ],
    'variables in both forms': [compose({ environment: ['A=b', 'C', 'D=e = f'] }), compose({ environment: { A: 'b', C: null } })],
    'a file of variables with more to say': [compose({ env_file: [{ path: '.env', required: false }] })],
    'another file': [
      inFile('values.yaml', documentObject('Config', 'values', { content: { services: { web: { depends_on: [{ db: {} }] } } } })),
    ],
  },
  refuses: {
    'a healthcheck that does not say how it is run': {
      given: [compose({ healthcheck: { test: ['pg_isready -U a'] } })],
      says: 'the healthcheck of web begins with "pg_isready -U a", and a list begins with CMD, CMD-SHELL or NONE',
      fix: 'Write ["CMD-SHELL", "pg_isready -U a"].',
    },
    'a healthcheck of one word': {
      given: [compose({ healthcheck: { test: ['CMD', 'pg_isready -U a'] } })],
      says: 'the healthcheck of web runs one program called "pg_isready -U a"',
    },
    'a healthcheck in words for a shell': {
      given: [compose({ healthcheck: { test: ['CMD-SHELL', 'curl', '-f', 'http://localhost'] } })],
      says: 'the healthcheck of web hands "curl" alone to the shell, and 2 more words to nobody',
      fix: 'Write ["CMD-SHELL", "curl -f http://localhost"], or CMD in its place.',
    },
    'a condition in a list': {
      given: [compose({ depends_on: [{ db: { condition: 'service_healthy' } }] })],
      says: 'depends_on of web is a list, and db in it has a condition',
    },
    'a condition that there is not': {
      given: [compose({ depends_on: { db: { condition: 'healthy' } } })],
      says: 'there is no condition "healthy" of db',
    },
    'blanks around the sign of a variable': {
      given: [compose({ environment: ['A=b', 'PORT = 8080', 'MODE = dev'] })],
      says: 'web is given the variable "PORT ", with a blank at the end of its name',
      fix: 'Write PORT=8080.',
    },
    'a variable with a colon in a list': {
      given: [compose({ environment: ['A=b', { DB_HOST: 'db' }] })],
      says: 'environment of web is a list of texts, and DB_HOST in it is a map',
      fix: 'Write - DB_HOST=…, or leave out the dashes.',
    },
  },
});
