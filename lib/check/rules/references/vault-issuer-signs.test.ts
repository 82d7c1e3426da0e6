import { kube, ruleCases } from '../../testing.ts';
import { vaultIssuerSigns } from './vault-issuer-signs.ts';

const issuer = (path: string, account = 'vault-issuer') =>
  kube(
    'cert-manager.io/v1/ClusterIssuer',
    { name: 'vault' },
    { spec: { vault: { path, auth: { kubernetes: { role: 'r', serviceAccountRef: { name: account } } } } } },
  );
const account = kube('v1/ServiceAccount', { name: 'vault-issuer', namespace: 'cert-manager' });
const role = (resource: string, verb: string, name = 'vault-issuer', namespace = 'cert-manager') =>
  kube(
    'rbac.authorization.k8s.io/v1/Role',
    { name: 'tokens', namespace },
    { rules: [{ apiGroups: [''], resources: [resource], resourceNames: [name], verbs: [verb] }] },
  );
const sign = 'pki_int/sign/web';

ruleCases(vaultIssuerSigns, {
  accepts: {
    'an issuer with its right': [issuer(sign), account, role('serviceaccounts/token', 'create')],
    'a resource that is misspelt, of which another rule tells': [issuer(sign), account, role('serviceaccounts/tokens', 'create')],
    'an account that the tree does not make': [issuer(sign)],
    'the account of cert-manager itself': [issuer(sign, 'cert-manager')],
    'an issuer that needs no Vault': [kube('cert-manager.io/v1/ClusterIssuer', { name: 'a' }, { spec: { selfSigned: {} } })],
  },
  refuses: {
    'a path that makes keys': {
      given: [issuer('pki_int/issue/web'), account, role('serviceaccounts/token', 'create')],
      says: 'pki_int/issue/web makes keys of its own, and cert-manager sends a request that is to be signed',
      fix: 'Write pki_int/sign/web.',
    },
    'no right at all': {
      given: [issuer(sign), account],
      says: 'nothing here lets cert-manager ask for tokens of cert-manager/vault-issuer',
    },
    'another verb': {
      given: [issuer(sign), account, role('serviceaccounts/token', 'get')],
      says: 'Role tokens gives get on serviceaccounts/token, and cert-manager asks for tokens of vault-issuer',
    },
    'another account': {
      given: [issuer(sign), account, role('serviceaccounts/token', 'create', 'cert-manager')],
      says: 'Role tokens gives create on serviceaccounts/token of cert-manager, and cert-manager asks for tokens of vault-issuer',
    },
    'a role of another namespace': {
      given: [issuer(sign), account, role('serviceaccounts/token', 'create', 'vault-issuer', 'vault')],
      says: 'nothing here lets cert-manager ask for tokens of cert-manager/vault-issuer',
    },
  },
});
