import { kube, ruleCases, service } from '../../testing.ts';
import { balancerAddressAsked } from './balancer-address-asked.ts';

const balancer = (
  name: string,
  port: number,
  more: Readonly<Record<string, unknown>> = {},
  annotations: Readonly<Record<string, string>> = {},
) => service({ name, namespace: 'sight', type: 'LoadBalancer', annotations, ports: [{ port }], spec: more });
const agent = (text: string) =>
  kube(
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    { name: 'agent', namespace: 'sight' },
    { spec: { values: { alloy: { configMap: { content: text } } } } },
  );
const logs = balancer('logs', 80, { loadBalancerIP: '10.40.0.15' });
const sends = 'endpoint = "http://10.40.0.15/otlp"\nendpoint = "10.40.0.13:4317"\n';

ruleCases(balancerAddressAsked, {
  accepts: {
    'a Service that asks for it': [agent(sends), logs, balancer('traces', 4317, {}, { 'metallb.io/loadBalancerIPs': '10.40.0.13' })],
    'a Service that nobody is told of': [agent('endpoint = "http://10.40.0.15/otlp"'), logs, balancer('traces', 4317)],
    'an address of another network': [agent('endpoint = "10.99.0.13:4317"'), logs, balancer('traces', 4317)],
    'a tree without fixed addresses': [agent(sends), balancer('traces', 4317)],
    'a network, which is no address': [agent('allow = ["10.40.0.0/24", "10.40.0.0:4317/24"]'), logs, balancer('traces', 4317)],
    'a Service of the cluster': [agent(sends), logs, service({ name: 'traces', namespace: 'sight', ports: [{ port: 4317 }] })],
  },
  refuses: {
    'the only one that takes any address': {
      given: [agent(sends), logs, balancer('traces', 4317)],
      says: 'HelmRelease sight/agent sends to 10.40.0.13:4317, which no Service asks for; this one offers port 4317 and takes any address',
      fix: 'Ask for 10.40.0.13, as the Services beside it do for theirs.',
    },
  },
});
