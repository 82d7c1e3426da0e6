import { inFile, job, kube, ruleCases } from '../../testing.ts';
import { jobAppliedOnce } from './job-applied-once.ts';

const namespace = 'shop';
const app = (automated: object, syncOptions: readonly string[] = []) =>
  inFile(
    'argocd/shop.yaml',
    kube(
      'argoproj.io/v1alpha1/Application',
      { name: 'shop', namespace: 'argocd' },
      {
        spec: {
          source: { repoURL: 'https://example.org/shop.git', path: 'k8s' },
          destination: { namespace },
          syncPolicy: { automated, syncOptions },
        },
      },
    ),
  );
const HOOK = { 'argocd.argoproj.io/hook': 'PreSync' };
const migrate = (spec: Readonly<Record<string, unknown>>, annotations: Readonly<Record<string, string>> = {}) => ({
  ...inFile('k8s/migrate.yaml', job({ name: 'migrate', namespace, annotations, spec })),
  overlay: 'k8s',
});
const kustomization = (...images: readonly object[]) =>
  inFile(
    'k8s/kustomization.yaml',
    kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: 'k8s' }, { resources: ['migrate.yaml'], images }),
  );
const HEALS = { selfHeal: true, prune: true };
const set = { name: 'ghcr.io/acme/web', newTag: 'main-1234567' };

ruleCases(jobAppliedOnce, {
  accepts: {
    'a Job that stays': [app(HEALS), migrate({})],
    'a hook that deletes itself': [app(HEALS), migrate({ ttlSecondsAfterFinished: 300 }, HOOK)],
    'a Job that nobody applies': [migrate({ ttlSecondsAfterFinished: 300 })],
    'a hook of the image that is delivered': [app(HEALS), kustomization(set), migrate({}, HOOK)],
    'another image': [app(HEALS), kustomization({ name: 'ghcr.io/acme/api', newTag: '2' }), migrate({})],
    'a Job that is replaced': [
      app(HEALS),
      kustomization(set),
      migrate({}, { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' }),
    ],
    'an Application that replaces': [app(HEALS, ['Replace=true']), kustomization(set), migrate({})],
  },
  refuses: {
    'a Job that is made again': {
      given: [app(HEALS), migrate({ ttlSecondsAfterFinished: 300 })],
      says: 'the Job is deleted 300 s after its end, and Application shop makes it again (selfHeal)',
    },
    'a Job that is missed': {
      given: [app({ prune: true }), migrate({ ttlSecondsAfterFinished: 60 })],
      says: 'the Job is deleted 60 s after its end, and Application shop is OutOfSync from then on',
    },
    'a Job with the image of the delivery': {
      given: [app(HEALS), kustomization(set), migrate({})],
      says: 'the Job runs ghcr.io/acme/web:v1, of which the kustomization sets the tag, and Application shop can only change what it has made',
    },
  },
});
