import { deployment, kube, ruleCases } from '../../testing.ts';
import { configKeyExists } from './config-key-exists.ts';

const namespace = 'blog';
const config = kube('v1/ConfigMap', { namespace, name: 'web-config' }, { data: { 'default.conf': 'x', URL: 'y' } });
const facts = { secrets: [{ namespace, name: 'mysql-secret', keys: ['mysql-password'] }] };
const env = (valueFrom: object) => deployment({ namespace, container: { env: [{ name: 'A', valueFrom }] } });
const mounting = (subPath: string, volume: object = {}) =>
  deployment({
    namespace,
    container: { volumeMounts: [{ name: 'config', mountPath: '/x', subPath }] },
    pod: { volumes: [{ name: 'config', configMap: { name: 'web-config', ...volume } }] },
  });

ruleCases(configKeyExists, {
  accepts: {
    'a key': [config, env({ configMapKeyRef: { name: 'web-config', key: 'URL' } })],
    'another key of an object that is made by hand': [
      env({ secretKeyRef: { name: 'mysql-secret', key: 'mysql-password' } }),
      ...['a', 'b'].map((name) =>
        deployment({
          name,
          namespace,
          container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-root-password' } } }] },
        }),
      ),
    ],
    'a file': [config, mounting('default.conf')],
    'a file under another name': [config, mounting('nginx.conf', { items: [{ key: 'default.conf', path: 'nginx.conf' }] })],
    'a key of an expected Secret': { given: [env({ secretKeyRef: { name: 'mysql-secret', key: 'mysql-password' } })], facts },
    'keys that an operator may make': [
      kube('external-secrets.io/v1/ExternalSecret', { namespace, name: 'db' }, { spec: { dataFrom: [{ extract: { key: 'db' } }] } }),
      env({ secretKeyRef: { name: 'db', key: 'password' } }),
    ],
  },
  refuses: {
    'a key that all others call otherwise': {
      given: [
        env({ secretKeyRef: { name: 'mysql-secret', key: 'root-password' } }),
        ...['a', 'b'].map((name) =>
          deployment({
            name,
            namespace,
            container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'mysql-secret', key: 'mysql-root-password' } } }] },
          }),
        ),
      ],
      says: 'Secret mysql-secret is asked for "root-password" here only, and 2 other workloads ask it for "mysql-root-password"',
    },
    'a slip': {
      given: [config, env({ configMapKeyRef: { name: 'web-config', key: 'URI' } })],
      says: 'ConfigMap web-config has no key "URI", it has default.conf, URL',
      fix: 'Did you mean "URL"?',
    },
    'a missing file': {
      given: [config, mounting('nginx.conf')],
      says: 'ConfigMap web-config has no key "nginx.conf", it has default.conf, URL',
    },
    'a file made of a missing key': {
      given: [config, mounting('x', { items: [{ key: 'default', path: 'x' }] })],
      says: 'ConfigMap web-config has no key "default", it has default.conf, URL',
    },
    'a key that the expected Secret lacks': {
      given: [env({ secretKeyRef: { name: 'mysql-secret', key: 'password' } })],
      facts,
      says: 'Secret mysql-secret has no key "password", it has mysql-password',
    },
    'a key that the operator does not make': {
      given: [
        kube('external-secrets.io/v1/ExternalSecret', { namespace, name: 'db' }, { spec: { data: [{ secretKey: 'user' }] } }),
        env({ secretKeyRef: { name: 'db', key: 'password' } }),
      ],
      says: 'Secret db has no key "password", it has user',
    },
  },
});
