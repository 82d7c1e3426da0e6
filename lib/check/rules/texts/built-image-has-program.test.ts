import { documentObject } from '../../document.ts';
import { deployment, inFile, ruleCases } from '../../testing.ts';
import { builtImageHasProgram } from './built-image-has-program.ts';

const dockerfile = (text: string, file = 'services/api/Dockerfile') => inFile(file, documentObject('TextFile', file, { text }));
const pods = (container: object, image = 'acme/api:v1') =>
  deployment({ name: 'api', namespace: 'shop', container: { name: 'api', image, ...container } });
const probe = (...command: string[]) => ({ livenessProbe: { exec: { command } } });
const EMPTY = 'FROM golang:1.22 AS build\nRUN go build -o /app\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';
const SLIM = 'FROM python:3.11-slim\nCOPY . .\nCMD ["python", "main.py"]\n';

ruleCases(builtImageHasProgram, {
  accepts: {
    'the program itself in an empty image': [dockerfile(EMPTY), pods(probe('/app', '-check'))],
    'the program by its path, as command': [dockerfile(EMPTY), pods({ command: ['/app', 'serve'] })],
    'a program in a folder that is copied': [
      dockerfile('FROM golang:1.22 AS build\nFROM scratch\nCOPY --from=build /out/ /bin/\nENTRYPOINT ["/bin/api"]\n'),
      pods({ command: ['/bin/api'] }),
    ],
    'a request over HTTP': [dockerfile(EMPTY), pods({ livenessProbe: { httpGet: { path: '/health', port: 8000 } } })],
    'what the Dockerfile installs': [
      dockerfile(SLIM.replace('COPY', 'RUN apt-get update && apt-get install -y --no-install-recommends curl\nCOPY')),
      pods(probe('curl', '-f', 'http://localhost:8000/health')),
    ],
    'what every base has': [dockerfile(SLIM), pods({ lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 10'] } } } })],
    'an image of somebody else, or of two Dockerfiles': [
      dockerfile(EMPTY),
      pods(probe('curl', 'x'), 'redis:7'),
      dockerfile(EMPTY, 'old/web/Dockerfile'),
      dockerfile(SLIM, 'web/Dockerfile'),
      pods(probe('curl', 'x'), 'acme/web:v1'),
    ],
  },
  refuses: {
    'a program under another path': {
      given: [dockerfile(EMPTY), pods({ command: ['/api-gateway'] })],
      says: 'the command of container "api" calls /api-gateway, and services/api/Dockerfile builds on scratch, which does not have it',
    },
    'a shell in an empty image': {
      given: [dockerfile(EMPTY), pods({ lifecycle: { preStop: { exec: { command: ['/bin/sh', '-c', 'sleep 10'] } } } })],
      says: 'the preStop of container "api" calls sh, and services/api/Dockerfile builds on scratch, which does not have it',
    },
    'curl in an empty image': {
      given: [dockerfile(EMPTY), pods(probe('curl', '-f', 'http://localhost:8000/health'))],
      says: 'the livenessProbe of container "api" calls curl, and services/api/Dockerfile builds on scratch, which does not have it',
      fix: 'Ask over HTTP, gRPC or TCP, or call the program itself with its path.',
    },
    'curl in a slim image': {
      given: [dockerfile(SLIM), pods(probe('sh', '-c', 'curl -f http://localhost:8000/health || exit 1'))],
      says: 'the livenessProbe of container "api" calls curl, and services/api/Dockerfile builds on python:3.11-slim, which does not have it',
      fix: 'Install curl in the image, or ask over HTTP or TCP.',
    },
  },
});
