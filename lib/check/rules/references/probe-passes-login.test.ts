import { deployment, kube, ruleCases } from '../../testing.ts';
import { probePassesLogin } from './probe-passes-login.ts';

const namespace = 'shop';
const map = (name: string, data: object) => kube('v1/ConfigMap', { name, namespace }, { data });
const probe = (path: string, more: object = {}) => ({ httpGet: { path, port: 5000, ...more } });
const mount = (name: string, mountPath: string) => ({
  container: { volumeMounts: [{ name: 'config', mountPath }] },
  pod: { volumes: [{ name: 'config', configMap: { name } }] },
});
const registry = (path: string, env: readonly object[] = [{ name: 'REGISTRY_AUTH', value: 'htpasswd' }], more: object = {}) =>
  deployment({ namespace, container: { image: 'registry:2', env, livenessProbe: probe(path, more) } });

const zotConfig = (more: object) =>
  map('zot', { 'config.json': JSON.stringify({ distSpecVersion: '1.1.0', http: { port: '5000', ...more } }) });
const users = { auth: { htpasswd: { path: '/etc/zot/htpasswd' } } };
const zot = (path: string) => {
  const { container, pod } = mount('zot', '/etc/zot');
  return deployment({
    ...{ namespace, pod },
    container: { image: 'ghcr.io/project-zot/zot-linux-amd64:v2.1.11', readinessProbe: probe(path), ...container },
  });
};

const site = (locations: string) => map('site', { 'default.conf': `server {\n  listen 5000;\n  auth_basic "staff";\n${locations}}\n` });
const nginx = () => {
  const { container, pod } = mount('site', '/etc/nginx/conf.d');
  return deployment({ namespace, pod, container: { image: 'nginx:1.27', readinessProbe: probe('/healthz'), ...container } });
};

const elastic = (image: string, env: readonly object[] = []) =>
  deployment({ namespace, container: { image, env, readinessProbe: probe('/_cluster/health') } });

const web = map('web', { 'web.yml': 'basic_auth_users:\n  prometheus: $2y$10$abc\n' });
const prometheus = (args: readonly string[]) => {
  const { container, pod } = mount('web', '/etc/web');
  return deployment({
    namespace,
    pod,
    container: { image: 'prom/prometheus:v3.1.0', args, livenessProbe: probe('/-/healthy'), ...container },
  });
};

ruleCases(probePassesLogin, {
  accepts: {
    'a registry without users': [registry('/v2/', []), registry('/v2/', [{ name: 'REGISTRY_AUTH', value: 'none' }])],
    'a page that is open': [registry('/'), zotConfig(users), zot('/livez')],
    'a probe that brings a login': [registry('/v2/', undefined, { httpHeaders: [{ name: 'Authorization', value: 'Basic abc' }] })],
    'a registry that lets anybody read': [
      zotConfig({ ...users, accessControl: { repositories: { '**': { anonymousPolicy: ['read'] } } } }),
      zot('/v2/'),
    ],
    'a location without a login': [site('  location = /healthz {\n    auth_basic off;\n    proxy_pass http://app;\n  }\n'), nginx()],
    'a location that answers by itself': [site('  location /healthz {\n    return 200;\n  }\n'), nginx()],
    'security that is off, or not known': [
      elastic('docker.elastic.co/elasticsearch/elasticsearch:8.15.0', [{ name: 'xpack.security.enabled', value: 'false' }]),
      elastic('elasticsearch:7.17.0'),
    ],
    'Prometheus without users': [web, prometheus(['--config.file=/etc/prometheus.yml'])],
  },
  refuses: {
    'a registry with users': {
      given: [registry('/v2/')],
      says: 'the livenessProbe of "app" asks for /v2/ without a login, and REGISTRY_AUTH is set',
      fix: 'Ask for a page that is open to all, or open the port only (tcpSocket).',
    },
    'zot with users': {
      given: [zotConfig(users), zot('/v2/')],
      says: 'the readinessProbe of "app" asks for /v2/ without a login, and http.auth has htpasswd',
    },
    'nginx that asks for a user': {
      given: [site('  location / {\n    proxy_pass http://app;\n  }\n'), nginx()],
      says: 'the readinessProbe of "app" asks for /healthz without a login, and auth_basic of its server asks for a user',
    },
    'Elasticsearch 8': {
      given: [elastic('docker.elastic.co/elasticsearch/elasticsearch:8.15.0')],
      says: 'the readinessProbe of "app" asks for /_cluster/health without a login, and its security is on since version 8',
    },
    'Prometheus with users': {
      given: [web, prometheus(['--web.config.file=/etc/web/web.yml'])],
      says: 'the livenessProbe of "app" asks for /-/healthy without a login, and /etc/web/web.yml has basic_auth_users',
    },
  },
});
