import { deployment, ruleCases } from '../../testing.ts';
import { imageListens } from './image-listens.ts';

const pod = (image: string, port: number, more: object = {}) =>
  deployment({ container: { image, ports: [{ containerPort: port }], ...more } });

ruleCases(imageListens, {
  accepts: {
    'the port of the image': [pod('nginx:1.25', 80), pod('nginxinc/nginx-unprivileged:1.25', 8080), pod('mysql:8.0', 3306)],
    'a port that it is told': [
      pod('grafana/grafana:10.4', 80, { env: [{ name: 'GF_SERVER_HTTP_PORT', value: '80' }] }),
      pod('redis:7', 6380, { args: ['--port', '6380'] }),
    ],
    'a configuration of its own': [pod('nginx:1.25', 8080, { volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }] })],
    'an image of somebody': [pod('ghcr.io/acme/nginx:1', 8080)],
  },
  refuses: {
    'the port of the image before': {
      given: [pod('nginxinc/nginx-unprivileged:1.25', 80)],
      says: 'container "app" declares 80, and nginxinc/nginx-unprivileged:1.25 listens on 8080',
    },
  },
});
