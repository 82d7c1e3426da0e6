import { deployment, kube, ruleCases } from '../../testing.ts';
import { probePathServed } from './probe-path-served.ts';

const config = (locations: string) =>
  kube('v1/ConfigMap', { name: 'config' }, { data: { 'default.conf': `server {\n  listen 80;\n${locations}}\n` } });
const files = '  location / {\n    try_files $uri $uri/ =404;\n  }\n';
const pod = (path: string) =>
  deployment({
    container: { readinessProbe: { httpGet: { path, port: 80 } }, volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'config' } }] },
  });

ruleCases(probePathServed, {
  accepts: {
    'a location of its own': [config(`${files}  location /health {\n    return 200;\n  }\n`), pod('/health')],
    'an exact one': [config(`${files}  location = /health {\n    return 200;\n  }\n`), pod('/health')],
    'the start page, and a page with an ending': [
      config(files),
      pod('/'),
      deployment({ name: 'b', container: { readinessProbe: { httpGet: { path: '/index.html', port: 80 } } } }),
    ],
    'one page for all': [config('  location / {\n    try_files $uri /index.html;\n  }\n'), pod('/health')],
    'everything goes on to another program': [config('  location / {\n    proxy_pass http://was:8080;\n  }\n'), pod('/health')],
    'an expression that may meet it': [config(`${files}  location ~ ^/he {\n    return 200;\n  }\n`), pod('/health')],
  },
  refuses: {
    'a page that must be a file': {
      given: [config(`${files}  location /api {\n    proxy_pass http://was:8080;\n  }\n`), pod('/health')],
      says: 'the readinessProbe of Deployment web asks for /health, which only location / meets, and there it must be a file',
    },
  },
});
