import { kube, ruleCases } from '../../testing.ts';
import { applicationChartAddress } from './application-chart-address.ts';

const app = (source: object) => kube('argoproj.io/v1alpha1/Application', { namespace: 'argocd' }, { spec: { source } });

ruleCases(applicationChartAddress, {
  accepts: {
    'registry and chart': [app({ repoURL: 'ghcr.io/acme/charts', chart: 'shop', targetRevision: '1.2.3' })],
    'the whole address and a path': [app({ repoURL: 'oci://ghcr.io/acme/charts/shop', path: '.', targetRevision: '1.2.3' })],
    'the whole address, and the name of the chart again': [app({ repoURL: 'oci://ghcr.io/acme/charts/shop', chart: 'shop' })],
    'a repository of charts': [app({ repoURL: 'https://charts.acme.io', chart: 'shop' })],
    'the repository of the makers, a mirror of it, and a folder of Git': [
      app({ repoURL: 'https://charts.external-secrets.io/', chart: 'external-secrets' }),
      app({ repoURL: 'https://mirror.acme.io/charts', chart: 'external-secrets' }),
      app({ repoURL: 'https://grafana.github.io/helm-charts', chart: 'loki' }),
      app({ repoURL: 'https://git.acme.io/platform', path: 'charts/shop' }),
    ],
    'what is filled in': [app({ repoURL: 'oci://{{registry}}', chart: 'shop' })],
  },
  refuses: {
    'a repository of charts that is asked for a folder': {
      given: [app({ repoURL: 'https://charts.acme.io/release', path: 'release/shop', targetRevision: '1.2.3' })],
      says: 'https://charts.acme.io/release is a repository of charts, and the source names the folder release/shop instead of a chart',
      fix: 'Write chart: shop with a version as targetRevision, and leave path out.',
    },
    'the site of the project instead of its charts': {
      given: [app({ repoURL: 'https://external-secrets.io', chart: 'external-secrets', targetRevision: '0.14.2' })],
      says: 'chart external-secrets is asked from https://external-secrets.io, where there is no index of charts',
      fix: 'Write https://charts.external-secrets.io.',
    },
    'the host of the charts alone': {
      given: [app({ repoURL: 'https://grafana.github.io', chart: 'loki', targetRevision: '6.25.1' })],
      says: 'chart loki is asked from https://grafana.github.io, where there is no index of charts',
    },
    'the address of a folder with oci:// beside a chart': {
      given: [app({ repoURL: 'oci://ghcr.io/acme/charts', chart: 'shop', targetRevision: '1.2.3' })],
      says: 'repoURL is oci://ghcr.io/acme/charts beside chart shop: with oci://, Argo CD does not read chart',
      fix: 'Write repoURL: ghcr.io/acme/charts with chart: shop, or repoURL: oci://ghcr.io/acme/charts/shop with path: . and without chart.',
    },
  },
});
