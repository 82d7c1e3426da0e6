import { kube, ruleCases } from '../../testing.ts';
import { chartVersionPinned } from './chart-version-pinned.ts';

const app = (source: object) => kube('argoproj.io/v1alpha1/Application', { name: 'x', namespace: 'argocd' }, { spec: { source } });
const release = (spec: object) => kube('helm.toolkit.fluxcd.io/v2/HelmRelease', { namespace: 'x' }, { spec: { chart: { spec } } });

ruleCases(chartVersionPinned, {
  accepts: {
    'an exact version': [
      app({ chart: 'istiod', targetRevision: '1.24.6' }),
      app({ chart: 'x', targetRevision: 'v1.2.3-rc.1+build' }),
      release({ chart: 'x', version: '71.0.0' }),
    ],
    'a folder of Git': [app({ path: 'apps/web', targetRevision: 'HEAD' })],
    'a version of a generator': [app({ chart: 'x', targetRevision: '{{ .version }}' })],
    'a chart of the same repository': [release({ chart: './charts/web' })],
  },
  refuses: {
    'no version': { given: [app({ chart: 'istiod' })], says: 'chart istiod has no version: the newest is installed' },
    'a star': { given: [app({ chart: 'istiod', targetRevision: '*' })], says: 'chart istiod follows *' },
    'a range': { given: [release({ chart: 'redis', version: '>=18.0.0' })], says: 'chart redis follows >=18.0.0' },
    'a patch that floats': { given: [app({ chart: 'istiod', targetRevision: '1.24.x' })], says: 'chart istiod follows 1.24.x' },
  },
});
