import { deployment, kube, ruleCases } from '../../testing.ts';
import { vaultKeysAddressed } from './vault-keys-addressed.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'vault.sh' }, { text: lines.join('\n') });
const second = 'vault secrets enable -path=secret kv-v2';
const pods = (key: string, template?: string) =>
  deployment({
    name: 'web',
    namespace: 'app',
    podAnnotations: {
      'vault.hashicorp.com/agent-inject-secret-db': key,
      ...(template === undefined ? {} : { 'vault.hashicorp.com/agent-inject-template-db': template }),
    },
  });
const provider = (secretPath: string) =>
  kube(
    'secrets-store.csi.x-k8s.io/v1/SecretProviderClass',
    { name: 'web', namespace: 'app' },
    { spec: { provider: 'vault', parameters: { objects: `- objectName: db\n  secretPath: ${secretPath}\n  secretKey: password\n` } } },
  );

ruleCases(vaultKeysAddressed, {
  accepts: {
    'a key with data': [script(second), pods('secret/data/app/web')],
    'a store of the first version': [script('vault secrets enable -path=secret kv'), pods('secret/app/web')],
    'a store that no script makes': [pods('secret/app/web')],
    'another engine': [script(second), pods('database/creds/web')],
    'a key that vault kv completes': [script(second, 'vault kv put secret/app/web password=x', 'vault kv get secret/app/web')],
    'a key that begins like data': [script(second, 'vault kv put secret/database password=x')],
    'a path of the API': [script(second, 'vault write secret/config max_versions=5', 'vault read secret/metadata/app')],
    'a provider with data': [script(second), provider('secret/data/app/web')],
  },
  refuses: {
    'an annotation without data': {
      given: [script(second), pods('secret/app/web')],
      says: 'secret/app/web is asked for, and secret is a store of the second version: its keys are at secret/data/…',
      fix: 'Write secret/data/app/web.',
    },
    'a template without data': {
      given: [script(second), pods('secret/data/app/web', '{{- with secret "secret/app/web" -}}{{ .Data.data.password }}{{- end }}')],
      says: 'secret/app/web is asked for, and secret is a store of the second version: its keys are at secret/data/…',
    },
    'a provider without data': {
      given: [script(second), provider('secret/app/web')],
      says: 'secret/app/web is asked for, and secret is a store of the second version: its keys are at secret/data/…',
    },
    'a key that is given data twice': {
      given: [script(second, 'vault kv put secret/data/app/web password=x')],
      says: 'vault kv put adds data/ by itself, and is given secret/data/app/web',
      fix: 'Write secret/app/web.',
    },
    'a plain write': {
      given: [script(second, 'vault write secret/app/web password=x')],
      says: 'vault write asks for secret/app/web, and secret is a store of the second version: its keys are at secret/data/…',
      fix: 'Write vault kv put secret/app/web.',
    },
  },
});
