import { inFile, kube, ruleCases } from '../../testing.ts';
import { argocdSettingsRead } from './argocd-settings-read.ts';

const PART_OF = { 'app.kubernetes.io/part-of': 'argocd' };
const config = (data: object, labels: Record<string, string> = PART_OF) =>
  kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd', labels }, { data });
const KEYS = { url: 'https://github.com/acme/shop.git', username: 'x', password: 'y' };
const sealed = (labels: object) =>
  kube(
    'bitnami.com/v1alpha1/SealedSecret',
    { name: 'repo', namespace: 'argocd' },
    { spec: { encryptedData: KEYS, template: { metadata: { labels } } } },
  );

const registry = (more: object) =>
  kube(
    'v1/Secret',
    { name: 'charts', namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
    { stringData: { type: 'helm', url: 'ghcr.io/acme/charts', ...more } },
  );

ruleCases(argocdSettingsRead, {
  accepts: {
    'a registry of charts, and a repository': [registry({ enableOCI: 'true' }), registry({ url: 'https://charts.acme.example' })],
    'settings that are found': [config({ 'timeout.reconciliation': '180s' }), config({ 'timeout.reconciliation': '1h30m' })],
    'what is laid over them': [inFile('argocd/patches/argocd-cm-patch.yaml', config({}, {}))],
    'a part of it on a page': [inFile('docs/tls.md', config({}, {}))],
    'a ConfigMap of somebody else': [kube('v1/ConfigMap', { name: 'settings', namespace: 'argocd' }, { data: { a: 'b' } })],
    'a repository that is found': [sealed({ 'argocd.argoproj.io/secret-type': 'repository' })],
    'a Secret of something else': [
      kube('v1/Secret', { name: 'web', namespace: 'shop' }, { stringData: KEYS }),
      kube('v1/Secret', { name: 'hook', namespace: 'argocd' }, { stringData: { url: 'https://x' } }),
    ],
  },
  refuses: {
    'a registry of charts that is taken for a repository': {
      given: [registry({})],
      says: 'the repository of charts is ghcr.io/acme/charts, a registry, and enableOCI is not "true"',
    },
    'settings without their label': {
      given: [config({ url: 'https://argocd.example.com' }, {})],
      says: 'ConfigMap argocd-cm has no label app.kubernetes.io/part-of: argocd',
    },
    'a duration without a unit': {
      given: [config({ 'timeout.reconciliation': '180' })],
      says: 'timeout.reconciliation is "180", which is no duration',
      fix: 'Write 180s.',
    },
    'a repository without its label': {
      given: [sealed({})],
      says: 'the keys are those of a repository of Argo CD, and the label argocd.argoproj.io/secret-type is not there',
    },
    'a type that there is not': {
      given: [sealed({ 'argocd.argoproj.io/secret-type': 'repositories' })],
      says: 'argocd.argoproj.io/secret-type is "repositories", and Argo CD knows repository, repo-creds, cluster',
    },
  },
});
