import { kube, ruleCases, service } from '../../testing.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';

const application = (helm: object) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'gateway' }, { spec: { source: { chart: 'gateway', helm } } });

const ciliumPool = kube('cilium.io/v2alpha1/CiliumLoadBalancerIPPool', { name: 'lan' }, { spec: { blocks: [{ cidr: '10.0.0.0/28' }] } });
const pool = kube(
  'metallb.io/v1beta1/IPAddressPool',
  { name: 'lan', namespace: 'metallb-system' },
  { spec: { addresses: ['10.0.0.0/28'] } },
);

ruleCases(loadBalancerIp, {
  accepts: {
    'the annotation': [service({ type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.200' } })],
    'an address that somebody fills in, or leaves out': [
      service({ type: 'LoadBalancer', spec: { loadBalancerIP: '${WEB_IP}' } }),
      application({ valuesObject: { service: { loadBalancerIP: '{{ .address }}' } } }),
    ],
    'a Service for the balancer of a cloud, which reads the field': [
      service({
        type: 'LoadBalancer',
        annotations: { 'networking.gke.io/load-balancer-type': 'Internal' },
        spec: { loadBalancerIP: '10.40.0.14' },
      }),
    ],
    'an empty value': [application({ valuesObject: { service: { loadBalancerIP: '' } } })],
    'the field and chart values where Cilium gives the addresses': [
      service({ type: 'LoadBalancer', spec: { loadBalancerIP: '10.0.0.1' } }),
      application({ valuesObject: { service: { loadBalancerIP: '10.0.0.2' } } }),
      ciliumPool,
    ],
    "Cilium's annotation beside the field, its pool being elsewhere": [
      service({ type: 'LoadBalancer', annotations: { 'lbipam.cilium.io/sharing-key': 'lan' }, spec: { loadBalancerIP: '10.0.0.1' } }),
      application({ valuesObject: { service: { loadBalancerIP: '10.0.0.2', annotations: { 'io.cilium/lb-ipam-pool': 'default' } } } }),
    ],
  },
  refuses: {
    'the field': {
      given: [service({ type: 'LoadBalancer', spec: { loadBalancerIP: '192.168.1.200' } })],
      says: 'the Service asks for 192.168.1.200 with spec.loadBalancerIP',
    },
    'the field where MetalLB gives the addresses, whatever else could': {
      given: [service({ type: 'LoadBalancer', spec: { loadBalancerIP: '10.0.0.1' } }), ciliumPool, pool],
      says: 'the Service asks for 10.0.0.1 with spec.loadBalancerIP',
    },
    "the field beside MetalLB's annotation, MetalLB's pool being elsewhere": {
      given: [
        service({ type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': '10.0.0.1' }, spec: { loadBalancerIP: '10.0.0.1' } }),
        ciliumPool,
      ],
      says: 'the Service asks for 10.0.0.1 with spec.loadBalancerIP',
    },
    'the field of a cluster whose network alone is of Cilium': {
      given: [service({ type: 'LoadBalancer', annotations: { 'service.cilium.io/global': 'true' }, spec: { loadBalancerIP: '10.0.0.1' } })],
      says: 'the Service asks for 10.0.0.1 with spec.loadBalancerIP',
    },
    'a chart value': {
      given: [application({ valuesObject: { service: { loadBalancerIP: '10.0.0.1' } } })],
      says: "the chart's Service asks for 10.0.0.1 with loadBalancerIP",
    },
    'a chart value in text': {
      given: [application({ values: 'service:\n  loadBalancerIP: 10.0.0.1\n' })],
      says: "the chart's Service asks for 10.0.0.1 with loadBalancerIP",
    },
    'a single parameter': {
      given: [application({ parameters: [{ name: 'service.loadBalancerIP', value: '10.0.0.1' }] })],
      says: "the chart's Service asks for 10.0.0.1 with loadBalancerIP",
    },
  },
});
