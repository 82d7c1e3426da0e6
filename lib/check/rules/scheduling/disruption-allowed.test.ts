import { deployment, kube, ruleCases, statefulSet } from '../../testing.ts';
import { disruptionAllowed } from './disruption-allowed.ts';

const budget = (spec: object, app = 'web') =>
  kube('policy/v1/PodDisruptionBudget', { name: 'budget' }, { spec: { selector: { matchLabels: { app } }, ...spec } });
const hpa = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  {},
  { spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'web' } } },
);

ruleCases(disruptionAllowed, {
  accepts: {
    'one of two': [deployment({ spec: { replicas: 2 } }), budget({ minAvailable: 1 })],
    'the lowest number of an autoscaler': [deployment(), hpa, budget({ minAvailable: 1 })],
    'a single pod that a drain may restart': [statefulSet(), budget({ maxUnavailable: 1 })],
    'half of two': [deployment({ spec: { replicas: 2 } }), budget({ minAvailable: '50%' })],
    'pods of an Argo CD that somebody installed before': [
      deployment({ namespace: 'shop', spec: { replicas: 2 } }),
      kube(
        'policy/v1/PodDisruptionBudget',
        { namespace: 'argocd' },
        { spec: { minAvailable: 1, selector: { matchLabels: { 'app.kubernetes.io/name': 'argocd-server' } } } },
      ),
    ],
    'pods that an operator makes': [
      kube('monitoring.coreos.com/v1/Prometheus', { name: 'k8s' }),
      budget({ minAvailable: 1 }, 'k8s'),
      kube(
        'policy/v1/PodDisruptionBudget',
        { name: 'kafka' },
        { spec: { minAvailable: 1, selector: { matchLabels: { 'strimzi.io/cluster': 'events' } } } },
      ),
    ],
  },
  refuses: {
    'the only pod': { given: [deployment(), budget({ minAvailable: 1 })], says: 'minAvailable 1 of at times 1 pod leaves none to evict' },
    'all that an autoscaler keeps at night': {
      given: [deployment({ spec: { replicas: 5 } }), hpa, budget({ minAvailable: 2 })],
      says: 'minAvailable 2 of at times 2 pods leaves none to evict',
    },
    'a share that rounds up to all': {
      given: [deployment(), budget({ minAvailable: '50%' })],
      says: 'minAvailable 50% of at times 1 pod leaves none to evict',
    },
    'none unavailable': {
      given: [deployment({ spec: { replicas: 3 } }), budget({ maxUnavailable: 0 })],
      says: 'maxUnavailable 0 lets no pod go',
    },
    'no pods in a namespace of the platform that the tree fills': {
      given: [
        deployment({ namespace: 'monitoring' }),
        kube('policy/v1/PodDisruptionBudget', { namespace: 'monitoring' }, { spec: { selector: { matchLabels: { app: 'was' } } } }),
      ],
      says: 'the budget selects no pods',
    },
    'no pods': { given: [deployment(), budget({ minAvailable: 1 }, 'was')], says: 'the budget selects no pods' },
  },
});
