import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { outlierDetectionSpares } from './outlier-detection-spares.ts';

const rule = (outlierDetection?: object) =>
  kube(
    'networking.istio.io/v1/DestinationRule',
    { namespace: 'blog' },
    { spec: { host: 'web', trafficPolicy: outlierDetection === undefined ? {} : { outlierDetection } } },
  );
const front = service({ namespace: 'blog', selector: { app: 'web' } });
const web = (replicas: number) => deployment({ namespace: 'blog', spec: { replicas } });
const scaler = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { namespace: 'blog' },
  { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 1, maxReplicas: 3 } },
);

ruleCases(outlierDetectionSpares, {
  accepts: {
    'two pods': [front, web(2), rule({ consecutive5xxErrors: 5, maxEjectionPercent: 50 })],
    'one pod that an autoscaler joins': [front, web(1), scaler, rule({ consecutive5xxErrors: 5 })],
    'one pod that is asked again when too few are healthy': [front, web(1), rule({ consecutive5xxErrors: 5, minHealthPercent: 50 })],
    'one pod without it': [front, web(1), rule()],
    'two workloads of one pod': [
      front,
      web(1),
      deployment({ name: 'web2', namespace: 'blog', spec: { replicas: 1 } }),
      rule({ interval: '10s' }),
    ],
    'pods that are not in the tree': [front, rule({ maxEjectionPercent: 100 })],
  },
  refuses: {
    'the only pod': {
      given: [front, web(1), rule({ consecutive5xxErrors: 5 })],
      says: 'Deployment web has one pod, and outlier detection ejects it',
    },
    'all pods at once': {
      given: [front, web(3), rule({ maxEjectionPercent: 100 })],
      says: 'all pods may be ejected at once (maxEjectionPercent 100)',
    },
  },
});
