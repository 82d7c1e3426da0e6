import { kube, ruleCases } from '../../testing.ts';
import { nginxRootOnce } from './nginx-root-once.ts';

const config = (location: string, lines: string, outside = '') =>
  kube(
    'v1/ConfigMap',
    {},
    { data: { 'default.conf': `${outside}server {\n  listen 80;\n  location ${location} {\n    ${lines}\n  }\n}\n` } },
  );
const KEPT = 'upstream was {\n  server was:8080;\n  keepalive 16;\n}\n';

ruleCases(nginxRootOnce, {
  accepts: {
    'an alias': [config('/images/', 'alias /var/www/images/;')],
    'the folder above': [config('/images/', 'root /var/www;')],
    'the start': [config('/', 'root /var/www;')],
    'an expression': [config('~ ^/images', 'root /var/www/images;')],
    'connections that are kept': [config('/api', 'proxy_pass http://was; proxy_http_version 1.1; proxy_set_header Connection "";', KEPT)],
    'an upstream that keeps none': [config('/api', 'proxy_pass http://was;', KEPT.replace('  keepalive 16;\n', ''))],
  },
  refuses: {
    'a folder twice': {
      given: [config('/images/', 'root /var/www/images;')],
      says: 'line 4: location /images/ with root /var/www/images looks for files in /var/www/images/images/',
      fix: 'Write alias /var/www/images/; or root /var/www;.',
    },
    'connections that are closed': {
      given: [config('/api', 'proxy_pass http://was;', KEPT)],
      says: 'line 8: upstream was keeps connections, and proxy_set_header Connection "" is missing',
    },
  },
});
