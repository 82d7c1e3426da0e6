import { kube, ruleCases } from '../../testing.ts';
import { oneOwner } from './one-owner.ts';

const terraform = (text: string) => ({ object: kube('slipway.dev/v1/TextFile', { name: 'main' }, { text }), file: 'terraform/main.tf' });
const made = terraform(`
resource "kubernetes_secret_v1" "app" {
  metadata {
    name      = "app-secrets"
    namespace = "prod"
  }
  data = { KEY = var.key }
}
`);
const secret = (name: string, namespace?: string) => kube('v1/Secret', { name, ...(namespace === undefined ? {} : { namespace }) });

const release = terraform(
  'resource "helm_release" "stack" {\n  name      = "prometheus"\n  chart     = "kube-prometheus-stack"\n  namespace = "monitoring"\n}\n',
);
const application = (name: string) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: { chart: 'kube-prometheus-stack', repoURL: 'https://charts', targetRevision: '1.0.0' },
        destination: { namespace: 'monitoring' },
      },
    },
  );

const argocd = (valuesObject: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd', namespace: 'argocd' },
    {
      spec: {
        source: { chart: 'argo-cd', repoURL: 'https://argoproj.github.io/argo-helm', targetRevision: '7.6.8', helm: { valuesObject } },
        destination: { namespace: 'argocd' },
      },
    },
  );
const notices = (namespace: string) => kube('v1/ConfigMap', { name: 'argocd-notifications-cm', namespace }, { data: {} });

ruleCases(oneOwner, {
  accepts: {
    'settings of Argo CD that its chart leaves out': [
      argocd({ notifications: { cm: { create: false } } }),
      notices('argocd'),
      kube('v1/ConfigMap', { name: 'argocd-image-updater-config', namespace: 'argocd' }),
    ],
    'settings of another Argo CD': [argocd({}), notices('argocd-edge')],
    'settings of an Argo CD that no chart installs': [notices('argocd')],
    'another release of the same chart': [release, application('prometheus-edge')],
    'another name': [made, secret('other', 'prod')],
    'another namespace': [made, secret('app-secrets', 'dev')],
    'a name that Terraform works out': [
      terraform('resource "kubernetes_secret" "x" {\n metadata {\n name = "${var.prefix}-secrets"\n }\n}'),
      secret('app-secrets', 'prod'),
    ],
    'a Namespace that both only name': [
      terraform('resource "kubernetes_namespace" "x" {\n metadata {\n name = "prod"\n }\n}'),
      kube('v1/Namespace', { name: 'prod' }),
    ],
  },
  refuses: {
    'settings of Argo CD that its chart makes': {
      given: [argocd({ server: { extraArgs: ['--insecure'] } }), notices('argocd')],
      says: 'ConfigMap argocd-notifications-cm is made by chart argo-cd of release argocd too',
      fix: 'Write the settings into the values of the chart, or set notifications.cm.create: false.',
    },
    'a chart that both install': {
      given: [release, application('prometheus')],
      says: 'release prometheus of chart kube-prometheus-stack is installed by Terraform too (terraform/main.tf)',
    },
    'one Secret of both': {
      given: [made, secret('app-secrets', 'prod')],
      says: 'Secret app-secrets is made by Terraform too (terraform/main.tf)',
    },
    'a Secret whose namespace an overlay gives': {
      given: [made, secret('app-secrets')],
      says: 'Secret app-secrets is made by Terraform too (terraform/main.tf)',
    },
  },
});
