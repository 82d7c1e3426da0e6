import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { chartValuesAgree } from './chart-values-agree.ts';

const chart = inFile(
  'charts/web/Chart.yaml',
  documentObject('Config', 'charts/web/Chart', { content: { apiVersion: 'v2', name: 'web', dependencies: [{ name: 'redis' }] } }),
);
const values = (own: object, file = 'charts/web/values.yaml') =>
  inFile(file, documentObject('HelmValues', file, { chart: 'web', values: own }));
const own = values({ replicas: 1, image: { repository: 'acme/web', tag: '1' }, podAnnotations: {}, redis: { auth: { enabled: true } } });
const application = (helm: object, path = 'charts/web') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'web', namespace: 'argocd' },
    { spec: { source: { repoURL: 'https://github.com/acme/platform.git', path, helm }, destination: { namespace: 'web' } } },
  );
const production = (more: object) => values(more, 'charts/web/values-prod.yaml');

ruleCases(chartValuesAgree, {
  accepts: {
    'values of the chart': [chart, own, application({ valuesObject: { replicas: 3, image: { tag: '2' } } })],
    'a value of its own, which a template may read': [chart, own, production({ nodeSelector: { disk: 'fast' }, imagePolicy: 'a' })],
    'keys of a free map': [chart, own, production({ podAnnotations: { podannotation: 'x' } })],
    'values of a dependency': [chart, own, production({ redis: { auths: { enabled: false } } })],
    'both spellings, of which one is old': [chart, own, production({ replicas: 2, replicaCount: 2 })],
    'another chart': [chart, own, application({ valuesObject: { replicaCount: 3 } }, 'charts/other')],
  },
  refuses: {
    'a name that other charts have': {
      given: [chart, own, application({ valuesObject: { replicaCount: 3 } })],
      says: 'replicaCount is set, and the values.yaml of the chart has replicas',
    },
    'a parameter in the plural': {
      given: [chart, own, application({ parameters: [{ name: 'image.tags', value: '2' }] })],
      says: 'tags is set, and the values.yaml of the chart has tag',
    },
    'a file of a stage in another spelling': {
      given: [chart, own, production({ pod_annotations: { a: 'b' } })],
      says: 'pod_annotations is set, and the values.yaml of the chart has podAnnotations',
      fix: 'Write podAnnotations.',
    },
  },
});
