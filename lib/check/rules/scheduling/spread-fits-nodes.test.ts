import type { Facts } from '../../facts.ts';
import { deployment, kube, rollout, ruleCases } from '../../testing.ts';
import { spreadFitsNodes } from './spread-fits-nodes.ts';

const facts: Facts = {
  nodes: [
    { name: 'cp', role: 'control-plane', schedulable: false },
    { name: 'worker1', role: 'worker', schedulable: true },
    { name: 'worker2', role: 'worker', schedulable: true },
  ],
};
const spread = (rest = {}) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...rest,
    },
  ],
});
const canary = { dynamicStableScale: true, trafficRouting: { istio: {} }, steps: [{ setWeight: 20 }, { pause: {} }] };
const web = (pod: object, strategy: object = canary) => rollout({ pod: { ...pod }, spec: { replicas: 2, strategy: { canary: strategy } } });
const hpa = kube(
  'autoscaling/v2/HorizontalPodAutoscaler',
  { name: 'web-hpa' },
  { spec: { minReplicas: 2, maxReplicas: 10, scaleTargetRef: { kind: 'Rollout', name: 'web' } } },
);

ruleCases(spreadFitsNodes, {
  accepts: {
    'a soft spread': { given: [web(spread({ whenUnsatisfiable: 'ScheduleAnyway' }))], facts },
    'tainted nodes left out of the count': { given: [web(spread({ nodeTaintsPolicy: 'Honor' })), hpa], facts },
    'room for the pods and the canary': { given: [web(spread({ maxSkew: 2 }))], facts },
    'no word about nodes': [web(spread())],
    'pods that tolerate the taint': {
      given: [web({ ...spread(), tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] })],
      facts,
    },
    'a Deployment that first removes a pod': {
      given: [deployment({ pod: spread(), spec: { replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 1 } } } })],
      facts,
    },
    'another topology': { given: [web(spread({ topologyKey: 'topology.kubernetes.io/zone' }))], facts },
  },
  refuses: {
    'a Deployment of two pods, of which 25 % is none': {
      given: [deployment({ pod: spread(), spec: { replicas: 2 } })],
      facts,
      says: '2 pods and 1 more during an update do not fit: maxSkew 1 over 3 nodes, 1 of them tainted and always empty, leaves room for 2',
    },
    'a canary pod beside two pods on two workers': {
      given: [web(spread())],
      facts,
      says: '2 pods and 1 more during an update do not fit: maxSkew 1 over 3 nodes, 1 of them tainted and always empty, leaves room for 2',
      fix: 'Set nodeTaintsPolicy: Honor, or whenUnsatisfiable: ScheduleAnyway.',
    },
    'the most that the autoscaler may ask for': {
      given: [web(spread()), hpa],
      facts,
      says: 'HorizontalPodAutoscaler web-hpa up to 10 pods and 1 more during an update do not fit: maxSkew 1 over 3 nodes, 1 of them tainted and always empty, leaves room for 2',
    },
    'a canary as large as its last weight': {
      given: [
        web(spread({ maxSkew: 2, whenUnsatisfiable: undefined }), {
          ...canary,
          dynamicStableScale: false,
          steps: [{ setWeight: 20 }, { setWeight: 100 }],
        }),
        { ...hpa, spec: { ...hpa['spec'], maxReplicas: 3 } },
      ],
      facts,
      says: 'HorizontalPodAutoscaler web-hpa up to 3 pods and 3 more during an update do not fit: maxSkew 2 over 3 nodes, 1 of them tainted and always empty, leaves room for 4',
    },
    'a cluster that has MetalLB, and so a control plane of its own': {
      given: [web(spread()), kube('metallb.io/v1beta1/IPAddressPool', { name: 'pool' })],
      says: '2 pods and 1 more during an update are spread hard over host names, and a tainted control plane counts as a host that is always empty',
    },
    'more domains asked for than there are': {
      given: [deployment({ pod: spread({ nodeTaintsPolicy: 'Honor', minDomains: 3 }), spec: { replicas: 3 } })],
      facts,
      says: '3 pods and 1 more during an update do not fit: maxSkew 1 over 2 nodes, 0 of them tainted and always empty, leaves room for 2',
    },
  },
});
