import { inFile, kube, rollout, ruleCases } from '../../testing.ts';
import { argocdRespectsIgnores } from './argocd-respects-ignores.ts';

const app = (jsonPointers: string[], { automated = true, options = [] as string[], kind = 'Secret' } = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'prod', namespace: 'argocd' },
    {
      spec: {
        source: { path: 'overlays/prod' },
        destination: { namespace: 'prod' },
        ignoreDifferences: [{ group: '', kind, jsonPointers }],
        syncPolicy: { ...(automated ? { automated: { selfHeal: true } } : {}), syncOptions: options },
      },
    },
  );
const secret = (file = 'overlays/prod/secret.yaml') =>
  inFile(file, kube('v1/Secret', { name: 'app', namespace: 'prod' }, { data: { KEY: 'eA==' } }));

ruleCases(argocdRespectsIgnores, {
  accepts: {
    'ignored while syncing, too': [app(['/data'], { options: ['RespectIgnoreDifferences=true'] }), secret()],
    'synced by hand': [app(['/data'], { automated: false }), secret()],
    'a field that Git does not state': [app(['/metadata/annotations']), secret()],
    'an object of another namespace': [app(['/data']), kube('v1/Secret', { name: 'app', namespace: 'dev' }, { data: { KEY: 'eA==' } })],
    'another kind': [app(['/spec/replicas'], { kind: 'Rollout' }), rollout({ namespace: 'prod' })],
  },
  refuses: {
    'data of a Secret': {
      given: [app(['/data']), secret()],
      says: 'RespectIgnoreDifferences=true is missing, while /data of Secret app is ignored and stands in Git',
    },
    'a Secret of the base': {
      given: [app(['/data']), secret('base/secret.yaml')],
      says: 'RespectIgnoreDifferences=true is missing, while /data of Secret app is ignored and stands in Git',
    },
    'a Secret written as text': {
      given: [app(['/data/KEY']), kube('v1/Secret', { name: 'app' }, { stringData: { KEY: 'x' } })],
      says: 'RespectIgnoreDifferences=true is missing, while /data/KEY of Secret app is ignored and stands in Git',
    },
  },
});
