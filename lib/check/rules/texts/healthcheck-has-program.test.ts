import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { healthcheckHasProgram } from './healthcheck-has-program.ts';

const docker = (...lines: readonly string[]) =>
  inFile('web/Dockerfile', documentObject('TextFile', 'web', { text: `${lines.join('\n')}\n` }));
const compose = (test: unknown) =>
  inFile(
    'docker-compose.yml',
    documentObject('Config', 'compose', { content: { services: { web: { build: './web', healthcheck: { test } } } } }),
  );
const EMPTY = ['FROM golang:1.22 AS build', 'RUN go build -o /app .', 'FROM scratch', 'COPY --from=build /app /app'];

ruleCases(healthcheckHasProgram, {
  accepts: {
    'a program of the base': [docker('FROM alpine:3.19', 'HEALTHCHECK --interval=10s CMD wget -qO- http://localhost/ || exit 1')],
    'one that is installed': [
      docker('FROM python:3.11-slim', 'RUN apt-get update && apt-get install -y curl', 'HEALTHCHECK CMD curl -f http://localhost/'),
    ],
    'the program itself': [docker(...EMPTY, 'HEALTHCHECK CMD ["/app", "health"]'), compose(['CMD', '/app', 'health']), docker(...EMPTY)],
    'an image that nobody knows': [docker('FROM acme/base:1', 'HEALTHCHECK CMD curl -f http://localhost/'), compose(['CMD', 'curl', 'x'])],
    'none at all': [docker(...EMPTY, 'HEALTHCHECK NONE'), compose(['NONE'])],
  },
  refuses: {
    'a program in an empty image': {
      given: [docker(...EMPTY, 'HEALTHCHECK --interval=10s \\', '  CMD wget -qO- http://localhost/ || exit 1')],
      says: 'the HEALTHCHECK calls sh, and web/Dockerfile builds on scratch, which does not have it',
    },
    'a program that a slim image lacks': {
      given: [docker('FROM python:3.11-slim', 'HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]')],
      says: 'the HEALTHCHECK calls curl, and web/Dockerfile builds on python:3.11-slim, which does not have it',
    },
    'the healthcheck of a compose file': {
      given: [docker(...EMPTY), compose(['CMD-SHELL', 'curl -f http://localhost/']), docker(...EMPTY)],
      says: 'the healthcheck of web calls sh, and web/Dockerfile builds on scratch, which does not have it',
    },
  },
});
