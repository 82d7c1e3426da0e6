import { kube, ruleCases, service } from '../../testing.ts';
import { nodePortOnce } from './node-port-once.ts';

const at = (name: string, nodePort?: number, protocol?: string) =>
  service({
    name,
    namespace: 'shop',
    type: 'NodePort',
    ports: [{ port: 80, ...(nodePort === undefined ? {} : { nodePort }), ...(protocol === undefined ? {} : { protocol }) }],
  });

const chart = (name: string, valuesObject: object, server = 'https://kubernetes.default.svc') =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name, namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.org', chart: name, targetRevision: '1.0.0', helm: { valuesObject } },
        destination: { server },
      },
    },
  );
const grafana = (nodePort: number, type = 'NodePort') => ({ grafana: { service: { type, nodePort } } });

ruleCases(nodePortOnce, {
  accepts: {
    'ports of their own': [at('web', 30080), at('admin', 30081)],
    'ports that the cluster chooses': [at('web'), at('admin')],
    'one number of two protocols': [at('dns', 30053, 'TCP'), at('dns-udp', 30053, 'UDP')],
    'charts with ports of their own': [
      chart('stack', grafana(30300)),
      chart('gateway', { service: { type: 'NodePort', ports: [{ name: 'http2', port: 80, nodePort: 31304 }] } }),
    ],
    'one number in two clusters': [chart('a', grafana(30300)), chart('b', grafana(30300), 'https://10.0.0.2:6443')],
    'the number that a chart writes beside ClusterIP in its own values': [
      chart('stack', { alertmanager: { service: { type: 'ClusterIP', port: 9093, nodePort: 30903 } } }),
    ],
    'two versions of one Service': [at('web', 30080), at('web', 30080)],
  },
  refuses: {
    'one port for two': { given: [at('web', 30080), at('admin', 30080)], says: 'node port 30080 is that of Service shop/admin' },
    'one port for a Service and a chart': {
      given: [at('web', 30300), chart('stack', grafana(30300))],
      says: 'node port 30300 is that of Service shop/web',
    },
    'a port that nodes do not have': {
      given: [chart('stack', grafana(3000))],
      says: 'nodePort is 3000, and the nodes have 30000 to 32767',
    },
    'a port of a Service that stays inside': {
      given: [chart('stack', grafana(30300, 'ClusterIP'))],
      says: 'nodePort is 30300, and the Service is of type ClusterIP',
      fix: 'Write type: NodePort beside it, or leave nodePort out.',
    },
  },
});
