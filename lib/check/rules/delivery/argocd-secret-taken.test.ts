import { kube, ruleCases } from '../../testing.ts';
import { argocdSecretTaken } from './argocd-secret-taken.ts';

const argo = (values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd', namespace: 'argocd' },
    {
      spec: { source: { chart: 'argo-cd', targetRevision: '8.6.4', helm: { valuesObject: values } }, destination: { namespace: 'argocd' } },
    },
  );
const oidc = (clientSecret: string, secret: object = {}) =>
  argo({ configs: { cm: { 'oidc.config': `name: Keycloak\nclientID: argocd\nclientSecret: ${clientSecret}\n` }, secret } });
const external = (labels?: object, key = 'clientSecret') =>
  kube(
    'external-secrets.io/v1/ExternalSecret',
    { name: 'argocd-oidc', namespace: 'argocd' },
    { spec: { target: { template: { ...(labels === undefined ? {} : { metadata: { labels } }), data: { [key]: 'x' } } } } },
  );
const ours = { 'app.kubernetes.io/part-of': 'argocd' };
const notices = (token: string, items: object) =>
  argo({ notifications: { secret: { items }, notifiers: { 'service.slack': `token: ${token}\n` } } });
const map = kube(
  'v1/ConfigMap',
  { name: 'argocd-cm', namespace: 'argocd' },
  { data: { 'dex.config': 'connectors:\n- config: {clientSecret: $argocd-oidc:secret}\n' } },
);

ruleCases(argocdSecretTaken, {
  accepts: {
    'a key of a labelled Secret': [external(ours), oidc('$argocd-oidc:clientSecret')],
    'a Secret that the tree does not show': [oidc('$argocd-oidc:clientSecret')],
    'a key of the own Secret': [oidc('$oidc.clientSecret', { extra: { 'oidc.clientSecret': 'x' } })],
    'a key of the own Secret that nobody here makes': [oidc('$oidc.clientSecret')],
    'a text that is no reference': [oidc('"costs $5"')],
    'a token that is an item': [notices('$slack-token', { 'slack-token': '' })],
    'tokens that are made elsewhere': [notices('$slack-token', {})],
  },
  refuses: {
    'a Secret without the label': {
      given: [external({ app: 'argocd' }), oidc('$argocd-oidc:clientSecret')],
      says: '$argocd-oidc:clientSecret is taken, and Secret argocd-oidc lacks the label app.kubernetes.io/part-of: argocd',
    },
    'another key': {
      given: [external(ours), oidc('$argocd-oidc:client-secret')],
      says: '$argocd-oidc:client-secret is taken, and Secret argocd-oidc has no client-secret; it has clientSecret',
      fix: 'Did you mean "clientSecret"?',
    },
    'another key of the own Secret': {
      given: [oidc('$oidc.keycloak.clientSecret', { extra: { 'oidc.clientSecret': 'x' } })],
      says: '$oidc.keycloak.clientSecret is taken, and Secret argocd-secret has no oidc.keycloak.clientSecret; it has oidc.clientSecret',
    },
    'a token by another name': {
      given: [notices('$slack-token', { slack_token: '' })],
      says: '$slack-token is taken, and Secret argocd-notifications-secret has no slack-token; it has slack_token',
    },
    'a map that is written out': {
      given: [external(ours), map],
      says: '$argocd-oidc:secret is taken, and Secret argocd-oidc has no secret; it has clientSecret',
    },
  },
});
