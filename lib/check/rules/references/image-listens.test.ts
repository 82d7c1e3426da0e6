import { documentObject } from '../../document.ts';
import { deployment, inFile, ruleCases } from '../../testing.ts';
import { imageListens } from './image-listens.ts';

const pod = (image: string, port: number, more: object = {}) =>
  deployment({ container: { image, ports: [{ containerPort: port }], ...more } });

const dockerfile = (text: string) => inFile('services/api/Dockerfile', documentObject('TextFile', 'services/api/Dockerfile', { text }));
const UVICORN = 'FROM python:3.11-slim\nEXPOSE 8000\nCMD ["uvicorn", "main:app", "--port", "8000"]\n';

ruleCases(imageListens, {
  accepts: {
    'the port of the image': [pod('nginx:1.25', 80), pod('nginxinc/nginx-unprivileged:1.25', 8080), pod('mysql:8.0', 3306)],
    'a port that it is told': [
      pod('grafana/grafana:10.4', 80, { env: [{ name: 'GF_SERVER_HTTP_PORT', value: '80' }] }),
      pod('redis:7', 6380, { args: ['--port', '6380'] }),
    ],
    'a configuration of its own': [pod('nginx:1.25', 8080, { volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }] })],
    'the port that the Dockerfile says, and one that it is told': [
      dockerfile(UVICORN),
      pod('acme/api:1', 8000),
      dockerfile(UVICORN),
      pod('acme/api:1', 8005, { args: ['--port', '8005'] }),
    ],
    'a port that the program reads': [
      dockerfile('FROM scratch\nEXPOSE 8000\nENTRYPOINT ["/app"]\n'),
      pod('acme/api:1', 8005, { env: [{ name: 'PORT', value: '8005' }] }),
    ],
    'an image of somebody': [pod('ghcr.io/acme/nginx:1', 8080)],
  },
  refuses: {
    'another port than the Dockerfile writes into its command': {
      given: [dockerfile(UVICORN), pod('acme/api:1', 8005, { env: [{ name: 'SERVICE_PORT', value: '8005' }] })],
      says: 'container "app" declares 8005, and services/api/Dockerfile listens on 8000',
      fix: 'Declare 8000, and send to it in Services and probes.',
    },
    'the port of the image before': {
      given: [pod('nginxinc/nginx-unprivileged:1.25', 80)],
      says: 'container "app" declares 80, and nginxinc/nginx-unprivileged:1.25 listens on 8080',
    },
  },
});
