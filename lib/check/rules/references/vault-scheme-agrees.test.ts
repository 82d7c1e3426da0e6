import { deployment, kube, ruleCases } from '../../testing.ts';
import { vaultSchemeAgrees } from './vault-scheme-agrees.ts';

const vault = (config?: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'vault' },
    {
      spec: {
        source: {
          chart: 'vault',
          helm: {
            releaseName: 'vault',
            valuesObject: { server: { standalone: { enabled: true, ...(config === undefined ? {} : { config }) } } },
          },
        },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'vault' },
      },
    },
  );
const store = (server: string) =>
  kube('external-secrets.io/v1/ClusterSecretStore', { name: 'vault' }, { spec: { provider: { vault: { server } } } });
const client = (value: string) => deployment({ namespace: 'shop', container: { env: [{ name: 'VAULT_ADDR', value }] } });
const encrypted = vault('listener "tcp" { tls_cert_file = "/tls/tls.crt" }');
const plain = vault('listener "tcp" {\n  tls_disable = 1\n}');

ruleCases(vaultSchemeAgrees, {
  accepts: {
    'https where it is encrypted': [encrypted, store('https://vault.vault.svc:8200')],
    'http where it is not': [plain, store('http://vault.vault.svc:8200'), client('http://vault-internal.vault:8200')],
    'http and the default of the chart': [vault(), client('http://vault.vault:8200')],
    'a Vault outside of the tree': [plain, store('https://vault.example.com')],
    'a listener that nobody can read': [vault('include "/etc/vault.d/listener.hcl"'), store('https://vault.vault.svc:8200')],
  },
  refuses: {
    'https where it is not encrypted': {
      given: [plain, store('https://vault.vault.svc:8200')],
      says: 'https://vault.vault.svc:8200 is called by https, and the listener of release vault is not encrypted',
    },
    'http where it is': {
      given: [encrypted, client('http://vault.vault.svc:8200')],
      says: 'http://vault.vault.svc:8200 is called by http, and the listener of release vault is encrypted',
    },
  },
});
