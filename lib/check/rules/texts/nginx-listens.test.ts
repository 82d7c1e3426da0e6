import { deployment, kube, ruleCases } from '../../testing.ts';
import { nginxListens } from './nginx-listens.ts';

const namespace = 'blog';
const config = (listen: string) =>
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    { data: { 'default.conf': `server {\n  listen ${listen};\n  location / { return 200; }\n}` } },
  );
const web = (container: object, mount: object = { mountPath: '/etc/nginx/conf.d' }) =>
  deployment({
    namespace,
    container: { ports: [{ name: 'http', containerPort: 80 }], volumeMounts: [{ name: 'config', ...mount }], ...container },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  });

ruleCases(nginxListens, {
  accepts: {
    'the declared port': [config('80 default_server'), web({}), config('[::]:80')],
    'one declared port of several': [config('80'), web({ ports: [{ containerPort: 80 }, { containerPort: 9113 }] })],
    'a file beside those of the image': [config('8081'), web({}, { mountPath: '/etc/nginx/conf.d/status.conf', subPath: 'default.conf' })],
    'a port that a variable decides': [config('${PORT}'), web({})],
  },
  refuses: {
    'another port than the declared one': {
      given: [config('8080'), web({})],
      says: 'nginx listens on 8080, container "app" of Deployment web declares 80',
    },
    'another port than the probe': {
      given: [
        config('80'),
        web(
          { readinessProbe: { httpGet: { path: '/', port: 8081 } } },
          { mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf' },
        ),
      ],
      says: 'nginx listens on 80, the readinessProbe of Deployment web asks 8081',
    },
  },
});
