import { deployment, kube, ruleCases } from '../../testing.ts';
import { autoscalerReachesTarget } from './autoscaler-reaches-target.ts';

const pods = (requests: object, limits?: object) => deployment({ namespace: 'shop', container: { resources: { requests, limits } } });
const hpa = (averageUtilization: number, name = 'cpu') =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    {
      spec: {
        maxReplicas: 5,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        metrics: [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }],
      },
    },
  );

const amount = (averageValue: string, name = 'memory') =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { name: 'web', namespace: 'shop' },
    {
      spec: {
        maxReplicas: 5,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        metrics: [{ type: 'Resource', resource: { name, target: { type: 'AverageValue', averageValue } } }],
      },
    },
  );

ruleCases(autoscalerReachesTarget, {
  accepts: {
    'a share below the limit': [pods({ cpu: '100m' }, { cpu: '200m' }), hpa(70)],
    'more than is requested, and less than the limit': [pods({ cpu: '100m' }, { cpu: '500m' }), hpa(250)],
    'an amount below the limit': [pods({ memory: '128Mi' }, { memory: '256Mi' }), amount('200Mi')],
    'an amount, and no limit': [pods({ memory: '128Mi' }), amount('2Gi')],
    'pods without a limit': [pods({ cpu: '100m' }), hpa(700)],
    'pods that stand elsewhere': [hpa(700)],
  },
  refuses: {
    'an amount that no pod may have': {
      given: [pods({ memory: '128Mi' }, { memory: '256Mi' }), amount('800Mi')],
      says: 'pods are added above 800Mi of memory each, and the limits of Deployment web end at 256Mi',
      fix: 'Write an amount below 256Mi.',
    },
    'more of the processor than the limit': {
      given: [pods({ cpu: '100m' }, { cpu: '200m' }), amount('500m', 'cpu')],
      says: 'pods are added above 500m of cpu each, and the limits of Deployment web end at 200m',
    },
    'a share above the limit': {
      given: [pods({ cpu: '100m' }, { cpu: '200m' }), hpa(700)],
      says: 'pods are added above 700 % of the requested cpu, and the limits of Deployment web end at 200 %',
      fix: 'Write a share below 200, such as 70.',
    },
    'memory at its limit': {
      given: [pods({ memory: '256Mi' }, { memory: '256Mi' }), hpa(100, 'memory')],
      says: 'pods are added above 100 % of the requested memory, and the limits of Deployment web end at 100 %',
    },
  },
});
