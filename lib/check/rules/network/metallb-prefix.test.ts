import { kube, ruleCases, service } from '../../testing.ts';
import { metallbPrefix } from './metallb-prefix.ts';

ruleCases(metallbPrefix, {
  accepts: { 'the new prefix': [service({ annotations: { 'metallb.io/loadBalancerIPs': '192.168.1.200' } })] },
  refuses: {
    'the old prefix': {
      given: [service({ annotations: { 'metallb.universe.tf/loadBalancerIPs': '192.168.1.200' } })],
      says: '"metallb.universe.tf/loadBalancerIPs" has the deprecated prefix metallb.universe.tf/',
      fix: 'Write metallb.io/loadBalancerIPs (read from MetalLB 0.14.9 on).',
    },
    'the old prefix in chart values': {
      given: [
        kube(
          'helm.toolkit.fluxcd.io/v2/HelmRelease',
          {},
          { spec: { values: { service: { annotations: { 'metallb.universe.tf/loadBalancerIPs': '10.0.0.1' } } } } },
        ),
      ],
      says: '"metallb.universe.tf/loadBalancerIPs" has the deprecated prefix metallb.universe.tf/',
    },
  },
});
