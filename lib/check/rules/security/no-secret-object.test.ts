import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { noSecretObject } from './no-secret-object.ts';

ruleCases(noSecretObject, {
  accepts: {
    'a token that Kubernetes fills in': [kube('v1/Secret', {}, { type: 'kubernetes.io/service-account-token' })],
    'empty values that a controller fills in': [kube('v1/Secret', {}, { data: { 'ca.crt': '' } })],
    'a secret that SOPS encrypted': [kube('v1/Secret', {}, { stringData: { a: 'ENC[AES256_GCM,data:x]' }, sops: { version: '3.9.1' } })],
    'a sealed secret': [kube('bitnami.com/v1alpha1/SealedSecret', {}, { spec: { encryptedData: { password: 'AgB' } } })],
    'values that Flux fills in, or a plugin of Argo CD': [
      kube('v1/Secret', {}, { stringData: { 'api-token': '${SECRET_CLOUDFLARE_TOKEN}', password: '<path:secret/data/web#password>' } }),
      kube('v1/Secret', {}, { data: { password: Buffer.from('<db-password>').toString('base64') } }),
      kube('v1/Secret', {}, { stringData: { url: 'postgres://app:${DB_PASSWORD}@db/app' } }),
    ],
    'a chart repository that needs no login': [
      kube(
        'v1/Secret',
        { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
        { stringData: { url: 'https://charts.example.org', name: 'example', type: 'helm', enableOCI: 'false' } },
      ),
    ],
    'a cluster that is told how, but not who': [
      kube(
        'v1/Secret',
        { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
        { stringData: { name: 'spoke', server: 'https://spoke:6443', config: '{"tlsClientConfig": {"insecure": true}}' } },
      ),
    ],
    'a word that a script writes over first': [
      kube('v1/Secret', {}, { data: { 'secret-access-key': 'minio_key_base64' } }),
      { object: documentObject('Script', 'install', { text: 'sed -i "s|minio_key_base64|${KEY}|g" secret.yaml\n' }), file: 'install.sh' },
    ],
    'what goes with a login and opens nothing': [kube('v1/Secret', {}, { stringData: { username: 'demo', host: 'db' } })],
    'a token that says that it is none': [kube('v1/Secret', {}, { stringData: { token: 'fake' } })],
    'a certificate that everybody may see': [
      kube('v1/Secret', {}, { stringData: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' } }),
    ],
  },
  refuses: {
    'a repository with its login': {
      given: [
        kube(
          'v1/Secret',
          { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
          { stringData: { url: 'https://git.example.org/a', type: 'git', username: 'robot', password: 'x7Gk2' } },
        ),
      ],
      says: 'the Secret carries values for password',
    },
    'a cluster with its login': {
      given: [
        kube(
          'v1/Secret',
          { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
          { stringData: { name: 'spoke', server: 'https://spoke:6443', config: '{"bearerToken": "x7Gk2"}' } },
        ),
      ],
      says: 'the Secret carries values for config',
    },
    'a cluster whose way in cannot be read': {
      given: [
        kube(
          'v1/Secret',
          { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
          { stringData: { config: 'bearerToken: x7Gk2' } },
        ),
      ],
      says: 'the Secret carries values for config',
    },
    'encoded values': {
      given: [kube('v1/Secret', {}, { data: { password: 'aHVudGVyMg==', user: 'cm9vdA==' } })],
      says: 'the Secret carries values for password, user',
    },
    'plain values': { given: [kube('v1/Secret', {}, { stringData: { token: 'x' } })], says: 'the Secret carries values for token' },
  },
});
