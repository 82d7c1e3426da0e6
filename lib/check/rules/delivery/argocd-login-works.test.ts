import { kube, ruleCases } from '../../testing.ts';
import { argocdLoginWorks } from './argocd-login-works.ts';

const labels = { 'app.kubernetes.io/part-of': 'argocd' };
const config = (data: object) => kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd', labels }, { data });
const url = 'https://argocd.acme.example';
const oidc = 'name: Keycloak\nissuer: https://id.acme.example/realms/a\nclientID: argocd\nclientSecret: $oidc.secret\n';
const dex = 'connectors:\n  - { type: github, id: github, name: GitHub, config: { clientID: abc } }\n';

const rights = (scopes: string) => kube('v1/ConfigMap', { name: 'argocd-rbac-cm', namespace: 'argocd', labels }, { data: { scopes } });

ruleCases(argocdLoginWorks, {
  accepts: {
    'claims in a list': [rights('[groups, email]'), rights('- groups\n')],
    'a provider, and an address': [config({ url, 'oidc.config': `${oidc}requestedScopes: [openid, groups]\nlogoutURL: https://x\n` })],
    'keys in other case, which are read, too': [config({ url, 'oidc.config': oidc.replace('clientID', 'clientId') })],
    'Dex, with a client of another program': [config({ url, 'dex.config': `${dex}staticClients: [{ id: workflows }]\n` })],
    'no log-in by others': [config({ 'timeout.reconciliation': '180s' })],
    'settings that are laid over those of the installation': [
      kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd' }, { data: { 'dex.config': dex } }),
    ],
    'settings of which not all are known': [config({ url: '$URL', 'oidc.config': '{{ oidc }}' })],
  },
  refuses: {
    'a claim without a list': {
      given: [rights('groups')],
      says: 'scopes is "groups", and Argo CD reads a list there',
      fix: "Write scopes: '[groups]'.",
    },
    'no address to come back to': { given: [config({ 'dex.config': dex })], says: 'dex.config is set, and no url' },
    'an address without a scheme': {
      given: [config({ url: 'argocd.acme.example', 'dex.config': dex })],
      says: 'the url argocd.acme.example does not begin with https://',
      fix: 'Write https://argocd.acme.example.',
    },
    'a key of another program': {
      given: [config({ url, 'oidc.config': `${oidc}scopes: [openid, groups]\n` })],
      says: 'oidc.config has scopes, and Argo CD reads requestedScopes there',
      fix: 'Write requestedScopes.',
    },
    'scopes without the first': {
      given: [config({ url, 'oidc.config': `${oidc}requestedScopes: [profile, groups]\n` })],
      says: 'requestedScopes are profile, groups, without openid',
    },
    'no client': { given: [config({ url, 'oidc.config': 'issuer: https://id.acme.example\n' })], says: 'oidc.config has no clientID' },
    'a client of Argo CD itself': {
      given: [config({ url, 'dex.config': `${dex}staticClients: [{ id: argo-cd }]\n` })],
      says: 'staticClients has argo-cd, which is the client of Argo CD itself',
    },
    'two ways in, of which one is never taken': {
      given: [config({ url, 'oidc.config': oidc, 'dex.config': dex })],
      says: 'dex.config stands beside oidc.config, which goes first',
    },
  },
});
