import { chartIn } from '../../clusters/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { meshNetworkLabelled } from './mesh-network-labelled.ts';

const NETWORK = 'topology.istio.io/network';
const istiod = chartIn('east', 'istiod', { global: { meshID: 'mesh1', network: 'network1', multiCluster: { clusterName: 'east' } } });
const gateway = (values: Readonly<Record<string, unknown>>): ReturnType<typeof kube> =>
  chartIn('east', 'gateway', { name: 'istio-eastwestgateway', ...values });
const crossing = (tls?: object): ReturnType<typeof kube> =>
  kube(
    'networking.istio.io/v1/Gateway',
    { name: 'cross-network', namespace: 'istio-system' },
    {
      spec: {
        servers: [{ port: { number: 15443, name: 'tls', protocol: 'TLS' }, hosts: ['*.local'], ...(tls === undefined ? {} : { tls }) }],
      },
    },
  );
const system = (network: string): ReturnType<typeof kube> => kube('v1/Namespace', { name: 'istio-system', labels: { [NETWORK]: network } });

ruleCases(meshNetworkLabelled, {
  accepts: {
    'one name everywhere': [
      istiod,
      system('network1'),
      gateway({ networkGateway: 'network1' }),
      service({ name: 'istio-eastwestgateway', namespace: 'istio-system', labels: { [NETWORK]: 'network1' } }),
      crossing({ mode: 'AUTO_PASSTHROUGH' }),
    ],
    'the label in the values of the chart': [istiod, gateway({ labels: { istio: 'eastwestgateway', [NETWORK]: 'network1' } })],
    'a mesh of a single network': [
      chartIn('east', 'istiod', { global: { meshID: 'mesh1', multiCluster: { clusterName: 'east' } } }),
      gateway({}),
    ],
    'an ordinary gateway': [
      istiod,
      chartIn('east', 'gateway', { name: 'istio-ingressgateway' }),
      service({ name: 'istio-ingressgateway' }),
    ],
    'a label that nothing here explains': [system('network7')],
  },
  refuses: {
    'a namespace of another network': {
      given: [istiod, system('network-1')],
      says: 'no control plane has the network network-1: they have network1',
    },
    'a gateway of the chart without a network': {
      given: [istiod, gateway({})],
      says: `the gateway is an east-west gateway without the label ${NETWORK}`,
    },
    'a Service without a network': {
      given: [istiod, service({ name: 'istio-eastwestgateway', namespace: 'istio-system' })],
      says: `Service istio-eastwestgateway is an east-west gateway without the label ${NETWORK}`,
    },
    'TLS that ends at the gateway': {
      given: [crossing({ mode: 'SIMPLE' })],
      says: 'port 15443 between clusters has the mode SIMPLE instead of AUTO_PASSTHROUGH',
    },
    'no TLS at all': {
      given: [crossing()],
      says: 'port 15443 between clusters has the mode SIMPLE (the default) instead of AUTO_PASSTHROUGH',
    },
  },
});
