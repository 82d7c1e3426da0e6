import { kube, ruleCases } from '../../testing.ts';
import { nginxResolves } from './nginx-resolves.ts';

const config = (lines: string, prefix = '/api') =>
  kube('v1/ConfigMap', {}, { data: { 'default.conf': `server {\n  listen 80;\n  location ${prefix} {\n    ${lines}\n  }\n}` } });

ruleCases(nginxResolves, {
  accepts: {
    'a fixed address': [config('proxy_pass http://was:8080;')],
    'a resolver': [config('resolver 10.96.0.10; set $was http://was.blog.svc.cluster.local; proxy_pass $was;')],
    'variables behind the host': [config('proxy_pass http://was:8080$request_uri;')],
    'paths that fit': [config('proxy_pass http://was:8080/;', '/api/'), config('proxy_pass http://was:8080/;', '/')],
    'a variable of the environment': [config('proxy_pass http://${WAS_HOST}:8080;')],
  },
  refuses: {
    'a variable without a resolver': {
      given: [config('set $was was-service; proxy_pass http://$was:8080;')],
      says: 'line 4: proxy_pass http://$was:8080 is was-service, and no resolver is set',
    },
    'a prefix without its slash': {
      given: [config('proxy_pass http://was:8080/;')],
      says: 'line 4: location /api with proxy_pass http://was:8080/ makes "//" of /api/',
      fix: 'Write location /api/.',
    },
  },
});
