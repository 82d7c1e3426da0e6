import type { Facts } from '../../facts.ts';
import { chartApplication } from '../../observability/testing.ts';
import { daemonSet, deployment, ruleCases } from '../../testing.ts';
import { hostPortFree } from './host-port-free.ts';

const facts: Facts = {
  nodes: [
    { name: 'worker1', role: 'worker', schedulable: true },
    { name: 'worker2', role: 'worker', schedulable: true },
  ],
};
const ports = [{ containerPort: 9100, hostPort: 9100 }];
const agent = (name: string, container: object = { ports }, pod: object = {}) =>
  daemonSet({ name, namespace: 'monitoring', container: { ...container }, pod: { ...pod } });

ruleCases(hostPortFree, {
  accepts: {
    'one DaemonSet': [agent('node-exporter')],
    'a chart whose exporter is off, or elsewhere': [
      agent('node-exporter'),
      chartApplication('kube-prometheus-stack', 'monitoring', { nodeExporter: { enabled: false } }),
      chartApplication('prometheus-node-exporter', 'other', { service: { targetPort: 9110 } }),
    ],
    'another port': [agent('node-exporter'), agent('falco', { ports: [{ containerPort: 8765, hostPort: 8765 }] })],
    'other nodes': [agent('node-exporter'), agent('node-exporter-arm', { ports }, { nodeSelector: { 'kubernetes.io/arch': 'arm64' } })],
    'ports of the pod only': [agent('a', { ports: [{ containerPort: 80 }] }), agent('b', { ports: [{ containerPort: 80 }] })],
    'as many nodes as pods': {
      given: [deployment({ container: { ports }, spec: { replicas: 2, strategy: { type: 'Recreate' } } })],
      facts,
    },
  },
  refuses: {
    'the exporter of a chart beside ones own': {
      given: [agent('node-exporter'), chartApplication('kube-prometheus-stack', 'monitoring', {})],
      says: 'it takes port 9100 of every node, which the node exporter of release kube-prometheus-stack takes too',
    },
    'two agents for one port, one of them in the network of the node': {
      given: [agent('alloy', { ports }), agent('node-exporter', { ports: [{ containerPort: 9100 }] }, { hostNetwork: true })],
      says: 'it takes port 9100 of every node, which DaemonSet monitoring/alloy takes too',
    },
    'more pods than nodes, during an update': {
      given: [deployment({ container: { ports }, spec: { replicas: 2 } })],
      facts,
      says: '2 pods and 1 more during an update take port 9100 of a node each, and there are 2 nodes',
    },
  },
});
