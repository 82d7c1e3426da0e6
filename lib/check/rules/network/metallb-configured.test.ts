import { kube, ruleCases } from '../../testing.ts';
import { metallbConfigured } from './metallb-configured.ts';

const old = kube(
  'v1/ConfigMap',
  { name: 'config', namespace: 'metallb-system' },
  { data: { config: 'address-pools:\n- name: default\n  protocol: layer2\n  addresses: [10.0.0.1-10.0.0.9]\n' } },
);
const pool = kube(
  'metallb.io/v1beta1/IPAddressPool',
  { name: 'lan', namespace: 'metallb-system' },
  { spec: { addresses: ['10.0.0.1-10.0.0.9'] } },
);

ruleCases(metallbConfigured, {
  accepts: {
    'a pool': [pool],
    'another ConfigMap': [
      kube(
        'v1/ConfigMap',
        { name: 'config', namespace: 'metallb-system' },
        { data: { 'excludel2.yaml': 'announcedInterfacesToExclude: []' } },
      ),
    ],
  },
  refuses: {
    'a ConfigMap alone': {
      given: [old],
      says: 'the pools of addresses stand in ConfigMap config, which MetalLB reads no more since 0.13',
    },
    'a ConfigMap that was left beside the pool': {
      given: [old, pool],
      says: 'the pools of addresses stand in ConfigMap config, which MetalLB reads no more since 0.13; there are also lan',
    },
  },
});
