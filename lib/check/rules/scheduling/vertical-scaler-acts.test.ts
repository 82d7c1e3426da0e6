import { deployment, kube, ruleCases } from '../../testing.ts';
import { verticalScalerActs } from './vertical-scaler-acts.ts';

const vpa = (updatePolicy: object): ReturnType<typeof kube> =>
  kube(
    'autoscaling.k8s.io/v1/VerticalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    { spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, updatePolicy } },
  );
const web = (replicas: number): ReturnType<typeof deployment> => deployment({ namespace: 'shop', spec: { replicas } });

ruleCases(verticalScalerActs, {
  accepts: {
    'one replica that it may restart': [web(1), vpa({ updateMode: 'Recreate', minReplicas: 1 })],
    'two replicas': [web(2), vpa({ updateMode: 'Recreate' })],
    'only recommendations': [web(1), vpa({ updateMode: 'Off' })],
    'a workload of a chart': [vpa({ updateMode: 'InPlaceOrRecreate' })],
  },
  refuses: {
    'one replica': {
      given: [web(1), vpa({ updateMode: 'Recreate' })],
      says: 'Deployment web has one replica, and the updater leaves alone what has fewer than two',
    },
    'the old mode': { given: [web(2), vpa({ updateMode: 'Auto' })], says: 'updateMode Auto is deprecated: it means Recreate' },
  },
});
