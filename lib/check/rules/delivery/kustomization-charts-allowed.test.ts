import { inFile, kube, ruleCases } from '../../testing.ts';
import { kustomizationChartsAllowed } from './kustomization-charts-allowed.ts';

const settings = (data: object) => kube('v1/ConfigMap', { name: 'argocd-cm', namespace: 'argocd' }, { data });
const application = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'web', namespace: 'argocd' },
  { spec: { source: { path: 'k8s/prod' }, destination: {} } },
);
const folder = (path: string, more: Readonly<Record<string, unknown>>) =>
  inFile(`${path}/kustomization.yaml`, kube('kustomize.config.k8s.io/v1beta1/Kustomization', { name: path }, more));
const charts = { helmCharts: [{ name: 'redis', repo: 'https://charts.example.org', version: '1.0.0' }] };
const prod = folder('k8s/prod', { resources: ['../base'] });

ruleCases(kustomizationChartsAllowed, {
  accepts: {
    'options that allow it': [
      settings({ 'kustomize.buildOptions': '--load-restrictor LoadRestrictionsNone --enable-helm' }),
      application,
      folder('k8s/prod', charts),
    ],
    'options of one version': [settings({ 'kustomize.buildOptions.v5.4.3': '--enable-helm' }), application, folder('k8s/prod', charts)],
    'no settings in the tree': [application, folder('k8s/prod', charts)],
    'no charts': [settings({ url: 'https://x' }), application, prod],
    'a folder that no Application names': [settings({ url: 'https://x' }), application, folder('k8s/dev', charts)],
  },
  refuses: {
    'a chart of a base': {
      given: [settings({ url: 'https://x' }), application, prod, folder('k8s/base', charts)],
      says: 'k8s/base/kustomization.yaml takes in the chart redis, and kustomize.buildOptions does not say --enable-helm',
    },
  },
});
