import { deployment, kube, meshed, ruleCases, service } from '../../testing.ts';
import { timeoutsNest } from './timeouts-nest.ts';

const namespace = 'blog';
const space = [meshed(namespace)];
const was = service({ namespace, name: 'was', selector: { app: 'was' } });
const web = [
  service({ namespace, name: 'web', selector: { app: 'web' } }),
  deployment({
    namespace,
    container: { volumeMounts: [{ name: 'config', mountPath: '/etc/nginx/conf.d' }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'nginx' } }] },
  }),
];
const nginx = (lines = '') =>
  kube(
    'v1/ConfigMap',
    { namespace, name: 'nginx' },
    { data: { 'default.conf': `server {\n  listen 80;\n  location /api {\n    proxy_pass http://was;${lines}\n  }\n}\n` } },
  );
const routes = (name: string, gateways: readonly string[], ...http: readonly object[]) =>
  kube('networking.istio.io/v1/VirtualService', { namespace, name }, { spec: { hosts: ['x'], gateways, http } });
const to = (host: string, timeout?: string, match?: object) => ({
  ...(match === undefined ? {} : { match: [match] }),
  route: [{ destination: { host } }],
  ...(timeout === undefined ? {} : { timeout }),
});
const inside = (timeout?: string) => routes('was-routes', [], to('was', timeout));
const outside = (...http: readonly object[]) => routes('web-routes', ['edge'], ...http);

ruleCases(timeoutsNest, {
  accepts: {
    'routes without timeouts': [...space, was, ...web, nginx(), inside(), outside(to('web'))],
    'the outer ones longer': [...space, was, ...web, nginx(' proxy_read_timeout 30s;'), inside('20s'), outside(to('web', '40s'))],
    'a short timeout of other paths': [
      ...space,
      was,
      ...web,
      nginx(' proxy_read_timeout 5m;'),
      outside(to('web', '5s', { uri: { prefix: '/assets' } }), to('web')),
    ],
    'a short timeout for a test': [
      ...space,
      was,
      ...web,
      nginx(' proxy_read_timeout 5m;'),
      outside(to('web', '5s', { headers: { 'x-test': { exact: 'true' } } }), to('web')),
    ],
    'the usual time of nginx behind a shorter gateway': [...space, was, ...web, nginx(), outside(to('web', '10s'))],
    'nginx outside the mesh': [was, ...web, nginx(' proxy_read_timeout 5s;'), inside('30s')],
  },
  refuses: {
    'nginx gives up first': {
      given: [...space, was, ...web, nginx(' proxy_read_timeout 5s;'), inside('30s')],
      says: 'line 4: location /api waits 5s for was, and VirtualService was-routes gives it 30s',
      fix: 'Set proxy_read_timeout 35s; there, or shorten the timeout of the route.',
    },
    'the usual time of nginx': {
      given: [...space, was, ...web, nginx(), inside('2m')],
      says: 'line 4: location /api waits 60s, the default, for was, and VirtualService was-routes gives it 2m',
    },
    'the gateway gives up before nginx': {
      given: [...space, was, ...web, nginx(' proxy_read_timeout 120;'), outside(to('web', '10s'))],
      says: 'line 4: VirtualService web-routes gives up after 10s, and behind it location /api waits 120 for was',
    },
    'the gateway gives up before the route': {
      given: [...space, was, ...web, nginx(), inside('30s'), outside(to('web', '10s', { uri: { prefix: '/' } }))],
      says: 'line 4: VirtualService web-routes gives up after 10s, and behind it VirtualService was-routes gives 30s for was',
    },
  },
});
