import { kube, ruleCases, service } from '../../testing.ts';
import { poolGivesAddresses } from './pool-gives-addresses.ts';

const pool = (spec: object = {}, name = 'default') =>
  kube(
    'metallb.io/v1beta1/IPAddressPool',
    { name, namespace: 'metallb-system' },
    { spec: { addresses: ['10.0.0.10-10.0.0.20'], ...spec } },
  );
const door = (annotations: Record<string, string> = {}, more: object = {}) =>
  service({ name: 'web', namespace: 'shop', type: 'LoadBalancer', annotations, labels: { app: 'web' }, ...more });
const release = (chart: string, values: object) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'edge', namespace: 'argocd' },
    {
      spec: {
        source: { repoURL: 'https://charts.example.com', chart, targetRevision: '1.24.2', helm: { valuesObject: values } },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-system' },
      },
    },
  );
const SILENT = { autoAssign: false };

ruleCases(poolGivesAddresses, {
  accepts: {
    'a pool for everybody': [pool(), door(), release('gateway', {})],
    'one of two pools': [pool(SILENT), pool({}, 'other'), door()],
    'a Service that asks': [
      pool(SILENT),
      door({ 'metallb.io/loadBalancerIPs': '10.0.0.11' }),
      door({ 'metallb.universe.tf/address-pool': 'default' }),
    ],
    'a Service of another balancer': [pool(SILENT), door({}, { spec: { loadBalancerClass: 'io.cilium/l2-announcer' } })],
    'a Service inside': [pool(SILENT), service({})],
    'a chart that asks': [pool(SILENT), release('gateway', { service: { annotations: { 'metallb.io/loadBalancerIPs': '10.0.0.11' } } })],
    'a chart that opens ports of nodes': [pool(SILENT), release('gateway', { service: { type: 'NodePort' } })],
    'a pool for its namespace': [pool({ serviceAllocation: { namespaces: ['shop'] } }), door()],
    'no MetalLB': [door()],
  },
  refuses: {
    'a pool that gives nothing unasked': {
      given: [pool(SILENT), door()],
      says: 'Service web asks for no address, and no pool gives one unasked: default has autoAssign: false',
    },
    'a chart': {
      given: [pool(SILENT), release('gateway', { service: { type: 'LoadBalancer' } })],
      says: 'the Service of release edge (chart gateway) asks for no address, and no pool gives one unasked: default has autoAssign: false',
    },
    'pools for others': {
      given: [
        pool({ serviceAllocation: { namespaces: ['istio-system'] } }),
        pool({ serviceAllocation: { serviceSelectors: [{ matchLabels: { app: 'dns' } }] } }, 'dns'),
        door(),
      ],
      says: 'Service web asks for no address, and no pool gives one unasked: default is for namespaces istio-system, dns is for Services with other labels',
    },
  },
});
