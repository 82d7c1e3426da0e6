import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { addressVariablesPlain } from './address-variables-plain.ts';

const namespace = 'shop';
const env = (...list: readonly (readonly [string, string])[]) =>
  deployment({ name: 'web', namespace, container: { env: list.map(([name, value]) => ({ name, value })) } });
const config = (data: object) => kube('v1/ConfigMap', { name: 'web', namespace }, { data });
const users = [
  deployment({ name: 'users', namespace, labels: { app: 'users' }, container: { readinessProbe: { httpGet: { path: '/', port: 8080 } } } }),
  service({ name: 'users', namespace, selector: { app: 'users' } }),
];
const redis = service({ name: 'redis', namespace, selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] });

ruleCases(addressVariablesPlain, {
  accepts: {
    'a host and a port': [env(['DB_HOST', 'db'], ['DB_PORT', '5432'])],
    'a host with a port, and no variable for it': [env(['SMTP_HOST', 'mail:25'])],
    'a URL that programs put together': [env(['API_HOST', 'http://api'], ['API_PORT', '8080'])],
    'a socket': [env(['DOCKER_HOST', 'unix:///var/run/docker.sock'])],
    'a value that is filled in': [env(['DB_HOST', '$(HOST):5432'], ['DB_PORT', '5432'])],
    'a URL': [...users, env(['USERS_URL', 'http://users:80'])],
    'an address of a store under the name of a URL': [redis, env(['REDIS_URL', 'redis:6379'])],
    'an address that is no URL': [...users, env(['USERS_ADDR', 'users:80'])],
    'an address of the outside world': [env(['API_URL', 'api.example.org:443'])],
  },
  refuses: {
    'a scheme twice': {
      given: [env(['USERS_URL', 'http://http://users'])],
      says: 'USERS_URL is "http://http://users", which does not begin as a URL does',
      fix: 'Write http://users.',
    },
    'a scheme with one slash': {
      given: [env(['USERS_URL', 'http:/users:80'])],
      says: 'USERS_URL is "http:/users:80", which does not begin as a URL does',
      fix: 'Write http://users:80.',
    },
    'a scheme without its colon': {
      given: [env(['USERS_URL', 'https//users'])],
      says: 'USERS_URL is "https//users", which does not begin as a URL does',
    },
    'a host with its port': {
      given: [env(['DB_HOST', 'db:5432'], ['DB_PORT', '5432'])],
      says: 'DB_HOST is "db:5432", and DB_PORT says the port once more (5432)',
      fix: 'Write db.',
    },
    'the same in a ConfigMap, with another port': {
      given: [config({ POSTGRES_HOST: 'db.shop:5433', POSTGRES_PORT: '5432' })],
      says: 'POSTGRES_HOST is "db.shop:5433", and POSTGRES_PORT says the port once more (5432)',
      fix: 'Write db.shop, and the right port in POSTGRES_PORT.',
    },
    'a URL for the host of a store': {
      given: [config({ REDIS_HOST: 'redis://redis:6379', REDIS_PORT: '6379' })],
      says: 'REDIS_HOST is "redis://redis", and a client of a store takes a host there',
      fix: 'Write redis.',
    },
    'a host in the place of the port': {
      given: [env(['REDIS_HOST', 'redis'], ['REDIS_PORT', 'redis:6379'])],
      says: 'REDIS_PORT is "redis:6379", and a port is a number',
      fix: 'Write 6379.',
    },
    'a URL without its scheme': {
      given: [...users, config({ USERS_URL: 'users:80/api', AUTH_URL: 'http://auth:80' })],
      says: 'USERS_URL is "users:80/api", without a scheme, and port 80 of Service users is probed by HTTP',
      fix: 'Write http://users:80/api.',
    },
  },
});
