import { inFile, kube, ruleCases } from '../../testing.ts';
import { chartVersionPinned } from './chart-version-pinned.ts';

const app = (source: object) => kube('argoproj.io/v1alpha1/Application', { name: 'x', namespace: 'argocd' }, { spec: { source } });
const release = (spec: object) => kube('helm.toolkit.fluxcd.io/v2/HelmRelease', { namespace: 'x' }, { spec: { chart: { spec } } });

const terraform = (text: string, file = 'main.tf') => inFile(file, kube('slipway.dev/v1/TextFile', { name: file }, { text }));
const PINNED = 'resource "helm_release" "p" {\n  repository = "https://charts.acme.io"\n  chart = "shop"\n  version = "1.2.3"\n}';

ruleCases(chartVersionPinned, {
  accepts: {
    'an exact version': [
      app({ chart: 'istiod', targetRevision: '1.24.6' }),
      app({ chart: 'x', targetRevision: 'v1.2.3-rc.1+build' }),
      release({ chart: 'x', version: '71.0.0' }),
    ],
    'a folder of Git': [app({ path: 'apps/web', targetRevision: 'HEAD' })],
    'a version of a generator': [app({ chart: 'x', targetRevision: '{{ .version }}' })],
    'releases of Terraform with a version, or of a folder': [
      terraform(`${PINNED}\nresource "helm_release" "own" {\n  chart = "./charts/shop"\n}`),
      terraform(
        'resource "helm_release" "a" {\n  repository = "https://charts.acme.io"\n  chart = "shop"\n  version = var.shop\n}',
        'c.tf',
      ),
    ],
    'a chart of the same repository': [release({ chart: './charts/web' })],
  },
  refuses: {
    'releases of Terraform without a version, said once': {
      given: [
        terraform('resource "helm_release" "argocd" {\n  repository = "https://argoproj.github.io/argo-helm"\n  chart      = "argo-cd"\n}'),
        terraform(
          `${PINNED}\nresource "helm_release" "a" {\n  repository = "https://charts.acme.io"\n  chart = "shop"\n}\nresource "helm_release" "b" {\n  chart = "oci://ghcr.io/acme/web"\n}`,
          'b.tf',
        ),
      ],
      says: [
        'chart shop has no version: the newest is installed; so are oci://ghcr.io/acme/web',
        'chart argo-cd has no version: the newest is installed',
      ],
    },
    'no version': { given: [app({ chart: 'istiod' })], says: 'chart istiod has no version: the newest is installed' },
    'a star': { given: [app({ chart: 'istiod', targetRevision: '*' })], says: 'chart istiod follows *' },
    'a range': { given: [release({ chart: 'redis', version: '>=18.0.0' })], says: 'chart redis follows >=18.0.0' },
    'a patch that floats': { given: [app({ chart: 'istiod', targetRevision: '1.24.x' })], says: 'chart istiod follows 1.24.x' },
  },
});
