import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { ownHostServes } from './own-host-serves.ts';

const web = (env: readonly object[], pod: object = {}, container: object = {}) =>
  deployment({ namespace: 'shop', container: { env, ...container }, pod: { ...pod } });
const told = (name: string, value: string) => web([{ name, value }]);

const settings = kube(
  'v1/ConfigMap',
  { name: 'settings', namespace: 'shop' },
  { data: { DATABASE_URL: 'postgresql://shop:word@localhost:5432/shop' } },
);
const reader = (name: string) => deployment({ namespace: 'shop', name, container: { envFrom: [{ configMapRef: { name: 'settings' } }] } });

ruleCases(ownHostServes, {
  accepts: {
    'the name of a Service': [told('REDIS_HOST', 'redis')],
    'an address to listen on': [told('HOST', 'localhost'), told('SERVER_HOST', '127.0.0.1')],
    'a page for a browser': [told('FRONTEND_URL', 'http://localhost:3000')],
    'a store beside it in the pod': [
      web([{ name: 'DB_HOST', value: '127.0.0.1' }], {
        initContainers: [{ name: 'proxy', image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.8.0', restartPolicy: 'Always' }],
      }),
    ],
    'a ConfigMap that nobody reads': [settings],
    'a ConfigMap of which one reader has its store beside it': [
      settings,
      reader('web'),
      deployment({
        namespace: 'shop',
        name: 'worker',
        container: { envFrom: [{ configMapRef: { name: 'settings' } }] },
        pod: { initContainers: [{ name: 'redis', image: 'redis:7.2', restartPolicy: 'Always' }] },
      }),
    ],
    'a pod on the network of its node': [web([{ name: 'REDIS_HOST', value: 'localhost' }], { hostNetwork: true })],
    'an image that brings its store along': [web([{ name: 'DB_HOST', value: 'localhost' }], {}, { image: 'gitlab/gitlab-omnibus:17.1' })],
  },
  refuses: {
    'a store on localhost': {
      given: [told('REDIS_HOST', 'localhost'), service({ namespace: 'shop', name: 'redis' })],
      says: 'REDIS_HOST is localhost, and container "app" is alone in its pod',
      fix: 'Name the Service of the store, redis.',
    },
    'a URL from a ConfigMap': {
      given: [settings, reader('web'), reader('worker')],
      says: 'DATABASE_URL is postgresql://***@localhost:5432/shop, and container "app" is alone in its pod, as others are that read it',
    },
  },
});
