import { Quantity } from '../../../values/quantity.ts';
import type { Facts, NodeFact } from '../../facts.ts';
import { cronJob, daemonSet, deployment, rollout, ruleCases, statefulSet } from '../../testing.ts';
import { podsFindNodes } from './pods-find-nodes.ts';

const node = (name: string, rest: Partial<NodeFact> = {}): NodeFact => ({ name, role: 'worker', schedulable: true, ...rest });
const cp = node('cp', { role: 'control-plane', schedulable: false });
const facts: Facts = { nodes: [cp, node('worker1'), node('worker2')] };
const sized: Facts = { nodes: [node('worker1', { cpu: Quantity.parse('4'), memory: Quantity.parse('8Gi') })] };
const labelled: Facts = { nodes: [node('worker1', { labels: { disk: 'hdd', 'kubernetes.io/arch': 'arm64' } })] };
const apart = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
      ],
    },
  },
};
const canary = { canary: { trafficRouting: { istio: {} }, dynamicStableScale: true } };
const resources = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });

ruleCases(podsFindNodes, {
  accepts: {
    'as many nodes as pods that keep apart': { given: [statefulSet({ pod: apart, spec: { replicas: 2 } })], facts },
    'a Deployment that first removes a pod': {
      given: [deployment({ pod: apart, spec: { replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 1 } } } })],
      facts,
    },
    'no word about nodes': [statefulSet({ pod: apart, spec: { replicas: 9 } })],
    'labels of nodes that nobody told': { given: [deployment({ pod: { nodeSelector: { disk: 'ssd' } } })], facts },
    'a label that every node has': { given: [deployment({ pod: { nodeSelector: { 'kubernetes.io/os': 'linux' } } })], facts },
    'a node with enough': { given: [statefulSet({ container: resources('3', '6Gi') })], facts: sized },
    'the control plane, tolerated': {
      given: [
        cronJob({
          pod: {
            nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
            tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }],
          },
        }),
      ],
      facts,
    },
  },
  refuses: {
    'more pods that keep apart than nodes': {
      given: [statefulSet({ pod: apart, spec: { replicas: 3 } })],
      facts,
      says: '3 pods will find a node for 2 only: cp is tainted node-role.kubernetes.io/control-plane:NoSchedule, worker1 has one of them in its hostname, worker2 has one of them in its hostname',
    },
    'a canary beside pods that keep apart': {
      given: [rollout({ pod: apart, spec: { replicas: 2, strategy: canary } })],
      facts,
      says: '2 pods and 1 more during an update will find a node for 2 only: cp is tainted node-role.kubernetes.io/control-plane:NoSchedule, worker1 has one of them in its hostname, worker2 has one of them in its hostname',
    },
    'an update that starts the new pod first, on the one node': {
      given: [deployment({ container: resources('3', '1Gi') })],
      facts: sized,
      says: '1 pod and 1 more during an update will find a node for 1 only: worker1 lacks 2000m CPU',
    },
    'a label that no node has': {
      given: [daemonSet({ pod: { nodeSelector: { disk: 'ssd' } } })],
      facts: labelled,
      says: 'the pod will find no node: worker1 has other labels',
    },
    'a pod that no node can hold': {
      given: [statefulSet({ container: resources('6', '1Gi') })],
      facts: sized,
      says: 'the pod will find no node: worker1 lacks 2000m CPU',
    },
    'the control plane without a toleration': {
      given: [cronJob({ pod: { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } } })],
      facts,
      says: 'the pod will find no node: cp is tainted node-role.kubernetes.io/control-plane:NoSchedule, worker1 has other labels, worker2 has other labels',
    },
  },
});
