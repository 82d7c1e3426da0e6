import { kube, ruleCases } from '../../testing.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { agentReadsOwnNode } from './agent-reads-own-node.ts';

function config(selector: string, more = ''): string {
  return `discovery.kubernetes "pods" {
  role = "pod"
${selector}}
loki.source.kubernetes "pods" {
  targets    = discovery.kubernetes.pods.targets
  forward_to = [loki.write.default.receiver]
${more}}
loki.write "default" {
  endpoint {
    url = "http://loki:3100/loki/api/v1/push"
  }
}
`;
}

const own = '  selectors {\n    role  = "pod"\n    field = "spec.nodeName=" + sys.env("HOSTNAME")\n  }\n';
const map = (text: string) => kube('v1/ConfigMap', { name: 'config' }, { data: { 'config.alloy': text } });
const agent = (env: readonly object[], kind = 'apps/v1/DaemonSet', args: readonly string[] = []): KubeObject =>
  kube(
    kind,
    { name: 'alloy' },
    {
      spec: {
        template: {
          spec: {
            containers: [{ name: 'alloy', image: 'grafana/alloy:v1.5.1', env, args }],
            volumes: [{ name: 'config', configMap: { name: 'config' } }],
          },
        },
      },
    },
  );
const named = [{ name: 'HOSTNAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }];
const chart = (alloy: object, controller: object = {}) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'alloy' },
    { spec: { source: { chart: 'alloy', helm: { valuesObject: { alloy, controller } } } } },
  );

const shared = '  clustering {\n    enabled = true\n  }\n';

ruleCases(agentReadsOwnNode, {
  accepts: {
    'the pods of its own node': [map(config(own)), agent(named)],
    'pods that the agents share': [map(config('', shared)), agent([], 'apps/v1/DaemonSet', ['run', '--cluster.enabled=true'])],
    'one agent for all': [map(config('')), agent([], 'apps/v1/Deployment')],
    'a chart that makes one agent': [chart({ configMap: { content: config('') } }, { type: 'deployment' })],
    'a chart with clustering': [chart({ configMap: { content: config('') }, clustering: { enabled: true } })],
    'a variable of another use': [
      map(`${config(own)}logging {\n  level = sys.env("LEVEL")\n}\n`),
      agent([...named, { name: 'LEVEL', value: 'info' }]),
    ],
  },
  refuses: {
    'pods to share among agents that do not know each other': {
      given: [map(config('', shared)), agent([])],
      says: 'the agents are to share their targets (clustering), and they are not started as a cluster',
    },
    'the pods of all nodes': {
      given: [map(config('')), agent([])],
      says: 'every agent of the DaemonSet discovers the pods of all nodes, and loki.source.kubernetes "pods" reads them',
    },
    'the same in a chart': {
      given: [chart({ configMap: { content: config('') } })],
      says: 'every agent of the DaemonSet discovers the pods of all nodes, and loki.source.kubernetes "pods" reads them',
    },
    'the name of the pod for that of the node': {
      given: [map(config(own)), agent([])],
      says: 'the node is asked by HOSTNAME, which is the name of the pod unless the container sets it',
    },
    'a variable that nobody sets': {
      given: [map(config(own.replace('HOSTNAME', 'NODE'))), agent(named)],
      says: 'the configuration reads NODE, and the container has no such variable',
    },
  },
});
