import { kube, ruleCases } from '../../testing.ts';
import { applicationNamesDiffer } from './application-names-differ.ts';

const set = (name: string, ...stages: readonly string[]) =>
  kube(
    'argoproj.io/v1alpha1/ApplicationSet',
    { name: 'stages' },
    {
      spec: {
        generators: [{ list: { elements: stages.map((stage, index) => ({ stage, path: `overlays/${index}` })) } }],
        template: {
          metadata: { name },
          spec: {
            source: { repoURL: 'https://github.com/acme/gitops.git', path: '{{path}}' },
            destination: { namespace: 'shop-{{stage}}' },
          },
        },
      },
    },
  );

ruleCases(applicationNamesDiffer, {
  accepts: {
    'a name each': [set('shop-{{stage}}', 'dev', 'prod')],
    'names that nobody knows yet': [set('shop-{{cluster}}', 'dev', 'prod')],
  },
  refuses: {
    'a line that was copied': { given: [set('shop-{{stage}}', 'dev', 'dev')], says: '2 Applications of the set are called shop-dev' },
    'a name without the element': { given: [set('shop', 'dev', 'prod')], says: '2 Applications of the set are called shop' },
  },
});
