import { deployment, kube, ruleCases } from '../../testing.ts';
import { vaultLoginAdmits } from './vault-login-admits.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'vault.sh' }, { text: lines.join('\n') });
const role = (name: string, accounts: string, namespaces: string, mount = 'kubernetes') =>
  `vault write auth/${mount}/role/${name} bound_service_account_names=${accounts} bound_service_account_namespaces=${namespaces} policies=web`;
const pods = (serviceAccountName: string | undefined, name = 'web', more: Readonly<Record<string, string>> = {}, namespace = 'app') =>
  deployment({
    name: 'web',
    namespace,
    podAnnotations: { 'vault.hashicorp.com/agent-inject': 'true', 'vault.hashicorp.com/role': name, ...more },
    ...(serviceAccountName === undefined ? {} : { pod: { serviceAccountName } }),
  });
const provider = (roleName: string) =>
  kube(
    'secrets-store.csi.x-k8s.io/v1/SecretProviderClass',
    { namespace: 'app' },
    { spec: { provider: 'vault', parameters: { roleName } } },
  );

ruleCases(vaultLoginAdmits, {
  accepts: {
    'an account of the role': [script(role('web', 'web,api', 'app')), pods('web')],
    'a role for everybody': [script(role('web', '"*"', '*')), pods('web')],
    'a role for a family of accounts': [script(role('web', 'web-*', 'app')), pods('web-blue')],
    'no script that makes roles': [pods('web')],
    'a mount of another script': [script(role('web', 'other', 'app', 'kubernetes-app2')), pods('web')],
    'a role that a variable names': [script('vault write auth/kubernetes/role/$NAME policies=web'), pods('web')],
    'a provider whose role there is': [script(role('web', 'web', 'app')), provider('web')],
  },
  refuses: {
    'the account that all pods have': {
      given: [script(role('web', 'web', 'app')), pods(undefined)],
      says: 'role web admits account web, and the pods run as default',
    },
    'another namespace': {
      given: [script(role('web', 'web', 'app')), pods('web', 'web', {}, 'shop')],
      says: 'role web admits accounts of namespace app, and the pods are in shop',
    },
    'a role by another name': {
      given: [script(role('web-app', 'web', 'app')), pods('web', 'webapp')],
      says: 'there is no role webapp at kubernetes, vault.sh makes web-app',
      fix: 'Did you mean "web-app"?',
    },
    'a role of the mount that is named': {
      given: [
        script(role('web', 'web', 'app', 'kubernetes-app1')),
        pods('api', 'web', { 'vault.hashicorp.com/auth-path': 'auth/kubernetes-app1' }),
      ],
      says: 'role web admits account web, and the pods run as api',
    },
    'a provider whose role there is not': {
      given: [script(role('web', 'web', 'app')), provider('shop')],
      says: 'there is no role shop at kubernetes, vault.sh makes web',
    },
  },
});
