import { deployment, kube, meshed, rollout, ruleCases } from '../../testing.ts';
import { autoscalerFitsQuota } from './autoscaler-fits-quota.ts';

const quota = (hard: object) => kube('v1/ResourceQuota', { namespace: 'shop', name: 'shop-quota' }, { spec: { hard } });
const hpa = (maxReplicas: number) =>
  kube(
    'autoscaling/v2/HorizontalPodAutoscaler',
    { namespace: 'shop', name: 'was-hpa' },
    { spec: { minReplicas: 2, maxReplicas, scaleTargetRef: { kind: 'Rollout', name: 'was' } } },
  );
const was = (podAnnotations: Readonly<Record<string, string>> = {}) =>
  rollout({ namespace: 'shop', name: 'was', podAnnotations, container: { resources: { requests: { cpu: '250m', memory: '512Mi' } } } });

ruleCases(autoscalerFitsQuota, {
  accepts: {
    'room at the maximum': [was(), hpa(4), quota({ 'requests.cpu': '1', 'requests.memory': '2Gi' })],
    'no quota': [was(), hpa(100)],
    'a quota that is too small at rest already': [was(), hpa(10), quota({ 'requests.cpu': '100m' })],
  },
  refuses: {
    'more than the quota has, with sidecars of their own size': {
      given: [
        meshed('shop'),
        was({ 'sidecar.istio.io/proxyCPU': '10m', 'sidecar.istio.io/proxyMemory': '40Mi' }),
        hpa(10),
        quota({ 'requests.cpu': '2' }),
      ],
      says: '10 pods of Rollout was need requests.cpu 2.6; ResourceQuota shop-quota allows 2',
    },
    'more than the others leave': {
      given: [
        was(),
        hpa(4),
        deployment({ namespace: 'shop', container: { resources: { requests: { memory: '1Gi' } } } }),
        quota({ 'requests.memory': '2.5Gi' }),
      ],
      says: '4 pods of Rollout was need requests.memory 2Gi beside 1Gi of the others; ResourceQuota shop-quota allows 2.5Gi',
    },
  },
});
