import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { healthcheckAsksPort } from './healthcheck-asks-port.ts';

const docker = (...lines: readonly string[]) =>
  inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: ['FROM python:3.11-slim', ...lines, ''].join('\n') }));
const compose = (port: number, more: object = {}) =>
  inFile(
    'docker-compose.yml',
    documentObject('Config', 'compose', {
      content: { services: { web: { build: './web', healthcheck: { test: `curl -f http://localhost:${port}/health` }, ...more } } },
    }),
  );

ruleCases(healthcheckAsksPort, {
  accepts: {
    'the port of the image': [docker('EXPOSE 8000', 'HEALTHCHECK CMD curl -f http://localhost:8000/health'), compose(8000)],
    'a port that the image is told': [docker('EXPOSE 8000', 'ENV METRICS_PORT=9090', 'HEALTHCHECK CMD curl -f http://localhost:9090/')],
    'a port that the program is told': [
      docker('EXPOSE 8000'),
      compose(9000, { environment: { PORT: 9000 } }),
      compose(9001, { env_file: '.env' }),
    ],
    'an image that names no port': [docker('HEALTHCHECK CMD curl -f http://localhost:9000/')],
  },
  refuses: {
    'another port': {
      given: [docker('EXPOSE 8000', 'HEALTHCHECK --interval=5s \\', '  CMD curl -f http://localhost:8080/health')],
      says: 'the HEALTHCHECK asks port 8080, and web/Dockerfile listens on 8000',
      fix: 'Ask port 8000.',
    },
    'another port in a compose file': {
      given: [docker('EXPOSE 8000'), compose(8080)],
      says: 'the healthcheck of web asks port 8080, and web/Dockerfile listens on 8000',
    },
  },
});
