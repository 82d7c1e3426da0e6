import { documentObject } from '../../document.ts';
import { inFile, kube, ruleCases } from '../../testing.ts';
import { helmValuesUsed } from './helm-values-used.ts';

const app = (chart: string, helm: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: chart },
    { spec: { source: { chart, helm }, destination: { namespace: 'monitoring' } } },
  );
const values = (about: object = {}) =>
  inFile(
    'helm/loki-values.yaml',
    documentObject('HelmValues', 'helm/loki-values', { ...about, values: { loki: {}, gateway: { enabled: true } } }),
  );

ruleCases(helmValuesUsed, {
  accepts: {
    'a file that an Application names': [app('loki'), values({ chart: 'loki', release: 'loki' })],
    'a file that a script names': [app('grafana'), values(), documentObject('Script', 's', { text: 'helm_install loki loki-values.yaml' })],
    'a tree in which nothing installs charts': [values()],
    'values that look like those of no chart': [
      app('loki'),
      inFile('helm/shop-values.yaml', documentObject('HelmValues', 'helm/shop-values', { values: { shop: 1 } })),
    ],
    'values beside their chart': [
      app('grafana'),
      inFile('helm/Chart.yaml', documentObject('Config', 'helm/Chart', { content: { name: 'loki' } })),
      values({ chart: 'loki' }),
    ],
  },
  refuses: {
    'a chart that nothing installs': {
      given: [app('grafana'), values()],
      says: 'these look like values of loki, and nothing here installs it',
    },
    'a chart that is installed without them': {
      given: [app('loki'), values()],
      says: 'these look like values of loki, and release loki in "monitoring" is installed without them',
    },
  },
});
