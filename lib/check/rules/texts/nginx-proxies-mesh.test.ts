import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { nginxProxiesMesh } from './nginx-proxies-mesh.ts';

const namespace = 'blog';
const was = service({ namespace, name: 'was-service', selector: { app: 'was' }, ports: [{ name: 'http', port: 8080 }] });
const route = kube('networking.istio.io/v1/VirtualService', { namespace, name: 'was-retry' }, { spec: { hosts: ['was-service'] } });
const web = deployment({
  namespace,
  container: { volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
  pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
});
const config = (lines: string, outside = '') =>
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    { data: { 'default.conf': `${outside}server {\n  listen 80;\n  location /api {\n    ${lines}\n  }\n}` } },
  );
const sound = 'proxy_pass http://was-service:8080; proxy_http_version 1.1; proxy_set_header Host was-service;';

ruleCases(nginxProxiesMesh, {
  accepts: {
    'HTTP/1.1 and the name of the Service': [meshed(namespace), was, route, web, config(sound)],
    'pods outside the mesh': [was, web, config('proxy_pass http://was-service:8080; proxy_set_header Host $host;')],
    'a Service without rules of the mesh': [
      meshed(namespace),
      was,
      web,
      config('proxy_pass http://was-service:8080; proxy_http_version 1.1; proxy_set_header Host $host;'),
    ],
    'the outside world': [meshed(namespace), was, web, config('proxy_pass https://api.example.com;')],
    'an upstream of the name of its Service': [
      meshed(namespace),
      was,
      route,
      web,
      config('proxy_pass http://was-service; proxy_http_version 1.1;', 'upstream was-service { server was-service:8080; }\n'),
    ],
    'a version set further out': [meshed(namespace), was, web, config('proxy_pass http://was-service:8080;', 'proxy_http_version 1.1;\n')],
  },
  refuses: {
    'HTTP/1.0': {
      given: [meshed(namespace), was, web, config('proxy_pass http://was-service:8080;')],
      says: 'line 4: location /api speaks HTTP/1.0 to was-service, which is in the mesh',
    },
    'the public name in Host': {
      given: [
        meshed(namespace),
        was,
        route,
        web,
        config('proxy_pass http://was-service:8080; proxy_http_version 1.1; proxy_set_header Host $host;'),
      ],
      says: 'line 4: location /api sends Host $host to was-service and so passes by VirtualService was-retry',
      fix: 'Write proxy_set_header Host was-service; and pass the public name on in X-Forwarded-Host.',
    },
    'the same through an upstream': {
      given: [meshed(namespace), was, route, web, config('proxy_pass http://was;', 'upstream was { server was-service:8080; }\n')],
      says: [
        'line 5: location /api sends Host was, the name of its upstream block, to was-service and so passes by VirtualService was-retry',
        'line 5: location /api speaks HTTP/1.0 to was-service, which is in the mesh',
      ],
    },
  },
});
