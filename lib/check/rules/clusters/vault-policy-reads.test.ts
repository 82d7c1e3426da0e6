import { kube, ruleCases } from '../../testing.ts';
import { vaultPolicyReads } from './vault-policy-reads.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'vault.sh' }, { text: lines.join('\n') });
const policy = (name: string, path: string) => `vault policy write ${name} - <<'HCL'\npath "${path}" { capabilities = ["read"] }\nHCL`;
const role = (policies: string) => `vault write auth/kubernetes/role/eso bound_service_account_names=eso policies=${policies} ttl=1h`;
const config = (mount: string, host: string) => `vault write auth/${mount}/config kubernetes_host=${host}`;
const kv = 'vault secrets enable -path=secret kv-v2';
const pki = ['vault secrets enable -path=pki_int pki', 'vault write pki_int/roles/web allowed_domains=example.com'];

ruleCases(vaultPolicyReads, {
  accepts: {
    'a policy for a store of the second version': [
      script(kv, policy('eso', 'secret/data/apps/*'), policy('list', 'secret/metadata/*'), role('eso')),
    ],
    'a policy for all of a store': [script(kv, policy('eso', 'secret/*'))],
    'a store of the first version': [script('vault secrets enable -path=secret kv', policy('eso', 'secret/apps/*'))],
    'a policy that signs': [script(...pki, policy('issuer', 'pki_int/sign/web'))],
    'policies that a loop writes': [script('vault policy write "$NAME" policies/"$NAME".hcl', role('eso'))],
    'the policy that everybody has': [script(policy('eso', 'cubbyhole/*'), role('default,eso'))],
    'an API server for each cluster': [script(config('k-app1', 'https://10.0.0.20:6443'), config('k-app2', 'https://10.0.0.30:6443'))],
    'one mount set up in two places': [
      script(config('k-app1', 'https://10.0.0.20:6443')),
      script(config('k-app1', 'https://10.0.0.20:6443')),
    ],
  },
  refuses: {
    'a path without data': {
      given: [script(kv, policy('eso', 'secret/apps/*'))],
      says: 'the policy is about secret/apps/*, and secret is a store of the second version: its keys are at secret/data/…',
      fix: 'Write secret/data/apps/*.',
    },
    'another mount of certificates': {
      given: [script(...pki, policy('issuer', 'pki/sign/web'))],
      says: 'the policy is about pki/sign/web, and vault.sh sets up pki_int/sign/web',
    },
    'a policy by another name': {
      given: [script(policy('external-secrets', 'cubbyhole/*'), role('eso-read'))],
      says: 'auth/kubernetes/role/eso gives the policy eso-read, and what is written is external-secrets',
    },
    'one API server for two clusters': {
      given: [script(config('k-app1', 'https://10.0.0.20:6443'), config('k-app2', 'https://10.0.0.20:6443'))],
      says: 'the log-in k-app2 asks https://10.0.0.20:6443 about tokens, as k-app1 does',
    },
  },
});
