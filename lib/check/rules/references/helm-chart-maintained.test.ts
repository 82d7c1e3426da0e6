import { documentObject } from '../../document.ts';
import { kube, ruleCases } from '../../testing.ts';
import { helmChartMaintained } from './helm-chart-maintained.ts';

const app = (chart: string, repoURL: string, targetRevision: string, valuesObject: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'x' },
    { spec: { source: { chart, repoURL, targetRevision, helm: { valuesObject } }, destination: { namespace: 'x' } } },
  );
const GRAFANA = 'https://grafana.github.io/helm-charts';
const BITNAMI = 'https://charts.bitnami.com/bitnami';

ruleCases(helmChartMaintained, {
  accepts: {
    'a chart of today': [app('loki', GRAFANA, '6.25.1'), app('alloy', GRAFANA, '0.10.1')],
    "Bitnami's chart with images from elsewhere": [
      app('redis', BITNAMI, '20.0.0', { image: { repository: 'bitnamilegacy/redis' } }),
      app('postgresql', BITNAMI, '16.0.0', { global: { imageRegistry: 'registry.acme.example' } }),
      app('mysql', BITNAMI, '12.0.0', { image: { registry: 'ghcr.io', repository: 'acme/mysql' } }),
    ],
    "a chart of Bitnami's laboratory": [app('sealed-secrets', 'https://bitnami-labs.github.io/sealed-secrets', '2.16.0')],
    'a folder of Git': [kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { path: 'apps/promtail' } } })],
  },
  refuses: {
    'a chart that is deprecated': {
      given: [app('loki-stack', GRAFANA, '2.10.2')],
      says: 'chart loki-stack 2.10.2 of release x is not maintained: it is marked deprecated and brings Loki 2',
      fix: 'Install the chart loki, which takes other values.',
    },
    'one that Terraform installs': {
      given: [
        documentObject('TextFile', 'main', {
          text: 'resource "helm_release" "loki" {\n  name = "loki"\n  repository = "https://grafana.github.io/helm-charts"\n  chart = "loki-stack"\n  version = "2.10.2"\n  namespace = "monitoring"\n}\n',
        }),
      ],
      says: 'chart loki-stack 2.10.2 of release loki is not maintained: it is marked deprecated and brings Loki 2',
    },
    'one that a script installs': {
      given: [documentObject('Script', 's', { text: 'helm install agent grafana/grafana-agent -n monitoring --version 0.42.0\n' })],
      says: 'chart grafana-agent 0.42.0 of release agent is not maintained: the Agent reached its end of life on 2025-11-01',
    },
    'a repository that is closed': {
      given: [app('mysql', 'https://charts.helm.sh/stable', '1.6.9')],
      says: 'chart mysql 1.6.9 of release x is not maintained: the repository was closed in 2020',
    },
    'images that are gone': {
      given: [app('redis', BITNAMI, '20.0.0')],
      says: "chart redis 20.0.0 of release x is Bitnami's: its images left docker.io/bitnami on 2025-08-28",
    },
  },
});
