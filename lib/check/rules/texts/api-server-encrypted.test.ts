import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { apiServerEncrypted } from './api-server-encrypted.ts';

const terraform = (text: string) => inFile('vault/main.tf', documentObject('TextFile', 'vault/main', { text }));
const script = (text: string) => inFile('setup.sh', documentObject('Script', 'setup', { text }));
const backend = (host: string) => terraform(`resource "vault_kubernetes_auth_backend_config" "app1" {\n  kubernetes_host = "${host}"\n}\n`);

ruleCases(apiServerEncrypted, {
  accepts: {
    'an address with https': [
      backend('https://192.168.64.20:6443'),
      script('vault write auth/kubernetes/config kubernetes_host="https://$HOST"'),
    ],
    'a proxy on the same machine': [terraform('provider "kubernetes" {\n  host = "http://localhost:8001"\n}\n')],
    'the host of something else': [terraform('provider "grafana" {\n  host = "http://grafana.local"\n}\n')],
    'a line that is commented out': [script('# vault write auth/kubernetes/config kubernetes_host=http://192.168.64.20:6443')],
  },
  refuses: {
    'the cluster that Vault asks': {
      given: [backend('http://192.168.64.20:6443')],
      says: 'the API server is addressed as http://192.168.64.20:6443',
      fix: 'Write https://192.168.64.20:6443.',
    },
    'the same in a script': {
      given: [script('vault write auth/kubernetes/config kubernetes_host=http://192.168.64.20:6443')],
      says: 'the API server is addressed as http://192.168.64.20:6443',
    },
    'a context of kubectl': {
      given: [script('kubectl config set-cluster app1 --server=http://192.168.64.20:6443')],
      says: 'the API server is addressed as http://192.168.64.20:6443',
    },
    'a provider': {
      given: [terraform('provider "helm" {\n  kubernetes {\n    host = "http://10.0.0.1:6443"\n  }\n}\n')],
      says: 'the API server is addressed as http://10.0.0.1:6443',
    },
  },
});
