import { deployment, kube, ruleCases } from '../../testing.ts';
import { nginxBlocksNested } from './nginx-blocks-nested.ts';

const config = (key: string, text: string) => kube('v1/ConfigMap', { name: 'nginx', namespace: 'blog' }, { data: { [key]: text } });
const pod = (mount: object) =>
  deployment({
    namespace: 'blog',
    container: { image: 'nginx:1.27', volumeMounts: [{ name: 'config', ...mount }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  });
const server = 'server {\n  listen 80;\n}\n';
const folder = pod({ mountPath: '/etc/nginx/conf.d' });
const main = pod({ mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' });

ruleCases(nginxBlocksNested, {
  accepts: {
    'a server of conf.d': [config('default.conf', server), folder],
    'a whole main file': [config('nginx.conf', `events {}\nhttp {\n${server}}\n`), main],
    'a file that something else takes in': [config('default.conf', server), pod({ mountPath: '/etc/nginx/sites' })],
  },
  refuses: {
    'a server alone as the main file': {
      given: [config('nginx.conf', server), main],
      says: 'it is the main file (/etc/nginx/nginx.conf), and "server" stands outside of http',
    },
    'a main file without events': {
      given: [config('nginx.conf', `http {\n${server}}\n`), main],
      says: 'it is the main file (/etc/nginx/nginx.conf), and has no block "events"',
      fix: 'Add events {}.',
    },
    'a main file within conf.d': {
      given: [config('default.conf', `events {}\nhttp {\n${server}}\n`), folder],
      says: '/etc/nginx/conf.d/default.conf is taken in within http, and has a block "events" of its own',
    },
  },
});
