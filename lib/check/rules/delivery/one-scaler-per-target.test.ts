import { kube, ruleCases } from '../../testing.ts';
import { oneScalerPerTarget } from './one-scaler-per-target.ts';

const hpa = (name: string, target: string, namespace = 'blog') =>
  kube('autoscaling/v2/HorizontalPodAutoscaler', { name, namespace }, { spec: { scaleTargetRef: { kind: 'Deployment', name: target } } });
const keda = (advanced?: object) =>
  kube(
    'keda.sh/v1alpha1/ScaledObject',
    { name: 'web-keda', namespace: 'blog' },
    { spec: { scaleTargetRef: { name: 'web' }, ...(advanced === undefined ? {} : { advanced }) } },
  );
const vpa = (name: string) =>
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name, namespace: 'blog' },
    { spec: { targetRef: { kind: 'Deployment', name: 'web' } } },
  );

ruleCases(oneScalerPerTarget, {
  accepts: {
    'one for each': [hpa('web', 'web'), hpa('was', 'was')],
    'one name in two namespaces': [hpa('web', 'web'), hpa('web', 'web', 'shop')],
    'an HPA that KEDA takes over': [hpa('web', 'web'), keda({ horizontalPodAutoscalerConfig: { name: 'web' } })],
    'a number and a size': [hpa('web', 'web'), vpa('web')],
  },
  refuses: {
    'two sizes': {
      given: [vpa('a'), vpa('b')],
      says: ['Deployment web is scaled by VerticalPodAutoscaler b too', 'Deployment web is scaled by VerticalPodAutoscaler a too'],
    },
    'two HPAs': {
      given: [hpa('cpu', 'web'), hpa('memory', 'web')],
      says: [
        'Deployment web is scaled by HorizontalPodAutoscaler memory too',
        'Deployment web is scaled by HorizontalPodAutoscaler cpu too',
      ],
    },
    'KEDA beside an HPA': {
      given: [hpa('web', 'web'), keda()],
      says: ['Deployment web is scaled by ScaledObject web-keda too', 'Deployment web is scaled by HorizontalPodAutoscaler web too'],
    },
  },
});
