import { kube, ruleCases, service } from '../../testing.ts';
import { loadBalancerIp } from './load-balancer-ip.ts';

const application = (helm: object) =>
  kube('argoproj.io/v1alpha1/Application', { name: 'gateway' }, { spec: { source: { chart: 'gateway', helm } } });

ruleCases(loadBalancerIp, {
  accepts: {
    'the annotation': [service({ type: 'LoadBalancer', annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.200' } })],
    'an address that somebody fills in, or leaves out': [
      service({ type: 'LoadBalancer', spec: { loadBalancerIP: '${WEB_IP}' } }),
      application({ valuesObject: { service: { loadBalancerIP: '{{ .address }}' } } }),
    ],
    'an empty value': [application({ valuesObject: { service: { loadBalancerIP: '' } } })],
  },
  refuses: {
    'the field': {
      given: [service({ type: 'LoadBalancer', spec: { loadBalancerIP: '192.168.1.200' } })],
      says: 'the Service asks for 192.168.1.200 with spec.loadBalancerIP',
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
