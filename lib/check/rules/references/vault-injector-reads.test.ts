import { deployment, kube, ruleCases } from '../../testing.ts';
import { vaultInjectorReads } from './vault-injector-reads.ts';

const PREFIX = 'vault.hashicorp.com/';
const pods = (own: Record<string, string> = {}, pod: object = {}, container: object = {}) =>
  deployment({
    namespace: 'shop',
    podAnnotations: Object.fromEntries(
      Object.entries({ 'agent-inject': 'true', role: 'web', ...own }).map(([key, value]) => [PREFIX + key, value]),
    ),
    pod: { ...pod },
    container: { ...container },
  });
const template = (field: string, path = 'secret/data/shop/web') => ({
  'agent-inject-template-db': `{{- with secret "${path}" -}}\npassword={{ ${field} }}\n{{- end }}`,
});
const bare = kube('v1/ServiceAccount', { name: 'default', namespace: 'shop' }, { automountServiceAccountToken: false });

ruleCases(vaultInjectorReads, {
  accepts: {
    'a template as it should be': [pods(template('.Data.data.password'))],
    'an engine without versions': [pods(template('.Data.password', 'database/creds/web'))],
    'pods that ask for nothing': [deployment({ pod: { automountServiceAccountToken: false } })],
    'a token of its own': [
      pods({ 'agent-service-account-token-volume-name': 'token' }, { automountServiceAccountToken: false }),
      pods(
        {},
        { automountServiceAccountToken: false },
        { volumeMounts: [{ name: 't', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] },
      ),
    ],
    'a token that the pod takes against its account': [bare, pods({}, { automountServiceAccountToken: true })],
  },
  refuses: {
    'a value where there are versions': {
      given: [pods(template('.Data.password'))],
      says: 'the template reads .Data.password of secret/data/shop/web, where a versioned engine keeps it under .Data.data',
      fix: 'Write .Data.data.password.',
    },
    'no token': {
      given: [pods({}, { automountServiceAccountToken: false })],
      says: 'the pods ask the injector of Vault for their secrets, and get no token of their account (automountServiceAccountToken: false)',
    },
    'no token by the account': {
      given: [bare, pods()],
      says: 'the pods ask the injector of Vault for their secrets, and get no token of their account (automountServiceAccountToken: false)',
    },
  },
});
