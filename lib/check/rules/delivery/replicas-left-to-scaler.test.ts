import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { replicasLeftToScaler } from './replicas-left-to-scaler.ts';

const scaler = (kind = 'Deployment') =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: 'web-hpa', namespace: 'blog' },
    { spec: { scaleTargetRef: { kind, name: 'web' }, maxReplicas: 5 } },
  );
const web = deployment({ namespace: 'blog', spec: { replicas: 2 } });
const app = (ignoreDifferences: object[]) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'blog', namespace: 'argocd' },
    { spec: { source: { path: 'overlays/prod' }, ignoreDifferences } },
  );

ruleCases(replicasLeftToScaler, {
  accepts: {
    'no replicas': [deployment({ namespace: 'blog' }), scaler()],
    'no autoscaler': [web],
    'an autoscaler of another workload': [web, scaler('StatefulSet')],
    'an Application that ignores them': [web, scaler(), app([{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }])],
  },
  refuses: {
    'a Deployment': {
      given: [web, scaler()],
      says: 'replicas is 2, while HorizontalPodAutoscaler web-hpa decides how many pods there are',
    },
    'a Rollout, although another kind is ignored': {
      given: [
        rollout({ namespace: 'blog', spec: { replicas: 3 } }),
        scaler('Rollout'),
        app([{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }]),
      ],
      says: 'replicas is 3, while HorizontalPodAutoscaler web-hpa decides how many pods there are',
    },
  },
});
