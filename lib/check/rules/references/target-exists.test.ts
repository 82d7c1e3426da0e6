import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { targetExists } from './target-exists.ts';

const namespace = 'blog';
const hpa = (target: object) =>
  kube('autoscaling/v2/HorizontalPodAutoscaler', { namespace, name: 'web-hpa' }, { spec: { scaleTargetRef: target } });
const web = rollout({ namespace });

ruleCases(targetExists, {
  accepts: {
    'a kind of an operator, in a namespace that a chart fills': {
      facts: { whole: true },
      given: [
        kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'kube-prometheus-stack' }, destination: { namespace } } }),
        hpa({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', name: 'main' }),
      ],
    },
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
    'a kind of an operator that the tree writes itself, under another name': {
      given: [
        kube('monitoring.coreos.com/v1/Prometheus', { namespace, name: 'main' }),
        hpa({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', name: 'mian' }),
      ],
      says: 'there is no Prometheus blog/mian of monitoring.coreos.com/v1',
      fix: 'Did you mean "main"?',
    },
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
