import { kube, ruleCases } from '../../testing.ts';
import { clusterSecretWorks } from './cluster-secret-works.ts';

const labels = { 'argocd.argoproj.io/secret-type': 'cluster' };
const secret = (config: string) =>
  kube(
    'v1/Secret',
    { name: 'app1', namespace: 'argocd', labels },
    { stringData: { name: 'app1', server: 'https://10.0.0.1:6443', config } },
  );
const fetched = (config: string) =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 'app1', namespace: 'argocd' },
    {
      spec: {
        target: { template: { metadata: { labels }, data: { name: 'app1', server: 'https://10.0.0.1:6443', config } } },
        data: [{ secretKey: 'token' }],
      },
    },
  );

ruleCases(clusterSecretWorks, {
  accepts: {
    'a token and a certificate': [secret('{"bearerToken":"x","tlsClientConfig":{"caData":"abc"}}')],
    'a token that a template fills in': [
      fetched('{"bearerToken":"{{ .token }}","tlsClientConfig":{"insecure":false,"caData":"{{ .ca }}"}}'),
    ],
    'values that a template quotes': [fetched('{"bearerToken": {{ .token | toJson }}, "tlsClientConfig": {"insecure": true}}')],
    'a config that is fetched as a whole': [fetched('{{ .config }}')],
    'a log-in of a cloud': [secret('{"awsAuthConfig":{"clusterName":"x"},"tlsClientConfig":{"caData":"abc"}}')],
    'another Secret': [kube('v1/Secret', { name: 'x' }, { stringData: { config: 'x' } })],
  },
  refuses: {
    'trust and a check at once': {
      given: [fetched('{"bearerToken":"{{ .token }}","tlsClientConfig":{"insecure":true,"caData":"{{ .ca }}"}}')],
      says: 'tlsClientConfig has insecure: true and caData',
    },
    'no way to log in': { given: [secret('{"tlsClientConfig":{"caData":"abc"}}')], says: 'config names no way to log in' },
    'a comma too many': { given: [secret('{"bearerToken":"x",}')], says: 'config is no JSON' },
  },
});
