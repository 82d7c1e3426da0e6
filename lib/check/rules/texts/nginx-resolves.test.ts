import { kube, ruleCases, service } from '../../testing.ts';
import { nginxResolves } from './nginx-resolves.ts';

const config = (lines: string, prefix = '/api') =>
  kube('v1/ConfigMap', {}, { data: { 'default.conf': `server {\n  listen 80;\n  location ${prefix} {\n    ${lines}\n  }\n}` } });

ruleCases(nginxResolves, {
  accepts: {
    'a fixed address': [config('proxy_pass http://was:8080;')],
    'a resolver': [config('resolver 10.96.0.10; set $was http://was.blog.svc.cluster.local; proxy_pass $was;')],
    'variables behind the host': [config('proxy_pass http://was:8080$request_uri;')],
    'paths that fit': [config('proxy_pass http://was:8080/;', '/api/'), config('proxy_pass http://was:8080/;', '/')],
    'a path that takes the place of another': [
      config('proxy_pass http://was:8080/v1/;', '/api/'),
      config('proxy_pass http://was:8080/v1;'),
    ],
    'a path that is rewritten': [config('rewrite ^/api/(.*)$ /$1 break; proxy_pass http://was:8080/v1;', '/api/')],
    'one page': [config('proxy_pass http://was:8080/status.json;', '/'), config('proxy_pass http://was:8080/v1;', '= /api/')],
    'a short name that a server of names of its own knows': [config('resolver 127.0.0.1; set $was was; proxy_pass http://$was:8080;')],
    'a host of the world by two words': [config('resolver 10.96.0.10; set $was example.com; proxy_pass http://$was;')],
    'a variable of the environment': [config('proxy_pass http://${WAS_HOST}:8080;')],
  },
  refuses: {
    'a variable without a resolver': {
      given: [config('set $was was-service; proxy_pass http://$was:8080;')],
      says: 'line 4: proxy_pass http://$was:8080 is was-service, and no resolver is set',
    },
    'a short name': {
      given: [config('resolver 10.96.0.10; set $was http://was-service:8080; proxy_pass $was;')],
      says: 'line 4: proxy_pass $was asks the resolver for was-service, a short name',
    },
    'a name without its domain': {
      given: [config('resolver 10.96.0.10; set $was was.blog; proxy_pass http://$was:8080;'), service({ namespace: 'blog', name: 'was' })],
      says: 'line 4: proxy_pass http://$was:8080 asks the resolver for was.blog, a short name',
      fix: 'Write was.blog.svc.cluster.local.',
    },
    'a slash that is lost': {
      given: [config('proxy_pass http://was:8080/api;', '/api/')],
      says: 'line 4: location /api/ with proxy_pass http://was:8080/api makes /apix of /api/x',
      fix: 'Write proxy_pass http://was:8080; which leaves the path as it is.',
    },
    'a slash that is lost to another path': {
      given: [config('proxy_pass http://was:8080/v1;', '^~ /api/')],
      says: 'line 4: location /api/ with proxy_pass http://was:8080/v1 makes /v1x of /api/x',
      fix: 'Write proxy_pass http://was:8080/v1/.',
    },
    'a prefix without its slash': {
      given: [config('proxy_pass http://was:8080/;')],
      says: 'line 4: location /api with proxy_pass http://was:8080/ makes "//" of /api/',
      fix: 'Write location /api/.',
    },
  },
});
