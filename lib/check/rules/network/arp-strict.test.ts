import { kube, ruleCases } from '../../testing.ts';
import { arpStrict } from './arp-strict.ts';

const proxy = (fields: object) => kube('kubeproxy.config.k8s.io/v1alpha1/KubeProxyConfiguration', { name: 'proxy' }, { ...fields });
const pool = kube('metallb.io/v1beta1/L2Advertisement', { name: 'default', namespace: 'metallb-system' });

ruleCases(arpStrict, {
  accepts: {
    'IPVS that is strict': [pool, proxy({ mode: 'ipvs', ipvs: { strictARP: true } })],
    iptables: [pool, proxy({ mode: 'iptables' })],
    'a cluster without MetalLB': [proxy({ mode: 'ipvs' })],
  },
  refuses: {
    'IPVS that is not': {
      given: [pool, proxy({ mode: 'ipvs' })],
      says: 'mode is ipvs, MetalLB announces addresses, and ipvs.strictARP is not true',
      fix: 'Set ipvs: {strictARP: true}.',
    },
  },
});
