import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { commandUndone } from './command-undone.ts';

const guide = (line: string) => inFile('docs/runbook.md', documentObject('Guide', 'runbook', { text: `${line}\n` }));
const web = deployment({ name: 'web', namespace: 'shop' });
const hpa = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { name: 'web-hpa', namespace: 'shop' },
  { spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
);
const istiod = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istiod', namespace: 'argocd' },
  {
    spec: {
      source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'istiod', targetRevision: '1.20.1' },
      destination: { namespace: 'istio-system' },
    },
  },
);

ruleCases(commandUndone, {
  accepts: {
    'a number that nobody else sets': [web, guide('kubectl -n shop scale deployment/web --replicas=4')],
    'a stop, which the autoscaler respects': [web, hpa, guide('kubectl -n shop scale deployment/web --replicas=0')],
    'a look at the mesh': [istiod, guide('istioctl proxy-status\nistioctl install --set profile=demo --dry-run')],
    'a mesh that is installed by hand': [guide('istioctl install --set profile=demo -y')],
  },
  refuses: {
    'a number that the autoscaler sets': {
      given: [web, hpa, guide('kubectl -n shop scale deployment/web --replicas=4')],
      says: 'line 1: it gives Deployment web 4 replicas, whose number HorizontalPodAutoscaler web-hpa sets',
      fix: 'Raise minReplicas of web-hpa in Git.',
    },
    'a mesh that Argo CD installs': {
      given: [istiod, guide('istioctl install --set profile=demo -y')],
      says: 'line 1: istioctl install puts another control plane over release istiod, which Application istiod installs',
    },
  },
});
