import { deployment, kube, ruleCases } from '../../testing.ts';
import { replicasApart } from './replicas-apart.ts';

const two = (pod: object = {}) => deployment({ namespace: 'shop', pod: { ...pod }, spec: { replicas: 2 } });
const budget = (selector: object) =>
  kube('policy/v1/PodDisruptionBudget', { namespace: 'shop' }, { spec: { maxUnavailable: 1, selector } });
const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
const hpa = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { namespace: 'shop', name: 'web-hpa' },
  { spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: 'Deployment', name: 'web' } } },
);

ruleCases(replicasApart, {
  accepts: {
    'one replica': [deployment()],
    'a soft spread': [two({ topologySpreadConstraints: [{ ...term, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }] })],
    'anti-affinity': [
      two({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] } } }),
    ],
    'a budget': [two(), budget({ matchLabels: { app: 'web' } })],
    'a cluster of one node': { given: [two()], facts: { nodes: [{ name: 'one', role: 'control-plane', schedulable: true }] } },
  },
  refuses: {
    'two replicas without a word': {
      given: [two()],
      says: '2 replicas have neither a topology spread, nor anti-affinity, nor a PodDisruptionBudget',
    },
    'the minimum of an autoscaler, and a budget for others': {
      given: [deployment({ namespace: 'shop' }), hpa, budget({ matchLabels: { app: 'was' } })],
      says: 'at least 2 replicas (HorizontalPodAutoscaler web-hpa) have neither a topology spread, nor anti-affinity, nor a PodDisruptionBudget',
    },
  },
});
