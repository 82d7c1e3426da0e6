import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { vaultRoleSigns } from './vault-role-signs.ts';

const role = (settings: string) =>
  inFile('setup.sh', documentObject('Script', 'setup', { text: `vault write pki_int/roles/certs ${settings}` }));
const issuer = kube(
  'cert-manager.io/v1/ClusterIssuer',
  { name: 'vault' },
  { spec: { vault: { server: 'https://v', path: 'pki_int/sign/certs' } } },
);
const certificate = (spec: object) =>
  kube('cert-manager.io/v1/Certificate', { namespace: 'shop' }, { spec: { issuerRef: { name: 'vault', kind: 'ClusterIssuer' }, ...spec } });

ruleCases(vaultRoleSigns, {
  accepts: {
    'names below the domain': [
      issuer,
      role('allowed_domains=local.dev,svc allow_subdomains=true'),
      certificate({ dnsNames: ['a.local.dev', '*.local.dev', 'web.shop.svc'] }),
    ],
    'any name': [issuer, role('allow_any_name=true'), certificate({ dnsNames: ['a.example.com'] })],
    'a life that is given': [issuer, role('allow_any_name=true max_ttl=2160h'), certificate({ duration: '720h' })],
    'a role that nobody shows': [issuer, certificate({ dnsNames: ['a.example.com'] })],
    'domains in a variable': [issuer, role('allowed_domains=$DOMAIN allow_subdomains=true'), certificate({ dnsNames: ['a.example.com'] })],
  },
  refuses: {
    'a name of another domain': {
      given: [issuer, role('allowed_domains=svc,local.test allow_subdomains=true'), certificate({ dnsNames: ['web.local.dev'] })],
      says: 'its role in Vault signs names below svc, local.test, not web.local.dev',
    },
    'the domain itself': {
      given: [issuer, role('allowed_domains=local.dev allow_subdomains=true'), certificate({ dnsNames: ['local.dev'] })],
      says: 'its role in Vault signs names below local.dev, not local.dev',
      fix: 'Set allow_bare_domains=true for the role.',
    },
    'a longer life': {
      given: [issuer, role('allow_any_name=true max_ttl=72h'), certificate({ renewBefore: '24h' })],
      says: 'it asks for 2160h (the default), and its role in Vault gives at most 72h',
    },
  },
});
