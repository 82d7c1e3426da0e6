import { kube, ruleCases } from '../../testing.ts';
import { externalSecretMerges } from './external-secret-merges.ts';

const fetched = (name: string, creationPolicy?: string, namespace = 'shop') =>
  kube('external-secrets.io/v1/ExternalSecret', { name: `${name}-keys`, namespace }, { spec: { target: { name, creationPolicy } } });
const secret = kube('v1/Secret', { name: 'db', namespace: 'shop' }, { stringData: { user: 'app' } });
const argocd = (createSecret: boolean) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'argocd', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://argoproj.github.io/argo-helm',
          chart: 'argo-cd',
          targetRevision: '7.7.23',
          helm: { valuesObject: { configs: { secret: { createSecret } } } },
        },
        destination: { namespace: 'argocd' },
      },
    },
  );

ruleCases(externalSecretMerges, {
  accepts: {
    'a Secret of the tree': [fetched('db', 'Merge'), secret],
    'one that it makes': [fetched('db'), fetched('cache', 'Owner')],
    'the one that the chart makes': [fetched('argocd-secret', 'Merge', 'argocd'), argocd(true)],
  },
  refuses: {
    'a Secret that nobody makes': {
      given: [fetched('db', 'Merge')],
      says: 'it adds keys to Secret db, which nothing here makes',
    },
    'one that the chart is told not to make': {
      given: [fetched('argocd-secret', 'Merge', 'argocd'), argocd(false)],
      says: 'it adds keys to Secret argocd-secret, which the chart of Argo CD is told not to make (configs.secret.createSecret: false)',
      fix: 'Write creationPolicy: Owner, so that the operator makes argocd-secret.',
    },
  },
});
