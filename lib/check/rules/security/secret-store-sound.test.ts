import { kube, ruleCases } from '../../testing.ts';
import { secretStoreSound } from './secret-store-sound.ts';

const store = (server: string, serviceAccountRef: object, kind = 'ClusterSecretStore'): ReturnType<typeof kube> =>
  kube(
    `external-secrets.io/v1/${kind}`,
    { name: 'vault' },
    { spec: { provider: { vault: { server, auth: { kubernetes: { mountPath: 'kubernetes', role: 'eso', serviceAccountRef } } } } } },
  );
const ACCOUNT = { name: 'external-secrets', namespace: 'external-secrets' };

ruleCases(secretStoreSound, {
  accepts: {
    'https, with a namespace': [store('https://vault.acme.io:8200', ACCOUNT)],
    'a Vault in the cluster': [store('http://vault.vault.svc:8200', ACCOUNT), store('http://vault.vault:8200', ACCOUNT)],
    'a store of one namespace': [store('https://vault.acme.io', { name: 'reader' }, 'SecretStore')],
    'an account of each namespace that asks': [
      store('https://vault.acme.io', { name: 'eso-pull' }),
      kube('v1/ServiceAccount', { name: 'eso-pull', namespace: 'demo' }),
      kube(
        'external-secrets.io/v1/ExternalSecret',
        { name: 'config', namespace: 'demo' },
        { spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } } },
      ),
    ],
    'a store of another kind': [
      kube('external-secrets.io/v1/ClusterSecretStore', { name: 'aws' }, { spec: { provider: { aws: { service: 'SecretsManager' } } } }),
    ],
  },
  refuses: {
    'an account without a namespace': {
      given: [store('https://vault.acme.io', { name: 'external-secrets' })],
      says: 'the account external-secrets has no namespace: a store of the whole cluster has none of its own',
    },
    'plain http to the outside': {
      given: [store('http://vault.acme.io:8200', ACCOUNT)],
      says: 'http://vault.acme.io:8200 is no TLS, and the host is outside of the cluster',
    },
    'plain http to an address': {
      given: [
        kube(
          'cert-manager.io/v1/ClusterIssuer',
          { name: 'vault' },
          { spec: { vault: { server: 'http://192.168.64.10:8200', path: 'pki' } } },
        ),
      ],
      says: 'http://192.168.64.10:8200 is no TLS, and the host is outside of the cluster',
    },
  },
});
