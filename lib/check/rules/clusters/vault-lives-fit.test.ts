import { kube, ruleCases } from '../../testing.ts';
import { vaultLivesFit } from './vault-lives-fit.ts';

const script = (...lines: readonly string[]) => kube('slipway.dev/v1/Script', { name: 'vault.sh' }, { text: lines.join('\n') });
const root = (ttl: string, mount = 'pki') => `vault write ${mount}/root/generate/internal common_name=platform ttl=${ttl}`;
const tune = (life: string, mount = 'pki') => `vault secrets tune -max-lease-ttl=${life} ${mount}`;

ruleCases(vaultLivesFit, {
  accepts: {
    'a mount that is tuned': [script('vault secrets enable pki', tune('87600h'), root('87600h'))],
    'a mount that is tuned where it is made': [
      script('vault secrets enable -path=pki_int -max-lease-ttl=43800h pki', root('43800h', 'pki_int')),
    ],
    'a mount that another script tunes': [
      script('vault secrets enable pki', root('87600h')),
      kube('slipway.dev/v1/Script', { name: 'tune.sh' }, { text: tune('87600h') }),
    ],
    'a life within the default': [script('vault secrets enable pki', root('720h'))],
    'a mount that nobody here makes': [script(root('87600h'))],
    'a mount that the API tunes': [
      script('vault secrets enable pki', 'vault write sys/mounts/pki/tune max_lease_ttl=87600h', root('87600h')),
    ],
    'a life in a variable': [script('vault secrets enable pki', root('$LIFE'))],
  },
  refuses: {
    'ten years of a mount that gives 32 days': {
      given: [script('vault secrets enable pki', root('87600h'))],
      says: 'pki/root/generate/internal asks for ttl=87600h, and the mount pki gives at most 768h (the default, 32 days)',
      fix: 'Run vault secrets tune -max-lease-ttl=87600h pki before it.',
    },
    'an intermediate that is tuned for less': {
      given: [script('vault secrets enable pki', tune('8760h'), 'vault write pki/root/sign-intermediate csr=@pki_int.csr ttl=43800h')],
      says: 'pki/root/sign-intermediate asks for ttl=43800h, and the mount pki gives at most 8760h',
    },
    'a role for a year': {
      given: [script('vault secrets enable -path=pki_int pki', 'vault write pki_int/roles/web allowed_domains=a.io max_ttl=8760h')],
      says: 'pki_int/roles/web asks for max_ttl=8760h, and the mount pki_int gives at most 768h (the default, 32 days)',
    },
  },
});
