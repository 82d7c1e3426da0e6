import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { balancerClassServed } from './balancer-class-served.ts';

const balancer = (loadBalancerClass?: string, annotations: Readonly<Record<string, string>> = {}) =>
  service({ namespace: 'app', annotations, type: 'LoadBalancer', spec: loadBalancerClass === undefined ? {} : { loadBalancerClass } });
const metallb = (values: object = {}) => chartApplication('metallb', 'metallb-system', { ...values });
const cilium = (values: object = {}) => chartApplication('cilium', 'kube-system', { ...values });

ruleCases(balancerClassServed, {
  accepts: {
    'no class on either side': [metallb(), balancer()],
    'one class on both sides': [metallb({ loadBalancerClass: 'metallb' }), balancer('metallb')],
    'no balancer in the tree': [balancer('service.k8s.aws/nlb')],
    'the class of somebody else': [metallb(), balancer('tailscale')],
    'a second balancer for those without a class': [
      metallb({ loadBalancerClass: 'metallb' }),
      kube('cilium.io/v2alpha1/CiliumLoadBalancerIPPool', { name: 'main' }),
      balancer(),
    ],
    "Cilium's class, switched on": [cilium({ l2announcements: { enabled: true } }), balancer('io.cilium/l2-announcer')],
    'a Service for the inside': [metallb({ loadBalancerClass: 'metallb' }), service({ namespace: 'app' })],
  },
  refuses: {
    'no class where one is asked for': {
      given: [metallb({ loadBalancerClass: 'metallb' }), balancer()],
      says: 'the Service has no class, and MetalLB is told to serve metallb only (loadBalancerClass)',
    },
    'a class of MetalLB that it does not serve': {
      given: [metallb(), balancer('metallb')],
      says: 'the Service has the class metallb, and MetalLB serves those without a class',
      fix: 'Set loadBalancerClass: metallb in the values of MetalLB, or remove it here (it cannot be changed: make the Service anew).',
    },
    'another class than that of MetalLB': {
      given: [metallb({ loadBalancerClass: 'metallb.io/l2' }), balancer('metallb')],
      says: 'the Service has the class metallb, and MetalLB serves metallb.io/l2',
    },
    "Cilium's class, switched off": {
      given: [cilium(), balancer('io.cilium/l2-announcer')],
      says: "the class io.cilium/l2-announcer is Cilium's, and l2announcements.enabled is off in its values",
    },
  },
});
