import { kube, ruleCases } from '../../testing.ts';
import { applicationValuesOnce } from './application-values-once.ts';

const app = (helm: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'loki', namespace: 'argocd' },
    { spec: { source: { chart: 'loki', repoURL: 'https://x', helm } } },
  );

ruleCases(applicationValuesOnce, {
  accepts: {
    'one form': [app({ values: 'a: 1\n' }), app({ valuesObject: { a: 1 } })],
    'a form that is empty': [app({ values: '', valuesObject: { a: 1 } })],
    'files beside it': [app({ valueFiles: ['values.yaml'], valuesObject: { a: 1 } })],
  },
  refuses: {
    'both forms': {
      given: [app({ values: 'a: 1\n', valuesObject: { b: 2 } })],
      says: 'the source has values and valuesObject, and Argo CD reads valuesObject only',
      fix: 'Move all of it into valuesObject.',
    },
  },
});
