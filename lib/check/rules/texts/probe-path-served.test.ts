import { deployment, kube, ruleCases } from '../../testing.ts';
import { probePathServed } from './probe-path-served.ts';

const config = (locations: string) =>
  kube('v1/ConfigMap', { name: 'config' }, { data: { 'default.conf': `server {\n  listen 80;\n${locations}}\n` } });
const files = '  location / {\n    try_files $uri $uri/ =404;\n  }\n';
const pod = (path: string) => probed({ path, port: 80 });
const probed = (httpGet: object) =>
  deployment({
    container: { readinessProbe: { httpGet }, volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
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
    'a default server that answers': [
      config(`  return 200;\n}\nserver {\n  listen 80;\n  server_name blog.example.com;\n${files}`),
      pod('/'),
    ],
    'a default server on another port': [
      config(`  location / {\n    return 200;\n  }\n}\nserver {\n  listen 8080 default_server;\n  return 444;\n`),
      pod('/health'),
    ],
    'a default server with the page': [
      config(`  location / {\n    return 404;\n  }\n  location = /health {\n    return 200;\n  }\n`),
      pod('/health'),
    ],
    'a probe with the name of the site': [
      config(`  return 444;\n}\nserver {\n  listen 80;\n  server_name .example.com;\n  location / {\n    return 200;\n  }\n`),
      probed({ path: '/', port: 80, httpHeaders: [{ name: 'Host', value: 'blog.example.com' }] }),
    ],
    'an expression that may meet it': [config(`${files}  location ~ ^/he {\n    return 200;\n  }\n`), pod('/health')],
  },
  refuses: {
    'a page that must be a file': {
      given: [config(`${files}  location /api {\n    proxy_pass http://was:8080;\n  }\n`), pod('/health')],
      says: 'the readinessProbe of Deployment web asks for /health, which only location / meets, and there it must be a file',
    },
    'a default server that closes': {
      given: [
        config('  return 444;\n}\nserver {\n  listen 80;\n  server_name blog.example.com;\n  location / {\n    return 200;\n  }\n'),
        pod('/'),
      ],
      says: 'the readinessProbe of Deployment web asks by the address of the pod, and gets the server of line 1, which answers 444',
    },
    'a default server further down': {
      given: [
        config(
          '  server_name blog.example.com;\n  location / {\n    return 200;\n  }\n}\nserver {\n  listen 80 default_server;\n  location / {\n    return 404;\n  }\n',
        ),
        probed({ path: '/health', port: 80, httpHeaders: [{ name: 'host', value: 'www.example.com' }] }),
      ],
      says: 'the readinessProbe of Deployment web asks for host www.example.com, and gets the server of line 8, which answers 404',
    },
  },
});
