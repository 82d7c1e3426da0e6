import { SecretKey } from './secret-key.ts';
import { refusal, Testing } from './testing.ts';
import { VaultSecret } from './vault-secret.ts';

const AS_IT_IS = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };

test('reads each property of one entry, and keeps the Secret when Vault is gone', () => {
  const chart = Testing.chart();

  new VaultSecret(chart, 'GrafanaAdmin', {
    name: 'grafana-admin',
    namespace: 'monitoring',
    store: 'vault-backend',
    path: 'monitoring/grafana',
    keys: ['admin-user', 'admin-password'],
    annotations: { 'argocd.argoproj.io/sync-wave': '10' },
  });

  const remoteRef = (property: string) => ({ key: 'monitoring/grafana', property, ...AS_IT_IS });
  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'grafana-admin', namespace: 'monitoring', annotations: { 'argocd.argoproj.io/sync-wave': '10' } },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault-backend' },
        target: { name: 'grafana-admin', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [
          { secretKey: 'admin-user', remoteRef: remoteRef('admin-user') },
          { secretKey: 'admin-password', remoteRef: remoteRef('admin-password') },
        ],
      },
    },
  ]);
});

test('writes labels, type and keys of a template that uses what was read', () => {
  const chart = Testing.chart();

  const secret = new VaultSecret(chart, 'App1', {
    name: 'cluster-app1',
    namespace: 'argocd',
    store: 'vault-backend',
    path: 'clusters/app1',
    keys: ['token'],
    template: { labels: { 'cluster-name': 'app1' }, data: { config: '{"bearerToken":"{{ .token }}"}' } },
  });

  expect(Testing.synth(chart)[0]?.['spec'].target.template).toEqual({
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    data: { config: '{"bearerToken":"{{ .token }}"}' },
    metadata: { labels: { 'cluster-name': 'app1' } },
  });
  expect(new SecretKey(secret, 'config').key).toBe('config');
  expect(refusal(() => new SecretKey(secret, 'token'))).toContain('it has no key "token"');
});

test.each(['/minio', 'data/minio', 'minio/'])('refuses the path %s', (path) => {
  const made = (): unknown =>
    new VaultSecret(Testing.chart(), 'Root', { name: 'root', namespace: 'minio', store: 'vault-backend', path, keys: ['rootUser'] });

  expect(refusal(made)).toBe(
    `test/Root: the path is "${path}", the store adds mount and "data/" by itself: Vault would find nothing. Write it as \`vault kv get\` takes it after the mount, minio/velero.`,
  );
});
