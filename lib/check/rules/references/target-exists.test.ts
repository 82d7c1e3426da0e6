import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { targetExists } from './target-exists.ts';

const namespace = 'blog';
const hpa = (target: object) =>
  kube('autoscaling/v2/HorizontalPodAutoscaler', { namespace, name: 'web-hpa' }, { spec: { scaleTargetRef: target } });
const web = rollout({ namespace });

ruleCases(targetExists, {
  accepts: {
    'a Rollout': [web, hpa({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' })],
    'a Deployment for a vertical one': [
      deployment({ namespace }),
      kube(
        'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
        { namespace },
        { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } },
      ),
    ],
  },
  refuses: {
    'a name that is not there': {
      given: [web, hpa({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web-rollout' })],
      says: 'there is no Rollout blog/web-rollout of argoproj.io/v1alpha1',
      fix: 'Did you mean "web"?',
    },
    'another kind': {
      given: [web, hpa({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' })],
      says: 'there is no Deployment blog/web of apps/v1',
      fix: 'web is a Rollout: write apiVersion: argoproj.io/v1alpha1 and kind: Rollout.',
    },
  },
});
