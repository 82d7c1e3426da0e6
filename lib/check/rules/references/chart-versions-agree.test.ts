import { kube, ruleCases } from '../../testing.ts';
import { chartVersionsAgree } from './chart-versions-agree.ts';

const chart = (name: string, targetRevision: string, release = name, repoURL = 'https://istio-release.storage.googleapis.com/charts') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: release },
    {
      spec: {
        source: { repoURL, chart: name, targetRevision, helm: { releaseName: release } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-system' },
      },
    },
  );

ruleCases(chartVersionsAgree, {
  accepts: {
    'one version': [chart('base', '1.24.2'), chart('istiod', '1.24.2'), chart('gateway', '1.24.2', 'ingress')],
    'gateways that follow by and by': [chart('istiod', '1.25.0'), chart('gateway', '1.24.2', 'ingress')],
    'two control planes side by side': [
      chart('istiod', '1.25.0'),
      chart('istiod', '1.22.0', 'istiod-old'),
      chart('gateway', '1.22.0', 'ingress'),
    ],
    'a range of versions': [chart('istiod', '1.25.0'), chart('base', '1.x')],
    'a chart of somebody else': [chart('istiod', '1.25.0'), chart('gateway', '0.1.0', 'gateway', 'https://charts.acme.example')],
  },
  refuses: {
    'definitions that were left behind': {
      given: [chart('base', '1.19.3'), chart('istiod', '1.24.2')],
      says: 'base is chart base 1.19.3, and istiod of Istio is 1.24.2',
    },
    'a gateway that went ahead': {
      given: [chart('istiod', '1.20.0'), chart('gateway', '1.24.2', 'ingress')],
      says: 'ingress is chart gateway 1.24.2, and istiod of Istio is 1.20.0',
    },
  },
});
